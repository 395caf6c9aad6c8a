using BotDesk.Search;
using BotDesk.Search.Queries;

namespace BotDesk.Knowledge.Ranking;

/// <summary>An article that was looked at closely.</summary>
/// <param name="Topic">Its title in the form that equal titles share; empty where it has none.</param>
/// <param name="WordScores">What each clause of the question scores for it.</param>
internal sealed record Candidate(int Doc, string Topic, float[] WordScores, double Score);

/// <summary>The articles that come into question, scored with everything that tells.</summary>
internal sealed class Candidates
{
    private Candidates(IReadOnlyList<Candidate> best) => Best = best;

    /// <summary>Best first.</summary>
    public IReadOnlyList<Candidate> Best { get; }

    public static Candidates Find(Question question, IIndexSearcher searcher, RankingWeights weights, RankingContext? context = null)
    {
        var found = searcher.Search(question.Query, weights.Candidates).ScoreDocs;
        var topics = found.ToDictionary(hit => hit.Doc, hit => TopicOf(hit.Doc, searcher));
        // The other answers to the same question come along.
        foreach (var topic in topics.Values.Where(topic => topic.Length > 0).Distinct().ToList())
        {
            if (searcher.DocFreq(KnowledgeSchema.Topic, topic) > 1)
            {
                foreach (var sibling in searcher.Search(new TermQuery(KnowledgeSchema.Topic, topic), 100).ScoreDocs)
                {
                    topics[sibling.Doc] = topic;
                }
            }
        }

        int[] docs = [.. topics.Keys.Order()];
        var clauses = question.Clauses.Select(clause => searcher.Scores(clause.Query, docs)).ToList();
        var candidates = docs.Select((doc, i) =>
        {
            var words = clauses.Select(scores => scores[i]).ToArray();
            var raised = topics[doc].Length == 0 ? weights.Untitled : 1;
            return new Candidate(doc, topics[doc], words, words.Sum() * raised);
        }).ToList();
        return new Candidates([.. Together(candidates, weights).Select(Raised).OrderByDescending(candidate => candidate.Score).ThenBy(candidate => searcher.KeyOf(candidate.Doc), StringComparer.Ordinal)]);

        Candidate Raised(Candidate candidate) => context?.Solved.TryGetValue(searcher.KeyOf(candidate.Doc), out var solved) == true
            ? candidate with { Score = candidate.Score * (1 + (weights.Feedback * Math.Clamp(solved, 0, 1))) }
            : candidate;
    }

    /// <summary>Adds to each article what all visible articles of its title have to say together.</summary>
    private static IEnumerable<Candidate> Together(IEnumerable<Candidate> candidates, RankingWeights weights)
    {
        foreach (var topic in candidates.GroupBy(candidate => candidate.Topic))
        {
            var articles = topic.ToList();
            if (topic.Key.Length == 0 || articles.Count == 1)
            {
                foreach (var article in articles)
                {
                    yield return article;
                }

                continue;
            }

            var together = Enumerable.Range(0, articles[0].WordScores.Length).Sum(word => articles.Max(article => article.WordScores[word]));
            foreach (var article in articles)
            {
                yield return article with { Score = article.Score + (weights.Topic * (together - article.WordScores.Sum())) };
            }
        }
    }

    private static string TopicOf(int doc, IIndexSearcher searcher) =>
        searcher.TermVector(doc, KnowledgeSchema.Topic).Select(topic => topic.Term).FirstOrDefault("");
}
