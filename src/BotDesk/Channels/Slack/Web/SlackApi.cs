using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BotDesk.Channels.Slack.Workspaces;
using BotDesk.Conversation.Attachments;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack.Web;

/// <summary>
/// Calls methods of the Web API (https://docs.slack.dev/apis/web-api), each once and below Slack's limits: when to try again is its caller's to decide.
/// What would be too much is answered as Slack would, without asking it.
/// </summary>
internal sealed partial class SlackApi(HttpMessageInvoker http, SlackWorkspaces workspaces, SlackPace pace, IOptions<SlackOptions> options, TimeProvider clock, ILogger<SlackApi> logger) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(30);

    /// <summary>Calls a method that writes, with its arguments as JSON.</summary>
    /// <param name="team">The workspace in which it is called; null: the one of the token that is a setting.</param>
    /// <param name="channel">To which a new message goes; null for anything else.</param>
    /// <param name="longest">How long it may wait for its turn, else <see cref="Pacing.LongestWait"/>.</param>
    public async Task<SlackAnswer> PostAsync<T>(string method, T arguments, string? team, CancellationToken cancellationToken, string? channel = null, TimeSpan? longest = null) =>
        await PacedAsync(method, team, () => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(arguments, JsonSerializerOptions.Web)) { Headers = { ContentType = Json } }, channel, longest, cancellationToken);

    /// <summary>Calls a method that reads: those take no JSON.</summary>
    /// <inheritdoc cref="PostAsync{T}"/>
    public async Task<SlackAnswer> ReadAsync(string method, IEnumerable<KeyValuePair<string, string>> arguments, string? team, CancellationToken cancellationToken, TimeSpan? longest = null) =>
        await PacedAsync(method, team, () => new FormUrlEncodedContent(arguments), channel: null, longest, cancellationToken);

    /// <summary>Asks for the address of a line over which Slack sends everything (Socket Mode).</summary>
    public Task<SlackAnswer> OpenConnectionAsync(CancellationToken cancellationToken) =>
        CallAsync("apps.connections.open", options.Value.AppToken, new FormUrlEncodedContent([]), cancellationToken);

    /// <summary>Changes the code of an installation into the workspace's token.</summary>
    public Task<SlackAnswer> ExchangeAsync(string code, string returnTo, CancellationToken cancellationToken) => CallAsync(
        "oauth.v2.access",
        null,
        new FormUrlEncodedContent([new("client_id", options.Value.ClientId!), new("client_secret", options.Value.ClientSecret!), new("code", code), new("redirect_uri", returnTo)]),
        cancellationToken);

    /// <summary>Gives back a token that is not to be used.</summary>
    public Task<SlackAnswer> RevokeAsync(string token, CancellationToken cancellationToken) => CallAsync("auth.revoke", token, new FormUrlEncodedContent([]), cancellationToken);

    /// <summary>Downloads a file of a message (https://docs.slack.dev/reference/objects/file-object, <c>url_private</c>). The bot's token goes to Slack's own hosts alone, and follows no redirect.</summary>
    /// <param name="most">How many bytes are taken.</param>
    /// <param name="team">The workspace in which it was sent.</param>
    public async Task<FetchedFile> DownloadAsync(string url, int most, string? team, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !options.Value.KeepsFiles(address))
        {
            return FetchedFile.No(FetchFailure.NotThere);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await workspaces.TokenAsync(team, cancellationToken));
        try
        {
            using var response = await http.SendAsync(request, timeout.Token);
            if (!response.IsSuccessStatusCode)
            {
                return FetchedFile.No(response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError ? FetchFailure.NotNow : FetchFailure.NotThere);
            }

            if (response.Content.Headers.ContentLength > most)
            {
                return FetchedFile.No(FetchFailure.TooLarge);
            }

            using var bytes = new MemoryStream();
            await using var stream = await response.Content.ReadAsStreamAsync(timeout.Token);
            var buffer = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, timeout.Token)) > 0;)
            {
                if (bytes.Length + read > most)
                {
                    return FetchedFile.No(FetchFailure.TooLarge);
                }

                bytes.Write(buffer, 0, read);
            }

            return FetchedFile.Of(bytes.ToArray());
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return FetchedFile.No(FetchFailure.NotNow);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<SlackAnswer> PacedAsync(string method, string? team, Func<HttpContent> content, string? channel, TimeSpan? longest, CancellationToken cancellationToken)
    {
        if (await workspaces.TokenAsync(team, cancellationToken) is not { } token)
        {
            return new SlackAnswer(default, SlackAnswer.NotInstalled);
        }

        if (await pace.WaitAsync(method, token, channel, longest ?? Pacing.LongestWait, cancellationToken) is { } wait)
        {
            return new SlackAnswer(default, SlackAnswer.RateLimited, wait);
        }

        var answer = await CallAsync(method, token, content(), cancellationToken);
        if (answer is { Error: SlackAnswer.RateLimited or SlackAnswer.Unreachable, RetryAfter: { } hold })
        {
            pace.Hold(method, token, channel, hold);
        }

        return answer;
    }

    private async Task<SlackAnswer> CallAsync(string method, string? token, HttpContent content, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.Value.Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.Api, method)) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await http.SendAsync(request, timeout.Token);
            var answer = await ReadAsync(response, timeout.Token);
            if (!answer.IsOk)
            {
                Log.Refused(logger, method, answer.Error!);
            }

            return answer;
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new SlackAnswer(default, SlackAnswer.Unreachable);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new SlackAnswer(default, SlackAnswer.Unreachable, IsUncertain: true);
        }
    }

    private async Task<SlackAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return new SlackAnswer(default, SlackAnswer.RateLimited, RetryAfter(response) ?? UsualWait);
        }

        if (!response.IsSuccessStatusCode)
        {
            // 503 with a time says that nothing was done; any other error of a gateway says nothing of what happened behind it.
            var after = RetryAfter(response);
            return new SlackAnswer(default, SlackAnswer.Unreachable, after, IsUncertain: response.StatusCode != HttpStatusCode.ServiceUnavailable || after is null);
        }

        var body = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        var isOk = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True;
        return isOk
            ? new SlackAnswer(body, null)
            : new SlackAnswer(default, body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out var error) ? error.GetString() ?? "unknown_error" : "unknown_error", RetryAfter(response));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return wait is { } given ? TimeSpan.FromTicks(Math.Clamp(given.Ticks, 0, LongestWait.Ticks)) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Slack refused {Method}: {Error}.")]
        public static partial void Refused(ILogger logger, string method, string error);
    }
}
