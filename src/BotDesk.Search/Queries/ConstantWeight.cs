using System.Numerics;
using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>A set of documents that all score the same.</summary>
internal sealed class ConstantWeight(float boost, string description, Func<SegmentReader, DocSet?> matches) : Weight
{
    public override Scorer? Scorer(SegmentReader reader) => matches(reader) is { } set ? new ConstantScorer(set, boost) : null;

    public override Explanation Explain(SegmentReader reader, int doc) =>
        Scorer(reader)?.Advance(doc) == doc
            ? Explanation.Match(boost, $"{description}, constant score")
            : Explanation.NoMatch($"not {description}");
}

/// <summary>A set of the documents of one segment.</summary>
internal sealed class DocSet(int count)
{
    private readonly ulong[] _bits = new ulong[(count + 63) / 64];

    public int Capacity => count;

    /// <summary>The documents with any of the terms; null where there is no term.</summary>
    public static DocSet? OfTerms(SegmentReader reader, int field, IEnumerable<int> terms)
    {
        DocSet? set = null;
        foreach (var term in terms)
        {
            set ??= new DocSet(reader.Segment.Count);
            var cursor = new PostingsCursor(reader.Segment.Fields[field], term);
            while (cursor.Next() != PostingsCursor.NoMoreDocs)
            {
                set.Add(cursor.Doc);
            }
        }

        return set;
    }

    public void Add(int doc) => _bits[doc >> 6] |= 1UL << (doc & 63);

    public DocSet AddAll()
    {
        for (var doc = 0; doc < count; doc++)
        {
            Add(doc);
        }

        return this;
    }

    /// <summary>The first document of the set from this one on, or <see cref="PostingsCursor.NoMoreDocs"/>.</summary>
    public int NextFrom(int doc)
    {
        if (doc >= count)
        {
            return PostingsCursor.NoMoreDocs;
        }

        var word = doc >> 6;
        var bits = _bits[word] >> (doc & 63) << (doc & 63);
        while (bits == 0)
        {
            if (++word == _bits.Length)
            {
                return PostingsCursor.NoMoreDocs;
            }

            bits = _bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }
}

internal sealed class ConstantScorer(DocSet set, float score) : Scorer
{
    private int _doc = -1;

    public override int Doc => _doc;

    public override long Cost => set.Capacity;

    public override float MaxScoreIn(int from, int to) => set.NextFrom(from) < to ? score : float.NegativeInfinity;

    public override int Next() => _doc == PostingsCursor.NoMoreDocs ? _doc : _doc = set.NextFrom(_doc + 1);

    public override int Advance(int target) =>
        _doc >= target ? _doc : _doc = target == PostingsCursor.NoMoreDocs ? target : set.NextFrom(target);

    public override float Score() => score;
}
