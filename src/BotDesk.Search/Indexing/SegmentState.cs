namespace BotDesk.Search.Indexing;

/// <summary>A segment as the writer sees it. What it has published it does not touch any more.</summary>
internal sealed class SegmentState(Segment segment)
{
    private bool _shared;

    public Segment Segment => segment;

    public LiveDocs? Live { get; private set; }

    public SegmentReader Publish(int docBase)
    {
        _shared = true;
        return new SegmentReader(segment, Live, docBase);
    }

    public bool Delete(string key)
    {
        var doc = segment.Find(key);
        if (doc < 0 || Live?.IsLive(doc) == false)
        {
            return false;
        }

        if (Live is null)
        {
            Live = new LiveDocs(segment);
        }
        else if (_shared)
        {
            Live = Live.Copy();
        }

        _shared = false;
        Live.Delete(segment, doc);
        return true;
    }
}
