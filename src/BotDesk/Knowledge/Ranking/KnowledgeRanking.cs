using BotDesk.Search;
using BotDesk.Search.Highlighting;

namespace BotDesk.Knowledge.Ranking;

/// <summary>Finds the articles that answer what a person wrote, and says how sure it is. One serves all threads.</summary>
public sealed class KnowledgeRanking(RankingWeights? weights = null)
{
    private const int SnippetLength = 240;

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
        var question = Question.Of(text, searcher, filter, _weights);
        var candidates = Candidates.Find(question, searcher, filter, _weights);
        var highlighter = new Highlighter(searcher, question.Query);
        return new KnowledgeAnswer(
            [.. candidates.Best.Take(top).Select(candidate => Result(candidate, searcher, highlighter))],
            candidates.Best.Count > 0);
    }

    private static KnowledgeResult Result(Candidate candidate, IndexSearcher searcher, Highlighter highlighter)
    {
        var title = searcher.Text(candidate.Doc, KnowledgeSchema.Title);
        return new KnowledgeResult(
            searcher.KeyOf(candidate.Doc), candidate.Score, candidate.Score,
            highlighter.Snippet(KnowledgeSchema.Title, title, Math.Max(1, title.Length)),
            highlighter.Snippet(KnowledgeSchema.Body, searcher.Text(candidate.Doc, KnowledgeSchema.Body), SnippetLength));
    }
}
