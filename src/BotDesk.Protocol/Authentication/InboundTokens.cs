using System.Buffers.Text;
using System.IdentityModel.Tokens.Jwt;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace BotDesk.Protocol;

/// <summary>A channel with a valid token.</summary>
/// <param name="serviceUrl">The token's claim <c>serviceurl</c>; null when it has none.</param>
/// <param name="key">What signed it.</param>
/// <param name="validUntil">Skew included.</param>
/// <param name="tenants">Directories whose people may talk to the bot in Teams; empty: all.</param>
internal sealed class ChannelToken(string? serviceUrl, SigningKey key, DateTimeOffset validUntil, IReadOnlySet<string> tenants) : InboundCaller
{
    public DateTimeOffset ValidUntil => validUntil;

    /// <summary>
    /// "Bot Connector authentication", step 4: the key must be endorsed for the channel the activity names, and the activity's
    /// serviceUrl must be the token's, or one channel could speak for another and send the replies elsewhere.
    /// </summary>
    public override InboundRefusal? Refuses(Activity activity) =>
        !key.Endorsements.Contains(activity.ChannelId!)
            ? new(StatusCodes.Status403Forbidden, "The token's key is not endorsed for this 'channelId'.")
        : !string.Equals(serviceUrl, activity.ServiceUrl, StringComparison.OrdinalIgnoreCase)
            ? new(StatusCodes.Status403Forbidden, "'serviceUrl' is not the one the token is for.")
        : tenants.Count > 0 && activity.ChannelId == "msteams" && !tenants.Contains(TeamsChannelData.Of(activity).TenantId ?? activity.Conversation?.TenantId ?? string.Empty)
            ? new(StatusCodes.Status403Forbidden, "This bot is not for people of that directory (setting AllowedTenants).")
        : null;
}

/// <summary>Validates the tokens with which channels come ("Bot Connector authentication": connector to bot).</summary>
internal sealed partial class InboundTokens
{
    /// <summary>How far the clocks may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Real ones have about 1 KB.</summary>
    public const int MaxTokenLength = 16 * 1024;

    private const int MaxRemembered = 10_000;

    private readonly SigningKeySource _keys;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TokenValidationParameters _rules;
    private readonly HashSet<string> _tenants;
    private readonly JwtSecurityTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxTokenLength };

    public InboundTokens(SigningKeySource keys, IOptions<BotFrameworkOptions> options, TimeProvider time, ILogger<InboundTokens> logger)
    {
        (_keys, _time, _logger) = (keys, time, logger);
        _tenants = TenantsOf(options.Value);
        _rules = new TokenValidationParameters
        {
            ValidIssuer = options.Value.TokenIssuer,
            ValidAudience = options.Value.AppId,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
            LifetimeValidator = IsInTime,
            TryAllIssuerSigningKeys = false,
            // The library's cache of verifiers outlives the keys; verified tokens are remembered here instead.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
    }

    public async ValueTask<(InboundCaller? Caller, InboundRefusal Refusal)> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        // CVE-2024-21319: this version of the library inflates encrypted tokens (five parts) without a bound. Channels only sign.
        if (token.Length > MaxTokenLength || token.AsSpan().Count('.') != 2 || KeyId(token) is not { } keyId)
        {
            return (null, Invalid("it is no signed token"));
        }

        if (await _keys.GetAsync(keyId, cancellationToken) is not { } keys)
        {
            return (null, new(StatusCodes.Status503ServiceUnavailable, "The channels' signing keys are not available. Try again."));
        }

        var now = _time.GetUtcNow();
        if (keys.Verified.TryGetValue(token, out var known))
        {
            return known.ValidUntil > now ? (known, default) : (null, Invalid("it expired"));
        }

        return keys.Find(keyId) is { } key ? Validate(token, keys, key) : (null, Invalid("its key is unknown"));
    }

    private (InboundCaller?, InboundRefusal) Validate(string token, SigningKeys keys, SigningKey key)
    {
        try
        {
            var rules = _rules.Clone();
            rules.IssuerSigningKey = key.Key;
            _handler.ValidateToken(token, rules, out var validated);
            var jwt = (JwtSecurityToken)validated;
            var caller = new ChannelToken(jwt.Payload.TryGetValue("serviceurl", out var url) ? url as string : null, key, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero) + ClockSkew, _tenants);
            if (keys.Verified.Count < MaxRemembered)
            {
                keys.Verified.TryAdd(token, caller);
            }

            return (caller, default);
        }
#pragma warning disable CA1031 // The library throws whatever a hostile token makes of it, types of its own included; each means the same.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // What the library says can quote the token, so that only the kind of failure is told.
            Log.TokenRefused(_logger, e.GetType().Name);
            return (null, Invalid(e switch
            {
                SecurityTokenExpiredException => "it expired",
                SecurityTokenNotYetValidException => "it is not valid yet",
                SecurityTokenInvalidAudienceException => "it is for another bot",
                SecurityTokenInvalidIssuerException => "it is from another issuer",
                SecurityTokenInvalidSignatureException => "its signature is wrong",
                _ => "it cannot be validated",
            }));
        }
    }

    // A directory can be named by a domain as well, which says nothing of the id that channels send.
    private static HashSet<string> TenantsOf(BotFrameworkOptions options) => new(
        options.AllowedTenants.Count > 0 ? options.AllowedTenants
            : options.AppType != BotAppType.MultiTenant && Guid.TryParse(options.TenantId, out _) ? [options.TenantId!]
            : [],
        StringComparer.OrdinalIgnoreCase);

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } until && now - ClockSkew < until && (notBefore is not { } from || now + ClockSkew >= from)
            ? true
            : throw (expires is { } end && now - ClockSkew < end ? new SecurityTokenNotYetValidException() : new SecurityTokenExpiredException());
    }

    // The header only, and not by the library: this runs on whatever a stranger sends.
    private static string? KeyId(string token)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, token.IndexOf('.'))));
            JsonElement? root = header.RootElement;
            return root.Find("kid") is { Length: > 0 } kid ? kid : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static InboundRefusal Invalid(string why) => new(StatusCodes.Status401Unauthorized, $"The token is not accepted: {why}.");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A token was refused: {Kind}")]
        public static partial void TokenRefused(ILogger logger, string kind);
    }
}
