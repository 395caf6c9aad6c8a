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

    private readonly ArrayBufferWriter<byte> _frame = new(4096);

    /// <param name="stop">The server stops.</param>
    /// <exception cref="Exception">The store failed; the client comes back with its watermark.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop, subscription.Closed);
        var sending = SendAsync(over.Token);
        var receiving = ReceiveAsync(over.Token);
        var first = await Task.WhenAny(sending, receiving);
        try
        {
            await over.CancelAsync();
            await first;
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Closed from either side, or gone without a word. The client knows where it was.
        }
        finally
        {
            await Settle(sending);
            await CloseAsync(stop);
            socket.Dispose();
            await Settle(receiving);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var entries = await store.ReadAsync(subscription.ConversationId, subscription.Seen, options.PageSize, cancellationToken);
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

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        var received = 0;
        while (true)
        {
            // Not cancelled by the token, because that would abort the socket before it could say why it closes.
            var message = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            received = message.EndOfMessage ? 0 : received + message.Count;
            if (message.MessageType == WebSocketMessageType.Close || received > MaxReceivedBytes || cancellationToken.IsCancellationRequested)
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

        var (status, why) = stop.IsCancellationRequested ? (WebSocketCloseStatus.EndpointUnavailable, "The server stops.")
            : subscription.Closed.IsCancellationRequested ? (WebSocketCloseStatus.PolicyViolation, "Connect again.")
            : (WebSocketCloseStatus.NormalClosure, string.Empty);
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await socket.CloseOutputAsync(status, why, timeout.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It is gone already.
        }
    }

    private static async Task Settle(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException or IOException)
        {
            // The other half has ended the conversation.
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
