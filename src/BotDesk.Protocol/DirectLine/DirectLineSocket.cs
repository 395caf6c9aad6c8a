using System.Buffers;
using System.Net.WebSockets;

namespace BotDesk.Protocol.DirectLine;

/// <summary>
/// Sends a conversation's entries over one WebSocket (Direct Line 3.0, "Receive activities: WebSocket stream"): first everything after
/// the watermark, then what comes. What the client sends means nothing; it pings with empty text frames.
/// </summary>
internal sealed class DirectLineSocket(WebSocket socket, IDirectLineStore store, DirectLineOptions options, DirectLineSubscription subscription)
{
    private const int MaxFrameBytes = 512 * 1024;
    private const int MaxReceivedBytes = 64 * 1024;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly ArrayBufferWriter<byte> _frame = new(4096);
    private Exception? _trouble;

    /// <param name="stop">The server stops.</param>
    /// <returns>What went wrong in the store, if it was that; the client comes back with its watermark.</returns>
    public async Task<Exception?> RunAsync(CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop, subscription.Closed);
        var sending = SendAsync(over.Token);
        using var patience = new CancellationTokenSource();
        var receiving = ReceiveAsync(over.Token, patience.Token);

        // Whichever ends first ends the other: the client closed or vanished, it was too slow, its token expired, the server stops.
        await Task.WhenAny(sending, receiving);
        await over.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync(stop);

        // A client answers a close with its own; one that has vanished never does.
        patience.CancelAfter(CloseTimeout);
        await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _trouble;
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var entries = await ReadAsync(cancellationToken);
            for (var i = 0; i < entries.Count;)
            {
                i += DirectLineFrame.Write(_frame, entries, i, MaxFrameBytes);
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                timeout.CancelAfter(options.SocketSendTimeout);
                await socket.SendAsync(_frame.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, timeout.Token);
                subscription.Seen = entries[i - 1].Sequence;
            }

            // A page that was not full was the end, unless somebody has signalled meanwhile.
            if (entries.Count < options.PageSize)
            {
                await subscription.WaitAsync(cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<DirectLineEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(subscription.ConversationId, subscription.Seen, options.PageSize, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _trouble = e;
            throw;
        }
    }

    /// <param name="over">Nothing more is sent; what still comes is read up to the client's own close.</param>
    /// <param name="patience">Cuts the connection.</param>
    private async Task ReceiveAsync(CancellationToken over, CancellationToken patience)
    {
        var buffer = new byte[1024];
        var received = 0;
        while (true)
        {
            var message = await socket.ReceiveAsync(buffer.AsMemory(), patience);
            received = message.EndOfMessage ? 0 : received + message.Count;
            if (message.MessageType == WebSocketMessageType.Close || (received > MaxReceivedBytes && !over.IsCancellationRequested))
            {
                return;
            }
        }
    }

    private async Task CloseAsync(CancellationToken stop)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        var (status, why) = _trouble is not null ? (WebSocketCloseStatus.InternalServerError, "Connect again.")
            : stop.IsCancellationRequested ? (WebSocketCloseStatus.EndpointUnavailable, "The server stops.")
            : subscription.Closed.IsCancellationRequested ? (WebSocketCloseStatus.PolicyViolation, "Connect again.")
            : (WebSocketCloseStatus.NormalClosure, string.Empty);
        try
        {
            using var timeout = new CancellationTokenSource(CloseTimeout);
            await socket.CloseOutputAsync(status, why, timeout.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It is gone already.
        }
    }
}

/// <summary>Activities and a watermark, as they stand in a stream's frame and in the answer to GET activities.</summary>
internal static class DirectLineFrame
{
    /// <summary>Writes as many entries as fit, at least one.</summary>
    /// <returns>How many.</returns>
    public static int Write(ArrayBufferWriter<byte> frame, IReadOnlyList<DirectLineEntry> entries, int start, int maxBytes)
    {
        frame.ResetWrittenCount();
        frame.Write("{\"activities\":["u8);
        var count = 0;
        while (start + count < entries.Count)
        {
            var json = entries[start + count].ActivityJson;
            if (count > 0 && frame.WrittenCount + json.Length > maxBytes)
            {
                break;
            }

            if (count > 0)
            {
                frame.Write(","u8);
            }

            frame.Write(json.Span);
            count++;
        }

        End(frame, entries[start + count - 1].Sequence);
        return count;
    }

    public static void WriteAll(IBufferWriter<byte> body, IReadOnlyList<DirectLineEntry> entries, long watermark)
    {
        body.Write("{\"activities\":["u8);
        for (var i = 0; i < entries.Count; i++)
        {
            if (i > 0)
            {
                body.Write(","u8);
            }

            body.Write(entries[i].ActivityJson.Span);
        }

        End(body, watermark);
    }

    private static void End(IBufferWriter<byte> body, long watermark)
    {
        body.Write("],\"watermark\":\""u8);
        var number = body.GetSpan(20);
        System.Buffers.Text.Utf8Formatter.TryFormat(watermark, number, out var written);
        body.Advance(written);
        body.Write("\"}"u8);
    }
}
