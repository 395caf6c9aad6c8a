namespace BotDesk.Search.Indexing;

/// <summary>What has been deleted from a segment: the documents, and what they contributed to its statistics. Immutable once published.</summary>
internal sealed class LiveDocs
{
    private readonly ulong[] _deleted;
    private readonly int[][] _docFreq;
    private readonly long[] _totalTermFreq;
    private readonly int[] _docCount;

    public LiveDocs(Segment segment)
    {
        _deleted = new ulong[(segment.Count + 63) / 64];
        _docFreq = [.. segment.Fields.Select(field => new int[field.DocFreq.Length])];
        _totalTermFreq = new long[segment.Fields.Length];
        _docCount = new int[segment.Fields.Length];
    }

    private LiveDocs(LiveDocs other)
    {
        _deleted = [.. other._deleted];
        _docFreq = [.. other._docFreq.Select(counts => counts.ToArray())];
        _totalTermFreq = [.. other._totalTermFreq];
        _docCount = [.. other._docCount];
        Deleted = other.Deleted;
    }

    /// <summary>How many documents are deleted.</summary>
    public int Deleted { get; private set; }

    public long SizeInBytes => (_deleted.Length * 8L) + _docFreq.Sum(counts => counts.Length * 4L);

    public LiveDocs Copy() => new(this);

    public bool IsLive(int doc) => (_deleted[doc >> 6] >> (doc & 63) & 1) == 0;

    /// <summary>How many of the documents that have the term are deleted.</summary>
    public int DocFreq(int field, int term) => _docFreq[field][term];

    public long TotalTermFreq(int field) => _totalTermFreq[field];

    public int DocCount(int field) => _docCount[field];

    public void Delete(Segment segment, int doc)
    {
        _deleted[doc >> 6] |= 1UL << (doc & 63);
        Deleted++;
        for (var field = 0; field < segment.Fields.Length; field++)
        {
            var any = false;
            var terms = segment.Fields[field].Vectors.Of(doc);
            while (terms.MoveNext())
            {
                any = true;
                _docFreq[field][terms.Term]++;
                _totalTermFreq[field] += terms.Freq;
            }

            _docCount[field] += any ? 1 : 0;
        }
    }
}
