using System.Text;
using BotDesk.Search.Indexing;
using BotDesk.Search.Queries;

namespace BotDesk.Search;

/// <summary>The index as it was at one moment. Safe to use from any number of threads at once, without locks.</summary>
public sealed class IndexSearcher : IIndexSearcher
{
    private readonly FieldStatistics[] _statistics;

    internal IndexSearcher(IndexSchema schema, SegmentReader[] readers)
    {
        (Schema, Readers) = (schema, readers);
        _statistics = new FieldStatistics[schema.Fields.Count];
        for (var field = 0; field < _statistics.Length; field++)
        {
            var (docCount, totalTermFreq) = (0L, 0L);
            foreach (var reader in readers)
            {
                docCount += reader.DocCount(field);
                totalTermFreq += reader.TotalTermFreq(field);
            }

            _statistics[field] = new FieldStatistics(
                docCount, totalTermFreq, schema.Fields[field].Similarity.LengthFactors(totalTermFreq, docCount));
        }
    }

    public IndexSchema Schema { get; }

    public int Count => Readers.Sum(reader => reader.LiveCount);

    /// <summary>What the index takes, without the stored texts.</summary>
    public long SizeInBytes => Readers.Sum(reader => reader.Segment.SizeInBytes + (reader.Live?.SizeInBytes ?? 0));

    internal SegmentReader[] Readers { get; }

    /// <inheritdoc />
    public TopDocs Search(Query query, int count, bool countAll = false)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var collector = new TopDocsCollector(count, countAll);
        var weight = query.CreateWeight(this, 1);
        for (var i = 0; i < Readers.Length; i++)
        {
            if (weight.Scorer(Readers[i]) is { } scorer)
            {
                collector.Collect(Readers[i], scorer);
            }
        }

