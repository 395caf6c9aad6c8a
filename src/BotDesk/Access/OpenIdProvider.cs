using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace BotDesk.Access;

/// <summary>Who the provider says it is.</summary>
/// <param name="Subject">The provider's own id of the account; never given to somebody else.</param>
/// <param name="DirectoryId">By which other channels know the person too; null where the provider is no directory.</param>
/// <param name="Email">Only an address that the provider vouches for.</param>
internal sealed record OpenIdIdentity(string Issuer, string Subject, string? DirectoryId, string? Name, string? Email);

/// <summary>The OpenID Connect provider: its metadata and keys, kept fresh, and the tokens it signs.</summary>
internal sealed class OpenIdProvider(OpenIdSettings settings, HttpClient http, TimeProvider clock)
{
    private const int LongestToken = 16 * 1024;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly ConfigurationManager<OpenIdConnectConfiguration> _metadata = new(
        $"{settings.Authority!.TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
        // Plain http is for a provider on this machine; the settings refuse any other.
        new HttpDocumentRetriever(http) { RequireHttps = !new Uri(settings.Authority).IsLoopback });

    private readonly JwtSecurityTokenHandler _tokens = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    public async Task<(string Authorization, string Token)> EndpointsAsync(CancellationToken cancellationToken)
    {
        var metadata = await MetadataAsync(cancellationToken);
        return (metadata.AuthorizationEndpoint, metadata.TokenEndpoint);
    }

    /// <summary>Where one signs out at the provider too; null when it has no such page.</summary>
    public async Task<string?> EndSessionAsync(CancellationToken cancellationToken) => (await MetadataAsync(cancellationToken)).EndSessionEndpoint;

    /// <summary>ID token validation: OpenID Connect Core 1.0, section 3.1.3.7.</summary>
    /// <exception cref="AuthenticationFailureException">The token is not for this sign-in, whatever is the matter with it.</exception>
    public async Task<OpenIdIdentity> ValidateAsync(string? token, string clientId, string? nonce, CancellationToken cancellationToken)
    {
        // CVE-2024-21319: this version of the library inflates encrypted tokens (five parts) without a bound.
        if (token is null || token.Length > LongestToken || token.AsSpan().Count('.') != 2)
        {
            throw new AuthenticationFailureException("The provider sent no signed id_token.");
        }

        var metadata = await MetadataAsync(cancellationToken);
        JwtPayload payload;
        try
        {
            payload = Read(token, clientId, metadata);
        }
        catch (SecurityTokenSignatureKeyNotFoundException)
        {
            // The provider may have begun to sign with a new key. The manager limits how often it asks.
            _metadata.RequestRefresh();
            payload = Read(token, clientId, await MetadataAsync(cancellationToken));
        }

        // Both are ours, and one comes back through the person's browser.
        if (nonce is null || payload.Nonce is not { } named || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(named), Encoding.UTF8.GetBytes(nonce)))
        {
            throw new AuthenticationFailureException("The id_token is for another sign-in: its nonce is wrong.");
        }

        if (payload.Aud.Count > 1 && payload.Azp != clientId)
        {
            throw new AuthenticationFailureException("The id_token is for several parties, and not meant for this desk.");
        }

        if (string.IsNullOrWhiteSpace(payload.Sub))
        {
            throw new AuthenticationFailureException("The id_token names nobody.");
        }

        var directoryId = settings.EffectiveDirectoryIdClaim is { } claim ? Text(payload, claim) : null;
        return new OpenIdIdentity(payload.Iss, payload.Sub, directoryId, Text(payload, "name") ?? Text(payload, "preferred_username"), Email(payload, directoryId));
    }

    private JwtPayload Read(string token, string clientId, OpenIdConnectConfiguration metadata)
    {
        try
        {
            _tokens.ValidateToken(token, new TokenValidationParameters
            {
                ValidIssuer = metadata.Issuer,
                ValidAudience = clientId,
                IssuerSigningKeys = metadata.SigningKeys,
                // Never "none", and never an HMAC with a public key as its secret.
                ValidAlgorithms =
                [
                    SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
                    SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
                    SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
                ],
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                LifetimeValidator = (notBefore, expires, _, _) => IsInTime(notBefore, expires),
            }, out var validated);
            return ((JwtSecurityToken)validated).Payload;
        }
        catch (SecurityTokenSignatureKeyNotFoundException)
        {
            throw;
        }
#pragma warning disable CA1031 // The library throws whatever a hostile token makes of it, types of its own included; each means the same.
        catch (Exception wrong)
#pragma warning restore CA1031
        {
            // What the library says can quote the token.
            throw new AuthenticationFailureException($"The id_token is not accepted ({wrong.GetType().Name}).");
        }
    }

    private async Task<OpenIdConnectConfiguration> MetadataAsync(CancellationToken cancellationToken)
    {
        OpenIdConnectConfiguration metadata;
        try
        {
            metadata = await _metadata.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException unreachable)
        {
            throw new AuthenticationFailureException($"The provider's metadata cannot be read (setting {OpenIdSettings.Section}:Authority).", unreachable);
        }

        // OpenID Connect Discovery 1.0, section 4.3: the issuer is the address that its metadata was found under.
        return metadata.Issuer?.TrimEnd('/') == settings.Authority!.TrimEnd('/') && metadata.AuthorizationEndpoint is { Length: > 0 } && metadata.TokenEndpoint is { Length: > 0 }
            ? metadata
            : throw new AuthenticationFailureException($"The provider's metadata is of issuer '{metadata.Issuer}', and the setting {OpenIdSettings.Section}:Authority names another, or it lacks an endpoint.");
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } until && now < until + ClockSkew && (notBefore is not { } from || now + ClockSkew >= from);
    }

    /// <summary>In a directory the administrator writes addresses; elsewhere anybody may claim one until the provider has checked it.</summary>
    private static string? Email(JwtPayload payload, string? directoryId) =>
        directoryId is not null || (payload.TryGetValue("email_verified", out var verified) && verified is true or "true") ? Text(payload, "email") : null;

    private static string? Text(JwtPayload payload, string claim) =>
        payload.TryGetValue(claim, out var value) && value is string { Length: > 0 and <= 320 } text && !text.Any(char.IsControl) ? text : null;
}
