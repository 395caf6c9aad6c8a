using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>
/// Slack's side of Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode): says hello, sends each envelope over one line, and again over
/// another where it was not acknowledged.
/// </summary>
internal sealed class SlackLines
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _tickets = [];
    private readonly List<Line> _lines = [];
    private readonly ConcurrentDictionary<string, (string Envelope, TaskCompletionSource<JsonElement> Acknowledged)> _sent = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    /// <summary>How many have been opened, ended ones included.</summary>
    public int Opened { get; private set; }

    public int Open
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    public string NewTicket()
    {
        var ticket = Guid.NewGuid().ToString("N");
        lock (_lock)
        {
            _tickets.Add(ticket);
        }

        return ticket;
    }

    /// <summary>An address is good once.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        bool isGood;
        lock (_lock)
        {
            isGood = _tickets.Remove((string)context.Request.RouteValues["ticket"]!);
        }

        if (!isGood || !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var line = new Line(socket, context);
        await line.SendAsync("""{"type":"hello","num_connections":1,"connection_info":{"app_id":"A0DESK"}}""");
        Change(() =>
        {
            _lines.Add(line);
            Opened++;
        });
        try
        {
            await ReadAsync(socket);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
        }

        Change(() => _lines.Remove(line));
    }

    /// <summary>Ends when so many lines are open.</summary>
    public async Task WaitForAsync(int count)
    {
        using var patience = new CancellationTokenSource(Arrivals.Patience);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_lines.Count >= count)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(patience.Token);
        }
    }

    /// <summary>Sends an envelope over one of the lines.</summary>
    /// <returns>The acknowledgement.</returns>
    public Task<JsonElement> SendAsync(string type, JsonNode payload, string? id = null)
    {
        id ??= Guid.NewGuid().ToString();
        var envelope = new JsonObject { ["envelope_id"] = id, ["type"] = type, ["payload"] = payload.DeepClone(), ["accepts_response_payload"] = type != "events_api" }.ToJsonString();
        var acknowledged = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _sent[id] = (envelope, acknowledged);
        _ = Pick().SendAsync(envelope);
        return acknowledged.Task.WaitAsync(Arrivals.Patience);
    }

    /// <summary>Sends again what nobody has acknowledged.</summary>
    public async Task RepeatAsync()
    {
        foreach (var (envelope, acknowledged) in _sent.Values)
        {
            if (!acknowledged.Task.IsCompleted)
            {
                await Pick().SendAsync(envelope);
            }
        }
    }

    /// <summary>Says that a line is to be renewed, as Slack does before it ends one.</summary>
    public Task AskToRenewAsync(string reason = "refresh_requested") => Pick().SendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = reason }.ToJsonString());

    /// <summary>Cuts every line without a word.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _lines.ForEach(line => line.Context.Abort());
            _lines.Clear();
        }
    }

    private Line Pick()
    {
        lock (_lock)
        {
            return _lines[_next++ % _lines.Count];
        }
    }

    private async Task ReadAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return;
            }

            var answer = JsonElement.Parse(buffer.AsSpan(0, read.Count));
            if (_sent.TryGetValue(answer.GetProperty("envelope_id").GetString()!, out var sent))
            {
                sent.Acknowledged.TrySetResult(answer);
            }
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    private sealed class Line(WebSocket socket, HttpContext context) : IDisposable
    {
        private readonly SemaphoreSlim _sending = new(1);

        public HttpContext Context { get; } = context;

        public void Dispose() => _sending.Dispose();

        public async Task SendAsync(string message)
        {
            await _sending.WaitAsync();
            try
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
            }
            finally
            {
                _sending.Release();
            }
        }
    }
}
