using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BotDesk.Protocol;
using Microsoft.Extensions.Options;

namespace BotDesk.CompanyDirectory.MicrosoftGraph;

/// <summary>A page of what has changed among the users.</summary>
/// <param name="Next">The page after it; null when this is the last.</param>
/// <param name="Delta">After the last page: where to ask for what changes from now on.</param>
internal sealed record GraphPage(IReadOnlyList<JsonElement> Users, string? Next, string? Delta);

/// <summary>Microsoft Graph did not answer what was asked. The message says what to do about it.</summary>
internal sealed class GraphException(string message) : Exception(message);

/// <summary>Where to ask for changes is not known there any more: everybody has to be read anew.</summary>
internal sealed class GraphResyncException : Exception;

/// <summary>
/// Reads users by delta query (https://learn.microsoft.com/graph/api/user-delta), which gives everybody the first time and after that only who has
/// changed. It waits as long as Graph says when that is busy (https://learn.microsoft.com/graph/throttling).
/// </summary>
internal sealed class GraphUsers : IDisposable
{
    private const string Fields = "displayName,mail,userPrincipalName,jobTitle,department,preferredLanguage,accountEnabled,manager";
    private const int MostAttempts = 8;
    private const int LargestAnswer = 32 * 1024 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    private readonly IAppTokens _tokens;
    private readonly TimeProvider _clock;
    private readonly string _address;

    public GraphUsers(IServiceProvider services, IOptions<GraphOptions> options, IOptions<BotFrameworkOptions> bot, TimeProvider clock)
    {
        (_address, _clock) = (options.Value.Address(bot.Value), clock);
        _tokens = services.CreateAppTokens(options.Value.Application(bot.Value));
    }

    /// <summary>Where everybody is asked for, from the beginning.</summary>
    /// <param name="address">Of Microsoft Graph.</param>
    public static string FirstPage(string address) => $"{address}/v1.0/users/delta?$select={Fields}";

    /// <param name="from">As an earlier page said; null: from the beginning.</param>
    /// <exception cref="GraphException">Graph refuses, or does not answer.</exception>
    /// <exception cref="GraphResyncException">Begin anew.</exception>
    public async Task<GraphPage> ReadAsync(string? from, CancellationToken cancellationToken)
    {
        var page = await GetAsync(from ?? FirstPage(_address), cancellationToken);
        return new GraphPage(
            page.TryGetProperty("value", out var users) && users.ValueKind == JsonValueKind.Array ? [.. users.EnumerateArray()] : [],
            Text(page, "@odata.nextLink"),
            Text(page, "@odata.deltaLink"));
    }

    /// <summary>The whole of one user: of a change, Graph may give no more than what has changed.</summary>
    public Task<JsonElement> ReadUserAsync(string id, CancellationToken cancellationToken) =>
        GetAsync($"{_address}/v1.0/users/{Uri.EscapeDataString(id)}?$select=id,{Fields[..Fields.LastIndexOf(',')]}&$expand=manager($select=id)", cancellationToken);

    public void Dispose() => _http.Dispose();

    internal static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private async Task<JsonElement> GetAsync(string address, CancellationToken cancellationToken)
    {
        // Pages say by themselves where the next one is; the token goes to nobody but Graph.
        if (!address.StartsWith(_address + "/", StringComparison.OrdinalIgnoreCase))
        {
            throw new GraphException($"Microsoft Graph named a page that is not its own ({address}).");
        }

        var why = "";
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (answer, wait) = await TryAsync(address, attempt, cancellationToken);
            if (answer is { } found)
            {
                return found;
            }

            why = wait.Why;
            await Task.Delay(wait.For, _clock, cancellationToken);
        }

        throw new GraphException($"Microsoft Graph could not answer after {MostAttempts} attempts ({why}).");
    }

    private async Task<(JsonElement? Answer, (TimeSpan For, string Why) Wait)> TryAsync(string address, int attempt, CancellationToken cancellationToken)
    {
        var backoff = TimeSpan.FromSeconds(1 << Math.Min(attempt, 6));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        try
        {
            var token = await _tokens.GetAsync(cancellationToken);
            request.Headers.Authorization = token;
            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return (await JsonSerializer.DeserializeAsync<JsonElement>(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken), default);
            }

            var code = await CodeAsync(response, cancellationToken);
            var why = $"{(int)response.StatusCode} {code}";
            switch (response.StatusCode)
            {
                case HttpStatusCode.Gone:
                case HttpStatusCode.BadRequest when code is "resyncRequired" or "syncStateNotFound" or "syncStateInvalid":
                    throw new GraphResyncException();
                case HttpStatusCode.Unauthorized when token is not null && attempt == 0:
                    _tokens.Forget(token);
                    return (null, (TimeSpan.Zero, why));
                case HttpStatusCode.Forbidden:
                    throw new GraphException($"Microsoft Graph refuses ({why}): give the application the permission User.Read.All, as an application permission, and an administrator's consent.");
                case HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout:
                    return (null, (RetryAfter(response.Headers.RetryAfter) ?? backoff, why));
                default:
                    throw new GraphException($"Microsoft Graph refuses: {why}.");
            }
        }
        catch (OutboundTokenException e)
        {
            throw new GraphException(e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, (backoff, e.Message));
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        (header?.Delta ?? (header?.Date - _clock.GetUtcNow())) is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)) : null;

    private static async Task<string?> CodeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out var error) ? Text(error, "code") : null;
        }
        catch (JsonException)
        {
            return null; // a proxy's page; the status says enough
        }
    }
}
