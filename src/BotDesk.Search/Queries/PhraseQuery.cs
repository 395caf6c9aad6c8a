using System.Text;
using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>
/// Documents in which terms stand one after the other. Scores as Lucene's: the sum of the terms' idf, with the number of times the
/// phrase occurs as the frequency; with a slop, an occurrence whose words are moved by n places in all counts 1 / (1 + n).
/// </summary>
public sealed class PhraseQuery : Query
{
    /// <param name="terms">Taken as they are in the index: not analysed.</param>
    /// <param name="slop">By how many places the words may be moved in all.</param>
    public PhraseQuery(string field, IEnumerable<string> terms, int slop = 0)
        : this(field, terms.Select((term, position) => new PhraseTerm([term], position)), slop)
    {
    }

    /// <param name="slop">By how many places the words may be moved in all.</param>
    /// <exception cref="ArgumentException">No term, or one without an alternative.</exception>
    public PhraseQuery(string field, IEnumerable<PhraseTerm> terms, int slop = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slop);
        (Field, Terms, Slop) = (field, [.. terms], slop);
        if (Terms.Count == 0 || Terms.Any(term => term.Alternatives.Count == 0))
        {
            throw new ArgumentException("A phrase needs a term at each of its places.", nameof(terms));
        }
    }

    public string Field { get; }

    public IReadOnlyList<PhraseTerm> Terms { get; }

    public int Slop { get; }

    public override string ToString() => $"{Field}:\"{string.Join(' ', Terms)}\"{(Slop > 0 ? $"~{Slop}" : "")}";

    internal override Weight CreateWeight(IndexSearcher searcher, float boost)
    {
        var field = searcher.Schema.Require(Field);
        return new PhraseWeight(
            searcher, field, boost, Slop,
            [.. Terms.Select(term => (term.Alternatives.Select(Encoding.UTF8.GetBytes).ToArray(), term.Position))], ToString());
    }

    internal override void CollectTerms(IIndexSearcher searcher, string field, ISet<string> terms)
    {
        if (field == Field)
        {
            terms.UnionWith(Terms.SelectMany(term => term.Alternatives));
        }
    }
}

/// <summary>A place in a phrase.</summary>
/// <param name="Alternatives">Any of these terms may stand there.</param>
/// <param name="Position">Counted from any start; a gap stands for any word.</param>
public sealed record PhraseTerm(IReadOnlyList<string> Alternatives, int Position)
{
    public override string ToString() => string.Join('|', Alternatives);
}

internal sealed class PhraseWeight : Weight
{
    private readonly IndexSearcher _searcher;
    private readonly int _field;
    private readonly float _weight;
    private readonly int _slop;
    private readonly (byte[][] Alternatives, int Position)[] _terms;
    private readonly string _description;

    public PhraseWeight(
        IndexSearcher searcher, int field, float boost, int slop, (byte[][] Alternatives, int Position)[] terms, string description)
    {
        (_searcher, _field, _slop, _terms, _description) = (searcher, field, slop, terms, description);
        var docCount = searcher.Statistics(field).DocCount;
        var idf = 0.0;
        foreach (var term in terms.SelectMany(term => term.Alternatives))
        {
            if (searcher.DocFreq(field, term) is > 0 and var docFreq)
            {
                idf += BM25Similarity.Idf(docFreq, docCount);
            }
        }

        _weight = boost * (float)idf;
    }

    public override Scorer? Scorer(SegmentReader reader)
    {
        var field = reader.Segment.Fields[_field];
        var places = new PhrasePlace[_terms.Length];
        for (var i = 0; i < places.Length; i++)
        {
            PostingsCursor[] cursors =
                [.. _terms[i].Alternatives.Select(term => field.Terms.Find(term)).Where(term => term >= 0).Select(term => new PostingsCursor(field, term))];
            if (cursors.Length == 0)
            {
                return null;
            }

            places[i] = new PhrasePlace(cursors, _terms[i].Position);
        }

        return new PhraseScorer(field, places, _slop, _weight, _searcher.Statistics(_field).LengthFactors);
    }

    public override Explanation Explain(SegmentReader reader, int doc) =>
        Scorer(reader) is PhraseScorer scorer && scorer.Advance(doc) == doc
            ? Explanation.Match(
                scorer.Score(),
                $"{_description}, boost * idf * tf",
                Explanation.Match(_weight, "boost * sum of idf"),
                Explanation.Match(scorer.Score() / _weight, $"tf: {scorer.Freq} times"))
            : Explanation.NoMatch($"no {_description}");
}
