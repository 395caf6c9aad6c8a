namespace BotDesk.Search;

/// <summary>
/// The documents that a search may see: all others do not exist for it, in results, counts or suggestions. Belongs to the searcher
/// that made it, can be kept as long as that one, and is safe to use from many threads.
/// </summary>
public sealed class DocumentFilter
{
    private readonly ulong[][] _bits;

    internal DocumentFilter(IndexSearcher searcher, Func<Indexing.SegmentReader, int, bool> allows)
    {
        Searcher = searcher;
        _bits = new ulong[searcher.Readers.Length][];
        for (var i = 0; i < _bits.Length; i++)
        {
            var reader = searcher.Readers[i];
            _bits[i] = new ulong[(reader.Segment.Count + 63) / 64];
            for (var doc = 0; doc < reader.Segment.Count; doc++)
            {
                if (reader.IsLive(doc) && allows(reader, doc))
                {
                    _bits[i][doc >> 6] |= 1UL << (doc & 63);
                    Count++;
                }
            }
        }
    }

    /// <summary>How many documents may be seen.</summary>
    public int Count { get; }

    internal IndexSearcher Searcher { get; }

    internal bool Allows(int reader, int doc) => (_bits[reader][doc >> 6] >> (doc & 63) & 1) != 0;

    internal ulong[] BitsOf(int reader) => _bits[reader];
}
