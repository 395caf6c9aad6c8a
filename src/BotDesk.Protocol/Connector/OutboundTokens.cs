using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol;

/// <summary>The bot could not get a token for itself. The message says which setting to mend.</summary>
public sealed class OutboundTokenException : Exception
{
    public OutboundTokenException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    public OutboundTokenException()
    {
    }

    public OutboundTokenException(string message) : base(message)
    {
    }
}

/// <summary>Tokens with which an application shows who it is.</summary>
public interface IAppTokens
{
    /// <returns>The header to send; null for an application without AppId, as in development.</returns>
    /// <exception cref="OutboundTokenException">There is no token to be had.</exception>
    ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken);

    /// <summary>The token was not accepted: the next call asks for a new one.</summary>
    void Forget(AuthenticationHeaderValue header);
}

/// <summary>
/// The bot's own token for connectors ("Bot Connector authentication", bot to connector): OAuth 2.0 client credentials, or a managed
/// identity's. One request serves all who wait, and a token is renewed before it expires.
/// </summary>
internal sealed partial class OutboundTokens(HttpMessageInvoker http, IOptions<BotFrameworkOptions> options, TimeProvider time, ILogger<OutboundTokens> logger) : IAppTokens
{
    /// <summary>A token is renewed so long before its end; the old one serves meanwhile.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    /// <summary>After a refusal the same settings are not tried again before this has passed.</summary>
    public static readonly TimeSpan RefusalPause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);
    private const int MaxResponseBytes = 256 * 1024;

    private readonly BotFrameworkOptions _options = options.Value;
    private readonly Lock _lock = new();
    private volatile Token? _token;
    private Task<(Token? Token, OutboundTokenException? Failure)>? _request;
    private (DateTimeOffset At, OutboundTokenException Why)? _refusal;

    private sealed record Token(AuthenticationHeaderValue Header, DateTimeOffset RenewAt, DateTimeOffset Until);

    /// <inheritdoc/>
    public async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(_options.AppId))
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (_token is { } token && now < token.RenewAt)
        {
            return token.Header;
        }

        Task<(Token? Token, OutboundTokenException? Failure)> request;
        lock (_lock)
        {
            token = _token;
            if (token is not null && now < token.RenewAt)
            {
                return token.Header;
            }

            if (_request is null && _refusal is { } refusal && now - refusal.At < RefusalPause)
            {
                return token is not null && now < token.Until ? token.Header : throw new OutboundTokenException(refusal.Why.Message, refusal.Why);
            }

            request = _request ??= Task.Run(RequestAsync, CancellationToken.None);
        }

        if (token is not null && now < token.Until)
        {
            return token.Header;
        }

        var (renewed, failure) = await request.WaitAsync(cancellationToken);
        return renewed?.Header ?? throw new OutboundTokenException(failure!.Message, failure);
    }

    /// <inheritdoc/>
    public void Forget(AuthenticationHeaderValue header)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_token?.Header, header))
            {
                _token = null;
            }
        }
    }

    // A failure is a value here: while the old token is good, nobody waits for the new one.
    private async Task<(Token? Token, OutboundTokenException? Failure)> RequestAsync()
    {
        Token? token = null;
        OutboundTokenException? failure = null;
        try
        {
            using var timeout = new CancellationTokenSource(RequestTimeout);
            using var request = Request();
            using var response = await http.SendAsync(request, timeout.Token);
            await response.Content.LoadIntoBufferAsync(MaxResponseBytes, timeout.Token);
            var body = await response.Content.ReadAsByteArrayAsync(timeout.Token);
            token = Read(response.StatusCode, body);
        }
        catch (OutboundTokenException e)
        {
            failure = e;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            failure = new OutboundTokenException($"No token for the bot: {Address()} did not answer ({e.GetType().Name}). It is the setting {AddressSetting()}.", e);
        }

        lock (_lock)
        {
            _token = token ?? _token;
            _refusal = failure is null ? null : (time.GetUtcNow(), failure);
            _request = null;
        }

        if (failure is not null)
        {
            Log.Failed(logger, failure.Message);
        }

        return (token, failure);
    }

    private HttpRequestMessage Request()
    {
        if (_options.AppType == BotAppType.UserAssignedMsi)
        {
            return ManagedIdentity.Request(_options);
        }

        return new HttpRequestMessage(HttpMethod.Post, Address())
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"),
                new("client_id", _options.AppId!),
                new("client_secret", _options.AppPassword ?? string.Empty),
                new("scope", _options.TokenScope),
            ]),
        };
    }

    private string Address() => _options.AppType switch
    {
        BotAppType.UserAssignedMsi => ManagedIdentity.Address(_options),
        // Multi-tenant bots have their identity in a directory of Microsoft's own.
        BotAppType.MultiTenant => $"{_options.Authority.TrimEnd('/')}/botframework.com/oauth2/v2.0/token",
        _ => $"{_options.Authority.TrimEnd('/')}/{Uri.EscapeDataString(_options.TenantId ?? string.Empty)}/oauth2/v2.0/token",
    };

    private string AddressSetting() =>
        _options.AppType == BotAppType.UserAssignedMsi ? nameof(_options.ManagedIdentityTokenAddress) : nameof(_options.Authority);

    private Token Read(HttpStatusCode status, byte[] body)
    {
        using var json = ParseOrNull(body);
        JsonElement? root = json?.RootElement;
        if (status != HttpStatusCode.OK || root.Find("access_token") is not { Length: > 0 } value)
        {
            throw new OutboundTokenException($"No token for the bot: {Address()} answered {(int)status}. {Advice(root.Find("error"), root.Find("error_description"))}");
        }

        var now = time.GetUtcNow();
        var seconds = Number(root, "expires_in") ?? (Number(root, "expires_on") - now.ToUnixTimeSeconds()) ?? 0;
        var duration = TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 7 * 24 * 3600));
        var early = duration > 2 * RenewBefore ? RenewBefore : duration / 2;
        return new Token(new AuthenticationHeaderValue("Bearer", value), now + duration - early, now + duration);
    }

    /// <summary>A number from Entra, a string from managed identities.</summary>
    private static long? Number(JsonElement? root, string name) =>
        root is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
                : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var text) ? text : null
            : null;

    private static JsonDocument? ParseOrNull(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null; // a proxy's page, for example; the status says the rest
        }
    }

    /// <summary>Entra's codes (https://learn.microsoft.com/entra/identity-platform/reference-error-codes) as settings of this bot.</summary>
    private string Advice(string? error, string? description)
    {
        bool Says(string code) => description?.Contains(code, StringComparison.Ordinal) == true;
        return Says("AADSTS7000215") ? "AppPassword is not a secret of this app: use the secret's value, not its id."
            : Says("AADSTS7000222") ? "AppPassword has expired: make a new client secret and set it."
            : Says("AADSTS700016") && _options.AppType == BotAppType.MultiTenant ? "AppId is not known as a multi-tenant bot: check AppId, or set AppType to SingleTenant and TenantId to the bot's directory."
            : Says("AADSTS700016") ? "AppId is not known in the directory TenantId: check both, and that AppType is what the bot was registered as."
            : Says("AADSTS90002") || Says("AADSTS900023") ? "TenantId is no known directory: check TenantId."
            : Says("AADSTS7000216") || Says("AADSTS7000218") ? "AppPassword is missing."
            : Says("AADSTS70011") || Says("AADSTS500011") ? "TokenScope does not fit this cloud."
            : _options.AppType == BotAppType.UserAssignedMsi ? "Check that the managed identity AppId is assigned to this machine."
            : $"Check AppId, AppPassword, TenantId and AppType ({error ?? "no reason given"}).";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Message}")]
        public static partial void Failed(ILogger logger, string message);
    }
}
