using BotDesk.Search;
using BotDesk.Search.Highlighting;

namespace BotDesk.Knowledge.Ranking;

/// <summary>Finds the articles that answer what a person wrote, and says how sure it is. One serves all threads.</summary>
public sealed class KnowledgeRanking(Synonyms? synonyms = null, RankingWeights? weights = null)
{
    private const int SnippetLength = 240;

    private readonly Synonyms _synonyms = synonyms ?? Synonyms.Default;
    private readonly ConfidenceModel _confidence = ConfidenceModel.Default;
    private readonly RankingWeights _weights = weights ?? new();

    /// <summary>The best articles for the text.</summary>
    /// <param name="text">As the person wrote it: a few words, a sentence, a pasted mail.</param>
    /// <param name="searcher">Over an index with <see cref="KnowledgeSchema"/>.</param>
    /// <param name="filter">The articles that the person may read; null for all.</param>
    /// <param name="top">How many at most.</param>
    public KnowledgeAnswer Rank(string text, IndexSearcher searcher, DocumentFilter? filter, int top)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(searcher);
        var question = Question.Of(text, searcher, filter, _synonyms, _weights);
        var candidates = Candidates.Find(question, searcher, filter, _weights);
        var features = ConfidenceFeatures.Of(question, candidates, searcher);
        var highlighter = new Highlighter(searcher, question.Query);
        KnowledgeResult[] results = [.. candidates.Best.Take(top)
            .Select((candidate, i) => Result(candidate, _confidence.Of(features[i]), searcher, highlighter))];
        return new KnowledgeAnswer(results, features.Count > 0 && _confidence.Of(features[0]) >= _confidence.OfferFrom);
    }

    private static KnowledgeResult Result(Candidate candidate, double confidence, IndexSearcher searcher, Highlighter highlighter)
    {
        var title = searcher.Text(candidate.Doc, KnowledgeSchema.Title);
        return new KnowledgeResult(
            searcher.KeyOf(candidate.Doc), candidate.Score, confidence,
            highlighter.Snippet(KnowledgeSchema.Title, title, Math.Max(1, title.Length)),
            highlighter.Snippet(KnowledgeSchema.Body, searcher.Text(candidate.Doc, KnowledgeSchema.Body), SnippetLength));
    }
}
