namespace BotDesk.Search.Indexing;

/// <summary>A segment as one searcher sees it: with what was deleted until then. Immutable.</summary>
internal sealed class SegmentReader(Segment segment, LiveDocs? live, int docBase)
{
    public Segment Segment => segment;

    public LiveDocs? Live => live;

    /// <summary>The number of this segment's first document in the whole index.</summary>
    public int DocBase => docBase;

    public bool IsLive(int doc) => live is null || live.IsLive(doc);

    /// <summary>The same without the documents that the predicate does not allow.</summary>
    public SegmentReader Restrict(Predicate<string> allows)
    {
        LiveDocs? restricted = null;
        for (var doc = 0; doc < segment.Count; doc++)
        {
            if (IsLive(doc) && !allows(segment.Keys[doc]))
            {
                (restricted ??= live?.Copy() ?? new LiveDocs(segment)).Delete(segment, doc);
            }
        }

        return restricted is null ? this : new SegmentReader(segment, restricted, docBase);
    }

    public int LiveCount => segment.Count - (live?.Deleted ?? 0);

    public int DocFreq(int field, int term) => segment.Fields[field].DocFreq[term] - (live?.DocFreq(field, term) ?? 0);

    public int DocCount(int field) => segment.Fields[field].DocCount - (live?.DocCount(field) ?? 0);

    public long TotalTermFreq(int field) => segment.Fields[field].TotalTermFreq - (live?.TotalTermFreq(field) ?? 0);
}
