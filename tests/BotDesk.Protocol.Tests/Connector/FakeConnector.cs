using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BotDesk.Protocol.Tests.Connector;

/// <summary>A connector on a real socket, so that what breaks breaks as it does in the world. Answers each request with what the test says, or cuts the line.</summary>
internal sealed class FakeConnector : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, string> _answer;
    private readonly Task _accepting;
    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];

    /// <param name="answer">From a request (head and body) to a whole HTTP response, <see cref="Cut"/> or <see cref="Silence"/>.</param>
    public FakeConnector(Func<string, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public const string Silence = "silence";
    public const string Cut = "cut";

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/channel/";

    public int Connections { get; private set; }

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public static string Http(int status, string body = "", string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException or InvalidOperationException { Source: "System.Net.Sockets" })
        {
            // The test is over; it may be so before the first connection was waited for, and the listener then says "Not listening".
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            while (await ReadRequestAsync(stream) is { } request)
            {
                lock (_lock)
                {
                    _requests.Add(request);
                }

                var response = _answer(request);
                if (response == Cut)
                {
                    client.Client.LingerState = new LingerOption(true, 0);
                    return;
                }

                if (response == Silence)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(response), _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The client or the test has gone.
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return null;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            var request = text.ToString();
            var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head < 0)
            {
                continue;
            }

            var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
                ? int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture)
                : 0;
            if (request.Length >= head + 4 + length)
            {
                return request;
            }
        }
    }
}
