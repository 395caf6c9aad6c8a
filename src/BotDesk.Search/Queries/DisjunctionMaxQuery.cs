using System.Globalization;
using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>Documents that match any of the queries; the best of their scores counts, and a part of the others.</summary>
public sealed class DisjunctionMaxQuery : Query
{
    /// <param name="tieBreaker">The part of the other scores that is added: 0 takes the best alone, 1 the sum.</param>
    public DisjunctionMaxQuery(IEnumerable<Query> queries, float tieBreaker = 0)
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (!(tieBreaker >= 0 && tieBreaker <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(tieBreaker), tieBreaker, "A tie breaker is a number from 0 to 1.");
        }

        (Queries, TieBreaker) = ([.. queries], tieBreaker);
    }

    public IReadOnlyList<Query> Queries { get; }

    public float TieBreaker { get; }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"({string.Join(" | ", Queries)})~{TieBreaker}");

    internal override Weight CreateWeight(IndexSearcher searcher, float boost) =>
        new DisjunctionMaxWeight([.. Queries.Select(query => query.CreateWeight(searcher, boost))], TieBreaker);

    internal override void CollectTerms(IIndexSearcher searcher, string field, ISet<string> terms)
    {
        foreach (var query in Queries)
        {
            query.CollectTerms(searcher, field, terms);
        }
    }
}

internal sealed class DisjunctionMaxWeight(Weight[] weights, float tieBreaker) : Weight
{
    public override Scorer? Scorer(SegmentReader reader)
    {
        Scorer[] scorers = [.. weights.Select(weight => weight.Scorer(reader)).OfType<Scorer>()];
        return scorers.Length switch
        {
            0 => null,
            1 => scorers[0],
            _ => new DisjunctionScorer(scorers, 1, tieBreaker),
        };
    }

    public override Explanation Explain(SegmentReader reader, int doc)
    {
        Explanation[] matches = [.. weights.Select(weight => weight.Explain(reader, doc)).Where(part => part.IsMatch)];
        if (matches.Length == 0)
        {
            return Explanation.NoMatch("none of the alternatives");
        }

        var (best, sum) = (matches.Max(part => part.Value), matches.Sum(part => (double)part.Value));
        return Explanation.Match((float)(best + ((sum - best) * tieBreaker)), $"the best, and {tieBreaker} of the others", matches);
    }
}
