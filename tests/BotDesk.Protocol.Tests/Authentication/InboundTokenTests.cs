using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BotDesk.Protocol.Tests.Authentication;

public sealed class InboundTokenTests
{
    private static readonly Activity FromTeams = new() { Type = "message", ChannelId = "msteams", ServiceUrl = ChannelAuthority.ServiceUrl };

    /// <summary>Every way in which a token can be wrong.</summary>
    internal static readonly Dictionary<string, Func<ChannelAuthority, string>> WrongTokens = new()
    {
        ["nothing"] = _ => "",
        ["one part"] = _ => "abc",
        ["two parts"] = _ => "abc.def",
        ["five parts, as an encrypted token has"] = authority => authority.Sign() + ".abc.def",
        ["parts that are not base64"] = _ => "%%%.%%%.%%%",
        ["parts that are not JSON"] = _ => "YWJj.YWJj.YWJj",
        ["a header that is no object"] = authority => Replace(authority.Sign(), 0, "[]"),
        ["a header that is nested without end"] = authority => Replace(authority.Sign(), 0, new string('[', 5000)),
        ["a payload that is no object"] = authority => authority.Sign(sign: null) is var token ? Replace(token, 1, "[1]") : "",
        ["larger than 16 KB"] = authority => authority.Sign(claims => claims["pad"] = new string('x', 17_000)),
        ["no key id"] = authority => authority.Sign(header: header => header.Remove("kid")),
        ["a key id that is a number"] = authority => authority.Sign(header: header => header["kid"] = 7),
        ["an unknown key"] = authority => authority.Sign(header: header => header["kid"] = "key-2"),
        ["signed by another key"] = authority => authority.Sign(key: RSA.Create(2048)),
        ["signature cut"] = authority => authority.Sign()[..^10],
        ["no signature"] = authority => authority.Sign(sign: (_, _) => []),
        ["algorithm none"] = authority => authority.Sign(header: header => header["alg"] = "none", sign: (_, _) => []),
        ["algorithm missing"] = authority => authority.Sign(header: header => header.Remove("alg")),
        ["HMAC with the public key as its secret"] = authority => authority.Sign(header: header => header["alg"] = "HS256", sign: (rsa, data) => HMACSHA256.HashData(rsa.ExportSubjectPublicKeyInfo(), data)),
        ["PSS instead of PKCS#1"] = authority => authority.Sign(header: header => header["alg"] = "PS256", sign: (rsa, data) => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
        ["the content changed after signing"] = authority => Replace(authority.Sign(), 1, """{"iss":"https://api.botframework.com"}"""),
        ["another issuer"] = authority => authority.Sign(claims => claims["iss"] = "https://sts.example.com"),
        ["no issuer"] = authority => authority.Sign(claims => claims.Remove("iss")),
        ["the government's issuer"] = authority => authority.Sign(claims => claims["iss"] = "https://api.botframework.us"),
        ["another bot"] = authority => authority.Sign(claims => claims["aud"] = "00000000-0000-0000-0000-000000000000"),
        ["no audience"] = authority => authority.Sign(claims => claims.Remove("aud")),
        ["an audience of other bots"] = authority => authority.Sign(claims => claims["aud"] = new JsonArray("a", "b")),
        ["an audience of this bot and others"] = authority => authority.Sign(claims => claims["aud"] = new JsonArray(ChannelAuthority.AppId + "x", " " + ChannelAuthority.AppId)),
        ["two issuers"] = authority => authority.Sign(claims => claims["iss"] = new JsonArray("https://api.botframework.com", "https://sts.example.com")),
        ["a key of its own in the header"] = authority => authority.Sign(
            header: header => (header["kid"], header["jwk"], header["jku"], header["x5u"]) = ("mine", new JsonObject { ["kty"] = "RSA", ["kid"] = "mine" }, "https://evil.example.com/keys", "https://evil.example.com/keys"), key: RSA.Create(2048)),
        ["the government's issuer for the government's bot"] = authority => authority.Sign(claims => (claims["iss"], claims["aud"]) = ("https://api.botframework.us", "https://api.botframework.us")),
        ["the Emulator's, from a person's own sign-in"] = authority => authority.Sign(claims => (claims["iss"], claims["appid"], claims["ver"]) = ("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", ChannelAuthority.AppId, "1.0")),
        ["from Entra, as a bot's own token is"] = authority => authority.Sign(claims => claims["iss"] = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"),
        ["from Entra's second version"] = authority => authority.Sign(claims => claims["iss"] = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0"),
        ["the issuer with a slash more"] = authority => authority.Sign(claims => claims["iss"] = "https://api.botframework.com/"),
        ["the audience in another case"] = authority => authority.Sign(claims => claims["aud"] = ChannelAuthority.AppId.ToUpperInvariant()),
        ["the connector's own audience"] = authority => authority.Sign(claims => claims["aud"] = "https://api.botframework.com"),
        ["the end before the beginning"] = authority => authority.Sign(claims => (claims["nbf"], claims["exp"]) = (authority.Clock.GetUtcNow().ToUnixTimeSeconds() + 3600, authority.Clock.GetUtcNow().ToUnixTimeSeconds() - 3600)),
        ["expired six minutes ago"] = authority => authority.Sign(claims => claims["exp"] = authority.Clock.GetUtcNow().ToUnixTimeSeconds() - 360),
        ["no end"] = authority => authority.Sign(claims => claims.Remove("exp")),
        ["an end that is text"] = authority => authority.Sign(claims => claims["exp"] = "tomorrow"),
        ["an end beyond all calendars"] = authority => authority.Sign(claims => claims["exp"] = 1e300),
        ["valid in six minutes"] = authority => authority.Sign(claims => claims["nbf"] = authority.Clock.GetUtcNow().ToUnixTimeSeconds() + 360),
    };

    public static TheoryData<string> NamesOfWrongTokens => [.. WrongTokens.Keys];

    [Theory]
    [MemberData(nameof(NamesOfWrongTokens))]
    public async Task A_wrong_token_is_refused(string wrong)
    {
        var authority = new ChannelAuthority();

        var (caller, refusal) = await authority.Tokens().AuthenticateAsync(WrongTokens[wrong](authority), default);

        Assert.Null(caller);
        Assert.Equal(401, refusal.Status);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    public async Task A_right_token_is_taken(string algorithm)
    {
        var authority = new ChannelAuthority();

        var (caller, _) = await authority.Tokens().AuthenticateAsync(authority.Sign(header: header => header["alg"] = algorithm), default);

        Assert.Null(Assert.IsType<ChannelToken>(caller).Refuses(FromTeams));
    }

    [Theory]
    [InlineData(-240, 3600)]
    [InlineData(240, 3600)]
    [InlineData(-3600, -240)]
    public async Task Clocks_may_be_five_minutes_apart(int notBefore, int expires)
    {
        var authority = new ChannelAuthority();
        var now = authority.Clock.GetUtcNow().ToUnixTimeSeconds();

        var (caller, _) = await authority.Tokens().AuthenticateAsync(authority.Sign(claims => (claims["nbf"], claims["exp"]) = (now + notBefore, now + expires)), default);

        Assert.NotNull(caller);
    }

    [Theory]
    [InlineData("slack", ChannelAuthority.ServiceUrl)]
    [InlineData("MSTEAMS", ChannelAuthority.ServiceUrl)]
    [InlineData("msteams", "https://evil.example.com/")]
    [InlineData("msteams", "https://smba.example.com/emea")]
    [InlineData("msteams", ChannelAuthority.ServiceUrl + "../")]
    public async Task A_token_speaks_for_its_channel_and_address_only(string channelId, string serviceUrl)
    {
        var authority = new ChannelAuthority();

        var (caller, _) = await authority.Tokens().AuthenticateAsync(authority.Sign(), default);

        Assert.Equal(403, caller!.Refuses(new Activity { ChannelId = channelId, ServiceUrl = serviceUrl })?.Status);
    }

    [Fact]
    public async Task Upper_and_lower_case_of_the_address_do_not_matter()
    {
        var authority = new ChannelAuthority();

        var (caller, _) = await authority.Tokens().AuthenticateAsync(authority.Sign(), default);

        Assert.Null(caller!.Refuses(new Activity { ChannelId = "msteams", ServiceUrl = ChannelAuthority.ServiceUrl.ToUpperInvariant() }));
    }

    [Theory]
    [InlineData("serviceurl", null)]
    [InlineData("serviceurl", "7")]
    public async Task A_token_without_address_lets_nothing_in(string claim, string? value)
    {
        var authority = new ChannelAuthority();

        var (caller, _) = await authority.Tokens().AuthenticateAsync(authority.Sign(claims => claims[claim] = value is null ? null : JsonNode.Parse(value)), default);

        Assert.Equal(403, caller!.Refuses(FromTeams)?.Status);
    }

    [Fact]
    public async Task A_token_seen_before_still_expires()
    {
        var authority = new ChannelAuthority();
        var tokens = authority.Tokens();
        var token = authority.Sign();
        Assert.NotNull((await tokens.AuthenticateAsync(token, default)).Caller);

        authority.Clock.Advance(TimeSpan.FromMinutes(64));
        Assert.NotNull((await tokens.AuthenticateAsync(token, default)).Caller);
        authority.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null((await tokens.AuthenticateAsync(token, default)).Caller);
    }

    [Theory]
    [InlineData("11111111-2222-3333-4444-555555555555", BotAppType.SingleTenant, null, "11111111-2222-3333-4444-555555555555", true)]
    [InlineData("11111111-2222-3333-4444-555555555555", BotAppType.SingleTenant, null, "99999999-2222-3333-4444-555555555555", false)]
    [InlineData("11111111-2222-3333-4444-555555555555", BotAppType.SingleTenant, null, null, false)]
    [InlineData("11111111-2222-3333-4444-555555555555", BotAppType.UserAssignedMsi, null, "99999999-2222-3333-4444-555555555555", false)]
    [InlineData("11111111-2222-3333-4444-555555555555", BotAppType.SingleTenant, "99999999-2222-3333-4444-555555555555", "99999999-2222-3333-4444-555555555555", true)]
    [InlineData(null, BotAppType.MultiTenant, null, "99999999-2222-3333-4444-555555555555", true)]
    [InlineData("contoso.example.com", BotAppType.SingleTenant, null, "99999999-2222-3333-4444-555555555555", true)]
    public async Task An_app_that_somebody_made_of_the_bot_for_another_organisation_gets_nobody_in(string? tenant, BotAppType type, string? allowed, string? theirs, bool isLetIn)
    {
        var authority = new ChannelAuthority();
        var tokens = authority.Tokens(options =>
        {
            (options.TenantId, options.AppType) = (tenant, type);
            if (allowed is not null)
            {
                options.AllowedTenants.Add(allowed);
            }
        });

        var (caller, _) = await tokens.AuthenticateAsync(authority.Sign(), default);

        var activity = new Activity { Type = "message", ChannelId = "msteams", ServiceUrl = ChannelAuthority.ServiceUrl, Conversation = new ConversationAccount { Id = "a:1", TenantId = theirs } };
        Assert.Equal(isLetIn ? null : 403, caller!.Refuses(activity)?.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_governments_cloud_is_one_setting(bool isOneByOne)
    {
        var authority = new ChannelAuthority();
        var tokens = authority.Tokens(options =>
        {
            if (isOneByOne)
            {
                (options.TokenIssuer, options.OpenIdMetadataAddress) = ("https://api.botframework.us", "https://login.botframework.azure.us/v1/.well-known/openidconfiguration");
            }
            else
            {
                options.Cloud = BotCloud.UsGovernment;
            }
        });

        var (caller, _) = await tokens.AuthenticateAsync(authority.Sign(claims => claims["iss"] = "https://api.botframework.us"), default);
        var (ofPublicCloud, _) = await tokens.AuthenticateAsync(authority.Sign(), default);

        Assert.NotNull(caller);
        Assert.Null(ofPublicCloud);
        Assert.Contains(authority.Network.Calls, call => call.Url.StartsWith("https://login.botframework.azure.us/", StringComparison.Ordinal));
    }

    private static string Replace(string token, int part, string json)
    {
        var parts = token.Split('.');
        parts[part] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        return string.Join('.', parts);
    }
}
