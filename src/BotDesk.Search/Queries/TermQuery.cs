using System.Text;
using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>Documents with one term, which is taken as it is in the index: not analysed.</summary>
public sealed class TermQuery(string field, string term) : Query
{
    public string Field { get; } = field;

    public string Term { get; } = term;

    /// <summary>How many documents to take as having the term, and the field, where those of the index do not tell; null for the index's own.</summary>
    public TermStatistics? Statistics { get; init; }

    public override string ToString() => $"{Field}:{Term}";

    internal override Weight CreateWeight(IndexSearcher searcher, float boost) =>
        new TermWeight(searcher, searcher.Schema.Require(Field), Encoding.UTF8.GetBytes(Term), boost, Statistics);

    internal override void CollectTerms(IIndexSearcher searcher, string field, ISet<string> terms)
    {
        if (field == Field)
        {
            terms.Add(Term);
        }
    }
}

/// <summary>What makes a term rare or common.</summary>
/// <param name="DocFreq">How many documents have it, at most <paramref name="DocCount"/>.</param>
/// <param name="DocCount">How many documents have the field.</param>
public readonly record struct TermStatistics(long DocFreq, long DocCount);

internal sealed class TermWeight : Weight
{
    private readonly IndexSearcher _searcher;
    private readonly int _field;
    private readonly byte[] _term;
    private readonly float _boost;
    private readonly long _docFreq;
    private readonly long _docCount;
    private readonly float _idf;

    public TermWeight(IndexSearcher searcher, int field, byte[] term, float boost, TermStatistics? statistics)
    {
        (_searcher, _field, _term, _boost) = (searcher, field, term, boost);
        (_docFreq, _docCount) = statistics ?? new TermStatistics(searcher.DocFreq(field, term), searcher.Statistics(field).DocCount);
        _idf = BM25Similarity.Idf(_docFreq, _docCount);
    }

    public override Scorer? Scorer(SegmentReader reader) => Open(reader);

    public TermScorer? Open(SegmentReader reader)
    {
        var field = reader.Segment.Fields[_field];
        return _docFreq > 0 && field.Terms.Find(_term) is >= 0 and var number
            ? new TermScorer(field, number, _boost * _idf, _searcher.Statistics(_field).LengthFactors)
            : null;
    }

    public override Explanation Explain(SegmentReader reader, int doc)
    {
        var name = $"{_searcher.Schema.Fields[_field].Name}:{Encoding.UTF8.GetString(_term)}";
        if (Open(reader) is not { } scorer || scorer.Advance(doc) != doc)
        {
            return Explanation.NoMatch($"no {name}");
        }

        var statistics = _searcher.Statistics(_field);
        var length = SmallFloat.Decode(reader.Segment.Fields[_field].Norms[doc]);
        return Explanation.Match(
            scorer.Score(),
            $"{name}, boost * idf * tf",
            Explanation.Match(_boost, "boost"),
            Explanation.Match(_idf, $"idf: {_docFreq} of {_docCount} documents have it"),
            Explanation.Match(
                scorer.Score() / (_boost * _idf),
                $"tf: {scorer.Freq} times among about {length} words, {statistics.TotalTermFreq / (double)statistics.DocCount:0.##} on average"));
    }
}

internal sealed class TermScorer(FieldSegment field, int term, float weight, float[] factors) : Scorer
{
    private readonly PostingsCursor _cursor = new(field, term);
    private BlockBounds? _bounds;

    public override int Doc => _cursor.Doc;

    public override long Cost => _cursor.DocFreq;

    public int Freq => _cursor.Freq;

    public PostingsCursor Cursor => _cursor;

    public override float MaxScoreIn(int from, int to) => (_bounds ??= new BlockBounds(_cursor, field.Norms, weight, factors)).MaxIn(from, to);

    public override void AddTo(ScoreWindow window)
    {
        _cursor.Advance(window.From);
        while (_cursor.Before(window.To, out var freqs) is { Length: > 0 } docs)
        {
            window.Add(docs, freqs, field.Norms, weight, factors);
            _cursor.Skip(docs.Length);
        }
    }

    public override int Next() => _cursor.Next();

    public override int Advance(int target) => _cursor.Advance(target);

    public override float Score() => BM25Similarity.Score(weight, _cursor.Freq, factors[field.Norms[_cursor.Doc]]);
}
