using BotDesk.Search;

namespace BotDesk.Knowledge.Ranking;

/// <summary>What tells how likely an article is to be right, as numbers between about -1 and 1.</summary>
internal static class ConfidenceFeatures
{
    /// <summary>Another title that scores this share of the best is nearly as good.</summary>
    private const double NearlyAsGood = 0.8;

    /// <summary>The place of "question found in the article".</summary>
    public const int QuestionFound = 6;

    public static IReadOnlyList<string> Names { get; } =
    [
        "gap to the best other title",
        "score of the best possible",
        "title score of the best title's",
        "title alone agrees",
        "title found in the question",
        "question found in the title",
        "question found in the article",
        "rarest word missed",
        "nearly as good titles",
        "words",
        "best word",
    ];

    /// <summary>The features of every candidate, in the candidates' order.</summary>
    public static IReadOnlyList<double[]> Of(Question question, Candidates candidates, IIndexSearcher searcher)
    {
        var best = candidates.Best;
        if (best.Count == 0)
        {
            return [];
        }

        var docs = best.Select(candidate => candidate.Doc).Order().ToArray();
        var titleScores = docs.Zip(searcher.Scores(question.TitleQuery, docs)).ToDictionary(pair => pair.First, pair => (double)pair.Second);
        var bestTitle = titleScores.Values.Max();
        var ideal = question.Clauses.Sum(clause => (double)clause.Ideal);
        var idf = question.Clauses.Sum(clause => (double)clause.Idf);
        var maxIdf = BM25Similarity.Idf(0, searcher.DocCount(KnowledgeSchema.Body));
        // Articles without a title are each a topic of their own.
        var topics = best.GroupBy(candidate => candidate.Topic.Length > 0 ? candidate.Topic : $"{candidate.Doc}")
            .Select(topic => (topic.Key, Score: topic.Max(candidate => candidate.Score)))
            .OrderByDescending(topic => topic.Score)
            .ToList();
        return [.. best.Select(candidate =>
        {
            var self = candidate.Topic.Length > 0 ? candidate.Topic : $"{candidate.Doc}";
            var other = topics.Where(topic => topic.Key != self).Select(topic => topic.Score).FirstOrDefault();
            var (inQuestion, titleIdf) = TitleShare(candidate.Doc, question, searcher);
            var matched = question.Clauses.Where((_, word) => candidate.WordScores[word] > 0).Sum(clause => clause.Idf);
            var missed = question.Clauses.Where((_, word) => candidate.WordScores[word] <= 0).Select(clause => clause.Idf).DefaultIfEmpty(0).Max();
            return new[]
            {
                (candidate.Score - other) / Math.Max(candidate.Score, other),
                candidate.Score / ideal,
                bestTitle > 0 ? titleScores[candidate.Doc] / bestTitle : 0,
                bestTitle > 0 && titleScores[candidate.Doc] >= bestTitle ? 1 : 0,
                titleIdf > 0 ? inQuestion / titleIdf : 0,
                Math.Min(1, inQuestion / idf),
                matched / idf,
                missed / maxIdf,
                1.0 / topics.Count(topic => topic.Key == self || topic.Score > NearlyAsGood * candidate.Score),
                Math.Log2(1 + question.Clauses.Count) / 6,
                candidate.WordScores.Max() / candidate.Score,
            };
        })];
    }

    private static (double InQuestion, double All) TitleShare(int doc, Question question, IIndexSearcher searcher)
    {
        var (found, all) = (0.0, 0.0);
        var topics = TopicStatistics.Of(searcher);
        foreach (var (term, _) in searcher.TermVector(doc, KnowledgeSchema.Title))
        {
            if (KnowledgeStopWords.English.Contains(term))
            {
                continue;
            }

            var statistics = topics.Title(term);
            var idf = BM25Similarity.Idf(statistics.DocFreq, statistics.DocCount);
            all += idf;
            found += question.Terms.Contains(term) ? idf : 0;
        }

        return (found, all);
    }
}
