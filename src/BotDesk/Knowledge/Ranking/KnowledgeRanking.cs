using BotDesk.Search;
using BotDesk.Search.Highlighting;

namespace BotDesk.Knowledge.Ranking;

/// <summary>Finds the articles that answer what a person wrote, and says how sure it is. One serves all threads.</summary>
/// <param name="synonyms">Those in force, asked for each question; null: the product's.</param>
public sealed class KnowledgeRanking(Func<Synonyms>? synonyms = null, RankingWeights? weights = null)
{
    private const int SnippetLength = 240;

    private readonly Func<Synonyms> _synonyms = synonyms ?? (static () => Synonyms.Default);
    private readonly ConfidenceModel _confidence = ConfidenceModel.Default;
    private readonly RankingWeights _weights = weights ?? new();

    /// <summary>The best articles for the text.</summary>
    /// <param name="text">As the person wrote it: a few words, a sentence, a pasted mail.</param>
    /// <param name="searcher">Over an index with <see cref="KnowledgeSchema"/>, restricted to what the person may read.</param>
    /// <param name="top">How many at most.</param>
    /// <param name="context">What is known besides the text.</param>
    public KnowledgeAnswer Rank(string text, IIndexSearcher searcher, int top, RankingContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(searcher);
        var question = Question.Of(text, searcher, _synonyms(), _weights, context);
        var candidates = Candidates.Find(question, searcher, _weights, context);
        var features = ConfidenceFeatures.Of(question, candidates, searcher);
        var highlighter = new Highlighter(searcher, question.Query);
        KnowledgeResult[] results = [.. candidates.Best.Take(top)
            .Select((candidate, i) => Result(candidate, Confidence(question, candidate, features[i]), searcher, highlighter))];
        return new KnowledgeAnswer(results, features.Count > 0 && Confidence(question, candidates.Best[0], features[0]) >= _confidence.OfferFrom);
    }

    /// <summary>How the article's score comes about: what each word of the text scores for it, and what its confidence is made of.</summary>
    public Explanation Explain(string text, IIndexSearcher searcher, string key, RankingContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(searcher);
        var question = Question.Of(text, searcher, _synonyms(), _weights, context);
        var candidates = Candidates.Find(question, searcher, _weights, context);
        var at = candidates.Best.ToList().FindIndex(candidate => searcher.KeyOf(candidate.Doc) == key);
        if (at < 0)
        {
            // Also what exists and may not be read: it must look the same.
            return Explanation.NoMatch($"{key} is not among the best {candidates.Best.Count}");
        }

        var features = ConfidenceFeatures.Of(question, candidates, searcher)[at];
        var candidate = candidates.Best[at];
        var words = question.Clauses.Select(clause => searcher.Explain(clause.Query, key) is { IsMatch: true } word
            ? Explanation.Match(word.Value, $"the word \"{clause.Word.Surface}\"", word)
            : Explanation.NoMatch($"the word \"{clause.Word.Surface}\" is not in it"));
        return Explanation.Match(
            (float)candidate.Score,
            "score",
            Explanation.Match(candidate.WordScores.Sum(), "sum of the words", [.. words]),
            Explanation.Match((float)(candidate.Score - candidate.WordScores.Sum()), "from the other articles of this title, a missing title, and feedback"),
            Explanation.Match(
                (float)Confidence(question, candidate, features),
                "confidence",
                [.. ConfidenceFeatures.Names.Zip(features).Select(pair => Explanation.Match((float)pair.Second, pair.First))]));
    }

    private double Confidence(Question question, Candidate candidate, double[] features)
    {
        var missesCode = question.Clauses.Where((clause, word) => clause.Word.IsCode && candidate.WordScores[word] <= 0).Any();
        var found = features[ConfidenceFeatures.QuestionFound];
        return _confidence.Of(features) * (missesCode ? _weights.MissedCode : 1) * (found < _weights.LeastFound ? Math.Pow(found / _weights.LeastFound, 2) : 1);
    }

    private static KnowledgeResult Result(Candidate candidate, double confidence, IIndexSearcher searcher, Highlighter highlighter)
    {
        var title = searcher.Text(candidate.Doc, KnowledgeSchema.Title);
        return new KnowledgeResult(
            searcher.KeyOf(candidate.Doc), candidate.Score, confidence,
            highlighter.Snippet(KnowledgeSchema.Title, title, Math.Max(1, title.Length)),
            highlighter.Snippet(KnowledgeSchema.Body, searcher.Text(candidate.Doc, KnowledgeSchema.Body), SnippetLength));
    }
}
