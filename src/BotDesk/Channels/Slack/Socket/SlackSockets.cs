using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Web;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack.Socket;

/// <summary>
/// Keeps lines open over which Slack sends everything. Slack ends each after some hours and says so before: then the next one is opened first, and what is
/// under way on the old one is still acknowledged. What was not acknowledged Slack sends again, over any line, and the inbox knows it.
/// </summary>
internal sealed partial class SlackSockets(SlackApi api, SlackEnvelopes envelopes, IOptions<SlackOptions> options, TimeProvider clock, ILogger<SlackSockets> logger) : BackgroundService
{
    private const int LargestMessage = 1024 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hello = TimeSpan.FromSeconds(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Sockets).Select(_ => KeepOpenAsync(stoppingToken)));

    /// <summary>One line after the other, as long as the desk runs.</summary>
    private async Task KeepOpenAsync(CancellationToken stopping)
    {
        var failures = 0;
        var ending = new List<Task>();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var line = await OpenAsync(stopping);
                failures = 0;

                // Ends when Slack wants another one, or the line is cut; what is under way on it goes on beside the next.
                var serving = ServeAsync(line, stopping);
                await line.Renew.Task.WaitAsync(stopping);
                ending.RemoveAll(each => each.IsCompleted);
                ending.Add(serving);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error) when (error is WebSocketException or HttpRequestException or IOException or JsonException or OperationCanceledException or NotOpenedException)
            {
                var wait = (error as NotOpenedException)?.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 0.5 * Math.Pow(2, Math.Min(failures++, 6))));
                Log.NotOpened(logger, error.Message, wait);
                await Task.Delay(wait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Asks for an address and calls it; a line counts once Slack has said hello.</summary>
    private async Task<Line> OpenAsync(CancellationToken stopping)
    {
        var answer = await api.OpenConnectionAsync(stopping);
        if (!answer.IsOk || !Uri.TryCreate(answer.Text("url"), UriKind.Absolute, out var address))
        {
            throw new NotOpenedException(answer.Error ?? "no address", answer.RetryAfter);
        }

        // The address is a permission, so it goes out encrypted, except on this machine.
        if (address.Scheme != Uri.UriSchemeWss && !address.IsLoopback)
        {
            throw new NotOpenedException("the address is not encrypted", null);
        }

        var line = new Line(new ClientWebSocket());
        try
        {
            line.Socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
            line.Socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            patience.CancelAfter(Hello);
            await line.Socket.ConnectAsync(address, patience.Token);
            if (await ReadAsync(line.Socket, patience.Token) is not { } first || first.Text("type") != "hello")
            {
                throw new NotOpenedException("Slack did not say hello", null);
            }

            Log.Opened(logger);
            return line;
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    private async Task ServeAsync(Line line, CancellationToken stopping)
    {
        // What comes from one conversation is taken in its order; different ones do not wait for each other.
        var underWay = new Dictionary<string, Task>(StringComparer.Ordinal);
        try
        {
            while (await ReadAsync(line.Socket, stopping) is { } message)
            {
                if (message.Text("type") == "disconnect")
                {
                    Log.Renewed(logger, message.Text("reason") ?? "no reason");
                    line.Renew.TrySetResult();
                    if (message.Text("reason") == "link_disabled")
                    {
                        break;
                    }

                    continue; // Slack closes it itself, or has closed it already
                }

                foreach (var done in underWay.Where(each => each.Value.IsCompleted).Select(each => each.Key).ToList())
                {
                    underWay.Remove(done);
                }

                var place = PlaceOf(message);
                underWay[place] = AnswerAsync(underWay.GetValueOrDefault(place, Task.CompletedTask), line, message, stopping);
            }
        }
        catch (Exception error) when (error is WebSocketException or IOException or JsonException or OperationCanceledException)
        {
            // Cut: what was not acknowledged comes again over the next one.
        }

        line.Renew.TrySetResult();
        await Task.WhenAll(underWay.Values);
        line.Dispose();
    }

    private static string PlaceOf(JsonElement message) =>
        message.TryGetProperty("payload", out var payload) && payload.TryGetProperty("event", out var happened) && happened.Text("channel") is { } channel ? channel : message.Text("envelope_id") ?? "";

    private async Task AnswerAsync(Task before, Line line, JsonElement message, CancellationToken stopping)
    {
        await before;
        try
        {
            if (await envelopes.ReceiveAsync(message, stopping) is { } acknowledgement)
            {
                await line.SendAsync(acknowledgement, stopping);
            }
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Slack did not hear it, and sends the envelope again; the inbox knows it.
        }
    }

    /// <returns>Null when the line was closed.</returns>
    private static async Task<JsonElement?> ReadAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (read.MessageType == WebSocketMessageType.Close || message.Length + read.Count > LargestMessage)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                return null;
            }

            message.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
            {
                return JsonElement.Parse(message.GetBuffer().AsSpan(0, (int)message.Length));
            }
        }
    }

    private sealed class Line(ClientWebSocket socket) : IDisposable
    {
        private readonly SemaphoreSlim _sending = new(1);

        public ClientWebSocket Socket { get; } = socket;

        /// <summary>Done when another line has to take its place.</summary>
        public TaskCompletionSource Renew { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>A socket sends one message at a time.</summary>
        public async Task SendAsync(JsonObject message, CancellationToken cancellationToken)
        {
            await _sending.WaitAsync(cancellationToken);
            try
            {
                await Socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
            finally
            {
                _sending.Release();
            }
        }

        public void Dispose()
        {
            Socket.Dispose();
            _sending.Dispose();
        }
    }

    private sealed class NotOpenedException(string why, TimeSpan? retryAfter) : Exception(why)
    {
        public TimeSpan? RetryAfter { get; } = retryAfter;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A line to Slack is open.")]
        public static partial void Opened(ILogger logger);

        [LoggerMessage(LogLevel.Information, "Slack ends a line ({Reason}); the next one is opened.")]
        public static partial void Renewed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "A line to Slack could not be opened ({Why}); next try in {Wait}.")]
        public static partial void NotOpened(ILogger logger, string why, TimeSpan wait);
    }
}
