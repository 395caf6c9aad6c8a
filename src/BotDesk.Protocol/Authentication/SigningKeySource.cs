using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol;

/// <summary>
/// Keeps the channels' signing keys (protocol: "Bot Connector authentication", step 3): fetched when first needed, again after 24 hours,
/// and when a token names an unknown key, but for that at most once an hour, because anybody can make up key ids. A failed
/// fetch changes nothing that is known, and is tried again soon.
/// </summary>
internal sealed partial class SigningKeySource(HttpMessageInvoker http, IOptions<BotFrameworkOptions> options, TimeProvider time, ILogger<SigningKeySource> logger)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    public static readonly TimeSpan UnknownKeyInterval = TimeSpan.FromHours(1);

    /// <summary>How long after a failure the next request may ask again; until then the failure is answered at once.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);
    private const int MaxDocumentBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private volatile SigningKeys? _keys;
    private Task<SigningKeys?>? _fetch;
    private DateTimeOffset? _failedAt;

    /// <returns>Keys, of which the named one is a member if it exists; null when there are none because they could not be fetched.</returns>
    public async ValueTask<SigningKeys?> GetAsync(string keyId, CancellationToken cancellationToken)
    {
        var keys = _keys;
        if (keys is not null && !IsDue(keys, keyId))
        {
            return keys;
        }

        Task<SigningKeys?> fetch;
        lock (_lock)
        {
            // Another request may have been faster, or has just failed.
            keys = _keys;
            if (keys is not null && !IsDue(keys, keyId))
            {
                return keys;
            }

            if (_fetch is null && time.GetUtcNow() - _failedAt < RetryInterval)
            {
                return keys;
            }

            fetch = _fetch ??= Task.Run(FetchAsync, CancellationToken.None);
        }

        // Old keys are still good for those who use them; only who needs a new one has to wait.
        return keys?.Find(keyId) is null ? await fetch.WaitAsync(cancellationToken) ?? keys : keys;
    }

    private bool IsDue(SigningKeys keys, string keyId)
    {
        var age = time.GetUtcNow() - keys.FetchedAt;
        return age >= Lifetime || (age >= UnknownKeyInterval && keys.Find(keyId) is null);
    }

    // One fetch for all who wait for it, so it belongs to none of their requests.
    private async Task<SigningKeys?> FetchAsync()
    {
        SigningKeys? fetched = null;
        try
        {
            using var timeout = new CancellationTokenSource(FetchTimeout);
            using var metadata = await GetJsonAsync(options.Value.OpenIdMetadataAddress, timeout.Token);
            JsonElement? root = metadata.RootElement;
            var address = root.Find("jwks_uri") ?? throw new JsonException("The OpenID metadata has no 'jwks_uri'.");
            using var set = await GetJsonAsync(address, timeout.Token);
            fetched = SigningKeys.Parse(set.RootElement, time.GetUtcNow());
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException or UriFormatException)
        {
            Log.FetchFailed(logger, options.Value.OpenIdMetadataAddress, e);
        }

        lock (_lock)
        {
            if (fetched is not null)
            {
                _keys = fetched;
            }

            _failedAt = fetched is null ? time.GetUtcNow() : null;
            _fetch = null;
        }

        return fetched;
    }

    private async Task<JsonDocument> GetJsonAsync(string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback))
        {
            throw new JsonException("The OpenID metadata leads to an address that is not https.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(MaxDocumentBytes, cancellationToken);
        return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The channels' signing keys could not be fetched ({Address}; setting OpenIdMetadataAddress). Activities with keys that are not known yet are refused until this works.")]
        public static partial void FetchFailed(ILogger logger, string address, Exception exception);
    }
}
