using BotDesk.Search;
using BotDesk.Search.Queries;
using Lucene.Net.Index;
using L = Lucene.Net.Search;

namespace BotDesk.Lucene;

/// <summary>Queries of BotDesk.Search as Lucene's of the same names.</summary>
internal sealed class LuceneQueries(IIndexSearcher searcher)
{
    public L.Query Of(Query query) => query switch
    {
        TermQuery term => new L.TermQuery(new Term(Known(term.Field), term.Term)),
        PrefixQuery prefix => new L.PrefixQuery(new Term(Known(prefix.Field), prefix.Prefix)),
        WildcardQuery wildcard => new L.WildcardQuery(new Term(Known(wildcard.Field), wildcard.Pattern)),
        FuzzyQuery fuzzy => Of(fuzzy.Rewrite(searcher)),
        PhraseQuery phrase => Phrase(phrase),
        BoostQuery boost => Boosted(Of(boost.Inner), boost.Boost),
        DisjunctionMaxQuery best => new L.DisjunctionMaxQuery([.. best.Queries.Select(Of)], best.TieBreaker),
        BooleanQuery boolean => Boolean(boolean),
        MatchAllDocsQuery => new L.MatchAllDocsQuery(),
        _ => throw new NotSupportedException($"{query.GetType().Name} has no counterpart."),
    };

    private static L.Query Boosted(L.Query query, float boost)
    {
        query.Boost *= boost;
        return query;
    }

    private L.MultiPhraseQuery Phrase(PhraseQuery phrase)
    {
        var terms = new L.MultiPhraseQuery { Slop = phrase.Slop };
        foreach (var term in phrase.Terms)
        {
            terms.Add([.. term.Alternatives.Select(text => new Term(Known(phrase.Field), text))], term.Position);
        }

        return terms;
    }

    private L.BooleanQuery Boolean(BooleanQuery boolean)
    {
        var query = new L.BooleanQuery { MinimumNumberShouldMatch = boolean.MinimumShouldMatch };
        foreach (var clause in boolean.Clauses)
        {
            query.Add(clause.Occur == Occur.Filter ? Boosted(new L.ConstantScoreQuery(Of(clause.Query)), 0) : Of(clause.Query), clause.Occur switch
            {
                Occur.Must or Occur.Filter => L.Occur.MUST,
                Occur.MustNot => L.Occur.MUST_NOT,
                _ => L.Occur.SHOULD,
            });
        }

        return query;
    }

    private string Known(string field) =>
        searcher.Schema.NumberOf(field) is not null ? field : throw new ArgumentException($"There is no field '{field}'.", nameof(field));
}
