namespace BotDesk.Search.Indexing;

/// <summary>A segment as one searcher sees it: with what was deleted until then. Immutable.</summary>
internal sealed class SegmentReader(Segment segment, LiveDocs? live, int docBase)
{
    public Segment Segment => segment;

    public LiveDocs? Live => live;

    /// <summary>The number of this segment's first document in the whole index.</summary>
    public int DocBase => docBase;

    public bool IsLive(int doc) => live is null || live.IsLive(doc);

    public int LiveCount => segment.Count - (live?.Deleted ?? 0);

    public int DocFreq(int field, int term) => segment.Fields[field].DocFreq[term] - (live?.DocFreq(field, term) ?? 0);

    public int DocCount(int field) => segment.Fields[field].DocCount - (live?.DocCount(field) ?? 0);

    public long TotalTermFreq(int field) => segment.Fields[field].TotalTermFreq - (live?.TotalTermFreq(field) ?? 0);
}
