using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace BotDesk.Tests.Access;

/// <summary>An OpenID Connect provider on this machine, strict about what the desk sends, and as wrong as a test wants in what it answers.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "the-desk";
    public const string ClientSecret = "a secret & more";

    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private string? _nonce;
    private string? _challenge;
    private string? _redirectUri;

    private FakeProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.First();

    public IDictionary<string, object> Claims { get; } = new Dictionary<string, object> { ["sub"] = "subject-1", ["name"] = "Mira Castellanez", ["email"] = "mira@example.com", ["email_verified"] = true };

    /// <summary>Changes the payload of the id_token before it is signed.</summary>
    public Action<JwtPayload> Change { get; set; } = static _ => { };

    /// <summary>Makes something else of the signed token.</summary>
    public Func<string, string?> Forge { get; set; } = static token => token;

    /// <summary>Signs with it instead of the key that is published; the key id stays.</summary>
    public SecurityKey? SignWith { get; set; }

    public string Algorithm { get; set; } = SecurityAlgorithms.RsaSha256;

    public RSAParameters PublicKey => _rsa.ExportParameters(includePrivateParameters: false);

    /// <summary>What the desk did wrong.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>The settings with which a desk uses this provider.</summary>
    public string[] Settings =>
        [$"Authentication:OpenId:Authority={Issuer}", $"Authentication:OpenId:ClientId={ClientId}", $"Authentication:OpenId:ClientSecret={ClientSecret}"];

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = provider.Issuer,
            authorization_endpoint = $"{provider.Issuer}/authorize?kind=fake",
            token_endpoint = $"{provider.Issuer}/token",
            jwks_uri = $"{provider.Issuer}/keys",
            end_session_endpoint = $"{provider.Issuer}/end",
        });
        app.MapGet("/keys", () => new
        {
            keys = new[] { new { kty = "RSA", use = "sig", kid = "key-1", n = Base64UrlEncoder.Encode(provider.PublicKey.Modulus), e = Base64UrlEncoder.Encode(provider.PublicKey.Exponent) } },
        });
        app.MapPost("/token", provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    /// <summary>The person agrees at the provider.</summary>
    /// <param name="address">Where the desk sent their browser.</param>
    /// <returns>Where the provider sends it back to.</returns>
    public string Approve(Uri address)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        Expect(query["client_id"] == ClientId && query["response_type"] == "code" && query["scope"].ToString().Split(' ').Contains("openid"), "authorize: parameters");
        Expect(query["code_challenge_method"] == "S256" && query["nonce"].ToString().Length >= 32 && query["state"].ToString().Length >= 32, "authorize: PKCE, nonce, state");
        (_nonce, _challenge, _redirectUri) = (query["nonce"], query["code_challenge"], query["redirect_uri"]);
        return $"{_redirectUri}?code=the-code&state={Uri.EscapeDataString(query["state"]!)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Expect(form["grant_type"] == "authorization_code" && form["code"] == "the-code" && form["redirect_uri"] == _redirectUri, "token: parameters");
        Expect(form["client_id"] == ClientId && form["client_secret"] == ClientSecret, "token: client");
        Expect(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == _challenge, "token: PKCE");
        return Results.Json(new { access_token = "opaque", token_type = "Bearer", id_token = Forge(Sign()) });
    }

    private string Sign()
    {
        var now = DateTime.UtcNow;
        var payload = new JwtPayload(Issuer, ClientId, [new Claim("nonce", _nonce!)], now, now.AddMinutes(5), now);
        foreach (var (name, value) in Claims)
        {
            payload[name] = value;
        }

        Change(payload);
        var key = SignWith ?? new RsaSecurityKey(_rsa) { KeyId = "key-1" };
        key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(new JwtHeader(new SigningCredentials(key, Algorithm)), payload));
    }

    private void Expect(bool isRight, string complaint)
    {
        if (!isRight)
        {
            Complaints.Add(complaint);
        }
    }
}