        return collector.TopDocs();
    }

    public float[] Scores(Query query, IReadOnlyList<int> docs)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(docs);
        var weight = query.CreateWeight(this, 1);
        var scores = new float[docs.Count];
        var i = 0;
        foreach (var reader in Readers)
        {
            var end = reader.DocBase + reader.Segment.Count;
            var scorer = i < docs.Count && docs[i] < end ? weight.Scorer(reader) : null;
            for (; i < docs.Count && docs[i] < end; i++)
            {
                var doc = docs[i] - reader.DocBase;
                scores[i] = scorer?.Advance(doc) == doc ? scorer.Score() : 0;
            }
        }

        return scores;
    }

    /// <summary>How many documents match.</summary>
    public int CountMatches(Query query) => (int)Search(query, 0, countAll: true).TotalHits;

    /// <inheritdoc cref="IIndexSearcher.Restrict" />
    public IndexSearcher Restrict(Predicate<string> allows)
    {
        ArgumentNullException.ThrowIfNull(allows);
        return new IndexSearcher(Schema, [.. Readers.Select(reader => reader.Restrict(allows))]);
    }

    IIndexSearcher IIndexSearcher.Restrict(Predicate<string> allows) => Restrict(allows);

    public Explanation Explain(Query query, string key)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Locate(key) is var (reader, doc)
            ? query.CreateWeight(this, 1).Explain(reader, doc)
            : Explanation.NoMatch($"There is no document '{key}'.");
    }

    public int Find(string key) => Locate(key) is var (reader, doc) ? reader.DocBase + doc : -1;

    public IEnumerable<string> Keys =>
        Readers.SelectMany(reader => reader.Segment.Keys.Where((_, doc) => reader.IsLive(doc)));

    public IEnumerable<(string Term, int Freq)> TermVector(int doc, string field)
    {
        var (number, reader) = (Schema.Require(field), ReaderOf(doc));
        var terms = reader.Segment.Fields[number].Terms;
        var vector = reader.Segment.Fields[number].Vectors.Of(doc - reader.DocBase);
        while (vector.MoveNext())
        {
            yield return (terms.Text(vector.Term), vector.Freq);
        }
    }

    public string KeyOf(int doc)
    {
        var reader = ReaderOf(doc);
        return reader.Segment.Keys[doc - reader.DocBase];
    }

    public string Text(int doc, string field)
    {
        var (number, reader) = (Schema.Require(field), ReaderOf(doc));
        return reader.Segment.Texts[number].Of(doc - reader.DocBase);
    }

    public int DocFreq(string field, string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return DocFreq(Schema.Require(field), Encoding.UTF8.GetBytes(term));
    }

    public long DocCount(string field) => _statistics[Schema.Require(field)].DocCount;

    public IEnumerable<TermInfo> Terms(string field, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var number = Schema.Require(field);
        var bytes = Encoding.UTF8.GetBytes(prefix);
        var merged = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var reader in Readers)
        {
            var terms = reader.Segment.Fields[number].Terms;
            foreach (var term in terms.WithPrefix(bytes))
            {
                if (reader.DocFreq(number, term) is > 0 and var count)
                {
                    var text = terms.Text(term);
                    merged[text] = merged.GetValueOrDefault(text) + count;
                }
            }
        }

        return merged.Select(pair => new TermInfo(pair.Key, pair.Value));
    }

    /// <summary>The terms of a field that more than one document has, in no order. Quick where few have.</summary>
    public IEnumerable<TermInfo> RepeatedTerms(string field)
    {
        var number = Schema.Require(field);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // A term that the largest segment has once is repeated only if it is in a smaller one, where it is found.
        var largest = Readers.MaxBy(reader => reader.Segment.Count);
        foreach (var reader in Readers)
        {
            for (var term = 0; term < reader.Segment.Fields[number].Terms.Count; term++)
            {
                if ((reader != largest || reader.DocFreq(number, term) > 1)
                    && DocFreq(number, reader.Segment.Fields[number].Terms[term]) is > 1 and var count
                    && reader.Segment.Fields[number].Terms.Text(term) is var text
                    && seen.Add(text))
                {
                    yield return new TermInfo(text, count);
                }
            }
        }
    }

    public IReadOnlyList<SimilarTerm> SimilarTerms(string field, string word, int maxEdits = 2, int prefixLength = 1)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentOutOfRangeException.ThrowIfNegative(maxEdits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxEdits, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        var number = Schema.Require(field);
        var found = new Dictionary<string, SimilarTerm>(StringComparer.Ordinal);
        foreach (var reader in Readers)
        {
            var terms = reader.Segment.Fields[number].Terms;
            var similar = new SimilarTerms(terms, word, maxEdits, prefixLength);
            while (similar.MoveNext())
            {
                if (reader.DocFreq(number, similar.Term) is > 0 and var count)
                {
                    var text = terms.Text(similar.Term);
                    found[text] = new SimilarTerm(text, similar.Distance, count + found.GetValueOrDefault(text).DocFreq);
                }
            }
        }

        return [.. found.Values.OrderBy(term => term.Distance).ThenByDescending(term => term.DocFreq).ThenBy(term => term.Text, StringComparer.Ordinal)];
    }

    internal FieldStatistics Statistics(int field) => _statistics[field];

    internal int DocFreq(int field, ReadOnlySpan<byte> term)
    {
        var count = 0;
        foreach (var reader in Readers)
        {
            if (reader.Segment.Fields[field].Terms.Find(term) is >= 0 and var number)
            {
                count += reader.DocFreq(field, number);
            }
        }

        return count;
    }

    internal (SegmentReader Reader, int Doc)? Locate(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach (var reader in Readers)
        {
            if (reader.Segment.Find(key) is >= 0 and var doc && reader.IsLive(doc))
            {
                return (reader, doc);
            }
        }

        return null;
    }

    private SegmentReader ReaderOf(int doc)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(doc);
        foreach (var reader in Readers)
        {
            if (doc < reader.DocBase + reader.Segment.Count)
            {
                return reader;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(doc), doc, "There is no document with this number.");
    }
}

/// <summary>What BM25 needs to know of a field.</summary>
/// <param name="LengthFactors">See <see cref="BM25Similarity.LengthFactors"/>.</param>
internal sealed record FieldStatistics(long DocCount, long TotalTermFreq, float[] LengthFactors);
