using BotDesk.Search.Queries;

namespace BotDesk.Search;

/// <summary>Finds documents that resemble one, by its most telling words: those that it has often and that few documents have.</summary>
/// <param name="searcher">The documents are looked for here.</param>
public sealed class MoreLikeThis(IIndexSearcher searcher)
{
    /// <value>The default is 25.</value>
    public int MaxTerms { get; init; } = 25;

    /// <summary>Terms that fewer documents have are left out: nothing else could be found by them.</summary>
    /// <value>The default is 2.</value>
    public int MinDocFreq { get; init; } = 2;

    /// <summary>The fields to take words from, and to look for them.</summary>
    /// <value>The default is every field that is no copy of another.</value>
    public IReadOnlyList<string> Fields { get; init; } =
        [.. searcher.Schema.Fields.Where(type => type.CopyOf is null).Select(type => type.Name)];

    /// <summary>What to look for to find documents like this one, which is itself left out by whoever searches. Null where there is no such document.</summary>
    public Query? Like(string key)
    {
        var doc = searcher.Find(key);
        return doc < 0 ? null : Best(
            from field in Fields
            from term in searcher.TermVector(doc, field)
            select (field, term.Term, term.Freq));
    }

    /// <summary>What to look for to find documents like a text.</summary>
    public Query LikeText(string text) => Best(
        from field in Fields
        from token in searcher.Schema.Fields[searcher.Schema.Require(field)].Analyzer.Tokens(text)
        group token by (field, token.Term) into same
        select (same.Key.field, same.Key.Term, same.Count()));

    private BooleanQuery Best(IEnumerable<(string Field, string Term, int Freq)> terms)
    {
        var scored = terms
            .Select(term => (term.Field, term.Term, term.Freq, DocFreq: searcher.DocFreq(term.Field, term.Term)))
            .Where(term => term.DocFreq >= MinDocFreq)
            .Select(term => (term.Field, term.Term, Score: term.Freq * BM25Similarity.Idf(term.DocFreq, searcher.DocCount(term.Field))))
            .OrderByDescending(term => term.Score)
            .ThenBy(term => term.Term, StringComparer.Ordinal)
            .Take(MaxTerms)
            .ToList();
        return BooleanQuery.Any(scored.Select(term =>
            (Query)new BoostQuery(new TermQuery(term.Field, term.Term), term.Score / scored[0].Score)));
    }
}
