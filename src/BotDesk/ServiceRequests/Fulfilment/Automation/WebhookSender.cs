using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BotDesk.Data;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>What is sent, once more or for the first time.</summary>
/// <param name="Attempt">From 1.</param>
internal sealed record WebhookMessage(string MessageId, int Attempt, Uri Url, byte[] Key, byte[] Body);

/// <summary>What came of it.</summary>
/// <param name="Error">Null when the program has understood.</param>
/// <param name="IsFinal">Whether it makes no sense to ask again.</param>
/// <param name="RetryAfter">How long it wants to be left alone; null: it did not say.</param>
internal sealed record WebhookAnswer(string? Error, bool IsFinal, TimeSpan? RetryAfter);

/// <summary>
/// Sends webhooks, and nothing else: only to the address that the policy allows, never where that points to, and outside Development never to this
/// machine or what is reached over its own link (cloud metadata).
/// </summary>
internal sealed partial class WebhookSender : IDisposable
{
    /// <summary>How long a program may take to say that it has understood.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int LongestHeaders = 16; // KB
    private readonly IServiceProvider _services;
    private readonly TimeProvider _clock;
    private readonly bool _isDevelopment;
    private readonly HttpClient _http;
    private readonly ILogger<WebhookSender> _logger;

    public WebhookSender(IServiceProvider services, IHostEnvironment environment, TimeProvider clock, ILogger<WebhookSender> logger)
    {
        (_services, _clock, _isDevelopment, _logger) = (services, clock, environment.IsDevelopment(), logger);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false, // it would look names up by itself, and connect wherever they lead
            UseCookies = false,
            MaxResponseHeadersLength = LongestHeaders,
            ConnectTimeout = Patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = Patience,
        };
    }

    /// <summary>Whether this desk may call the address at all.</summary>
    public bool MayCall(Uri url) => url.Scheme == Uri.UriSchemeHttps || (_isDevelopment && url.IsLoopback && url.Scheme == Uri.UriSchemeHttp);

    /// <summary>Sends it beside whatever goes on; what came of it is written down by <see cref="TaskAutomation"/>.</summary>
    public void Send(WebhookMessage message) => _ = Task.Run(async () =>
    {
        try
        {
            var answer = await PostAsync(message);
            await _services.GetRequiredService<DeskWriter>().DoAsync(async (TaskAutomation automation) =>
            {
                await automation.SentAsync(message.MessageId, message.Attempt, answer);
                return true;
            });
        }
#pragma warning disable CA1031 // The timer that was set with it sends it again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(_logger, error, message.MessageId);
        }
    });

    public void Dispose() => _http.Dispose();

    private async Task<WebhookAnswer> PostAsync(WebhookMessage message)
    {
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Url) { Content = new ByteArrayContent(message.Body) { Headers = { ContentType = new("application/json") } } };
        request.Headers.Add(WebhookSignature.IdHeader, message.MessageId);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(message.Key, message.MessageId, timestamp, message.Body));
        request.Headers.UserAgent.ParseAdd("BotDesk");
        try
        {
            // What it says besides is not read.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return response.IsSuccessStatusCode
                ? new WebhookAnswer(null, IsFinal: true, null)
                : new WebhookAnswer($"{message.Url.Host} answered {(int)response.StatusCode}", response.StatusCode == HttpStatusCode.Gone, response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - _clock.GetUtcNow() : null);
        }
        catch (TaskCanceledException)
        {
            return new WebhookAnswer($"{message.Url.Host} did not answer within {Patience.TotalSeconds:0} seconds", IsFinal: false, null);
        }
        catch (HttpRequestException unreachable)
        {
            return new WebhookAnswer(unreachable.InnerException is ForbiddenAddressException forbidden ? forbidden.Message : $"{message.Url.Host} could not be reached", IsFinal: unreachable.InnerException is ForbiddenAddressException, null);
        }
    }

    /// <summary>Connects to the very address that was looked at, so that a name cannot mean another one a moment later.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = _isDevelopment ? addresses : [.. addresses.Where(address => !IsOwn(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address))];
        if (allowed.Length == 0)
        {
            throw new ForbiddenAddressException($"{context.DnsEndPoint.Host} is an address of the desk's own machine, which is not called");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>This machine, or only over its own link: 127/8, 169.254/16, 0/8, multicast and their like in IPv6.</summary>
    internal static bool IsOwn(IPAddress address) => IPAddress.IsLoopback(address)
        || address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any)
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [0 or 127 or >= 224, ..] or [169, 254, ..]);

    private sealed class ForbiddenAddressException(string message) : IOException(message);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What came of the webhook {MessageId} could not be written down; it is sent again.")]
        public static partial void Failed(ILogger logger, Exception error, string messageId);
    }
}
