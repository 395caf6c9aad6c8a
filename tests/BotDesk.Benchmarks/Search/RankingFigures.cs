namespace BotDesk.Benchmarks.Search;

/// <summary>What is said of an engine's answers to a judged set, in the usual measures.</summary>
internal sealed class RankingFigures
{
    private readonly List<(double Confidence, bool Right, bool Offered)> _first = [];
    private double _ndcg;
    private double _recall;
    private double _reciprocal;

    public int Queries => _first.Count;

    public double NdcgAt10 => _ndcg / Queries;

    public double RecallAt5 => _recall / Queries;

    public double PrecisionAt1 => _first.Count(first => first.Right) / (double)Queries;

    public double MeanReciprocalRank => _reciprocal / Queries;

    /// <summary>The share of the questions that can be answered so that the first result is right for 90% of those, most confident first.</summary>
    public double AnsweredAt90
    {
        get
        {
            var (right, best, seen) = (0, 0, 0);
            foreach (var first in _first.OrderByDescending(first => first.Confidence))
            {
                right += first.Right ? 1 : 0;
                best = right >= 0.9 * ++seen ? seen : best;
            }

            return best / (double)Queries;
        }
    }

    /// <summary>The share of the questions that the engine itself offers an answer to, and how many of these begin with a right one.</summary>
    public (double Share, double Right) Offered
    {
        get
        {
            var offered = _first.Where(first => first.Offered).ToList();
            return (offered.Count / (double)Queries, offered.Count(first => first.Right) / (double)Math.Max(1, offered.Count));
        }
    }

    public void Add(IReadOnlySet<string> right, IReadOnlyList<string> found, double confidence, bool offered)
    {
        var hits = found.Take(10).Select(right.Contains).ToList();
        var dcg = hits.Select((hit, i) => hit ? 1 / Math.Log2(i + 2) : 0).Sum();
        _ndcg += dcg / Enumerable.Range(0, Math.Min(10, right.Count)).Sum(i => 1 / Math.Log2(i + 2));
        _recall += hits.Take(5).Count(hit => hit) / (double)right.Count;
        _reciprocal += hits.IndexOf(true) is >= 0 and var rank ? 1.0 / (rank + 1) : 0;
        _first.Add((confidence, hits.Count > 0 && hits[0], offered));
    }
}
