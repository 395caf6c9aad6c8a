using System.Threading.Channels;

namespace BotDesk.Protocol.DirectLine;

/// <summary>
/// Knows the open sockets and wakes them. Each socket reads the store by itself from where it stands, at its own pace: nothing is
/// queued for one that is slow, and none waits for another.
/// </summary>
public sealed class DirectLineStreams(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<DirectLineSubscription>> _open = new(StringComparer.Ordinal);

    /// <summary>Something was appended to the conversation: its sockets look at once. Cheap, and never blocks.</summary>
    public void Notify(string conversationId)
    {
        lock (_lock)
        {
            foreach (var subscription in Of(conversationId))
            {
                subscription.Wake();
            }
        }
    }

    /// <summary>Closes the conversation's sockets, after it ended or its person may no longer read it. Clients come back and are told why.</summary>
    public void Close(string conversationId)
    {
        lock (_lock)
        {
            foreach (var subscription in Of(conversationId))
            {
                subscription.Close();
            }
        }
    }

    /// <summary>How many sockets are open on this instance.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Sum(pair => pair.Value.Count);
            }
        }
    }

    /// <returns>Null when the conversation has as many sockets as it may.</returns>
    internal DirectLineSubscription? TryOpen(string conversationId, string userId, DateTimeOffset expiresAt, int limit)
    {
        lock (_lock)
        {
            if (!_open.TryGetValue(conversationId, out var list))
            {
                _open[conversationId] = list = [];
            }

            if (list.Count >= limit)
            {
                return null;
            }

            var subscription = new DirectLineSubscription(this, conversationId, userId, time);
            subscription.GoodUntil(expiresAt);
            list.Add(subscription);
            return subscription;
        }
    }

    /// <summary>The person has a newer token: their sockets need not end with the old one.</summary>
    internal void Extend(string conversationId, string userId, DateTimeOffset expiresAt)
    {
        lock (_lock)
        {
            foreach (var subscription in Of(conversationId))
            {
                if (subscription.UserId == userId)
                {
                    subscription.GoodUntil(expiresAt);
                }
            }
        }
    }

    internal string[] OpenConversations()
    {
        lock (_lock)
        {
            return [.. _open.Keys];
        }
    }

    /// <summary>Wakes those who have not seen what is there.</summary>
    internal void Compare(IReadOnlyDictionary<string, long> lastSequences)
    {
        lock (_lock)
        {
            foreach (var (conversationId, last) in lastSequences)
            {
                foreach (var subscription in Of(conversationId))
                {
                    if (subscription.Seen < last)
                    {
                        subscription.Wake();
                    }
                }
            }
        }
    }

    internal void Remove(DirectLineSubscription subscription)
    {
        lock (_lock)
        {
            if (_open.TryGetValue(subscription.ConversationId, out var list) && list.Remove(subscription) && list.Count == 0)
            {
                _open.Remove(subscription.ConversationId);
            }
        }
    }

    private List<DirectLineSubscription> Of(string conversationId) => _open.GetValueOrDefault(conversationId) ?? [];
}

/// <summary>One socket's place in a conversation.</summary>
internal sealed class DirectLineSubscription(DirectLineStreams streams, string conversationId, string userId, TimeProvider time) : IDisposable
{
    // One pending signal says as much as many.
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _closed = new(Timeout.InfiniteTimeSpan, time);
    private long _seen;

    public string ConversationId => conversationId;

    public string UserId => userId;

    /// <summary>Cancelled when the token expired or the stream was closed from here.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>The last sequence number that was sent.</summary>
    public long Seen
    {
        get => Volatile.Read(ref _seen);
        set => Volatile.Write(ref _seen, value);
    }

    public void Wake() => _signal.Writer.TryWrite(true);

    public void Close() => _closed.CancelAfter(TimeSpan.Zero);

    public void GoodUntil(DateTimeOffset expiresAt)
    {
        var left = expiresAt - time.GetUtcNow();
        _closed.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _signal.Reader.ReadAsync(cancellationToken);

    public void Dispose()
    {
        streams.Remove(this); // first, so that nobody closes what is disposed
        _closed.Dispose();
    }
}
