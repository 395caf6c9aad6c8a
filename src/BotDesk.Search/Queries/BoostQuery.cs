using System.Globalization;

namespace BotDesk.Search.Queries;

/// <summary>Multiplies the scores of a query.</summary>
public sealed class BoostQuery : Query
{
    /// <param name="boost">0 or more.</param>
    public BoostQuery(Query query, float boost)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!(boost >= 0) || float.IsInfinity(boost))
        {
            throw new ArgumentOutOfRangeException(nameof(boost), boost, "A boost is a number from 0 on.");
        }

        (Inner, Boost) = (query, boost);
    }

    public Query Inner { get; }

    public float Boost { get; }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Inner})^{Boost}");

    internal override Weight CreateWeight(IndexSearcher searcher, float boost) => Inner.CreateWeight(searcher, boost * Boost);

    internal override void CollectTerms(IIndexSearcher searcher, string field, ISet<string> terms) =>
        Inner.CollectTerms(searcher, field, terms);
}
