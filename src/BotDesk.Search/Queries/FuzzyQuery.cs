using System.Globalization;

namespace BotDesk.Search.Queries;

/// <summary>
/// Documents with a term within a few edits. The nearest 50 terms take part; a document scores by its best one, of which each edit takes
/// a share: 1 - edits / length of the shorter word (Lucene adds the terms up instead).
/// </summary>
public sealed class FuzzyQuery : Query
{
    private const int MaxExpansions = 50;

    /// <param name="term">In the form of the index.</param>
    /// <param name="maxEdits">0 to 2.</param>
    /// <param name="prefixLength">So many units at the beginning have to be the same.</param>
    public FuzzyQuery(string field, string term, int maxEdits = 2, int prefixLength = 0)
    {
        ArgumentNullException.ThrowIfNull(term);
        ArgumentOutOfRangeException.ThrowIfNegative(maxEdits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxEdits, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        (Field, Term, MaxEdits, PrefixLength) = (field, term, maxEdits, prefixLength);
    }

    public string Field { get; }

    public string Term { get; }

    public int MaxEdits { get; }

    public int PrefixLength { get; }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Field}:{Term}~{MaxEdits}");

    /// <summary>The terms that are near enough in one index, as a query for these.</summary>
    public Query Rewrite(IIndexSearcher searcher) => new DisjunctionMaxQuery(
        Expand(searcher).Select(term => (Query)new BoostQuery(new TermQuery(Field, term.Text), BoostOf(term))));

    internal override Weight CreateWeight(IndexSearcher searcher, float boost) => Rewrite(searcher).CreateWeight(searcher, boost);

    internal override void CollectTerms(IIndexSearcher searcher, string field, ISet<string> terms)
    {
        if (field == Field)
        {
            terms.UnionWith(Expand(searcher).Select(term => term.Text));
        }
    }

    private IEnumerable<SimilarTerm> Expand(IIndexSearcher searcher) =>
        searcher.SimilarTerms(Field, Term, MaxEdits, PrefixLength).Where(term => BoostOf(term) > 0).Take(MaxExpansions);

    private float BoostOf(SimilarTerm term) =>
        term.Distance == 0 ? 1 : 1 - ((float)term.Distance / Math.Min(term.Text.Length, Term.Length));
}
