using System.Threading.Channels;

namespace BotDesk.Search.Indexing;

/// <summary>Makes segments of documents in a thread of its own. Of several documents with one key the last stays.</summary>
internal sealed class SegmentLoader
{
    /// <summary>So many documents may wait: reading must not run away from analysing.</summary>
    private const int MaxWaiting = 128;

    private readonly Channel<Document> _waiting = Channel.CreateBounded<Document>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
    private readonly IndexSchema _schema;
    private readonly long _maxBufferedTokens;
    private readonly Task<List<SegmentState>> _loading;

    public SegmentLoader(IndexSchema schema, long maxBufferedTokens)
    {
        (_schema, _maxBufferedTokens) = (schema, maxBufferedTokens);
        _loading = Task.Factory.StartNew(Load, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Add(Document document)
    {
        while (!_waiting.Writer.TryWrite(document))
        {
            // Once loading has failed nobody takes anything any more; why is told here.
            if (!_waiting.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
            {
                _loading.GetAwaiter().GetResult();
            }
        }
    }

    /// <summary>The segments of everything that was added.</summary>
    public List<SegmentState> Finish()
    {
        _waiting.Writer.TryComplete();
        return _loading.GetAwaiter().GetResult();
    }

    /// <summary>Ends without a result.</summary>
    public void Abandon() => _waiting.Writer.TryComplete();

    private List<SegmentState> Load()
    {
        try
        {
            var segments = new List<SegmentState>();
            var buffer = new DocumentBuffer(_schema);
            while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (_waiting.Reader.TryRead(out var document))
                {
                    segments.ForEach(segment => segment.Delete(document.Key));
                    buffer.Add(document);
                    if (buffer.Tokens > _maxBufferedTokens)
                    {
                        segments.Add(new SegmentState(buffer.Flush()));
                        buffer = new DocumentBuffer(_schema);
                    }
                }
            }

            if (buffer.Count > 0)
            {
                segments.Add(new SegmentState(buffer.Flush()));
            }

            return segments;
        }
        catch (Exception error)
        {
            _waiting.Writer.TryComplete(error);
            throw;
        }
    }
}
