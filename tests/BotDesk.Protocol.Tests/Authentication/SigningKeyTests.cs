namespace BotDesk.Protocol.Tests.Authentication;

public sealed class SigningKeyTests
{
    private readonly ChannelAuthority _authority = new();

    [Fact]
    public async Task Many_requests_at_once_fetch_the_keys_once()
    {
        var tokens = _authority.Tokens();
        var token = _authority.Sign();

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await tokens.AuthenticateAsync(token, default))));

        Assert.All(results, result => Assert.NotNull(result.Caller));
        Assert.Equal(1, _authority.Fetches);
    }

    [Fact]
    public async Task Signing_key_rollover_is_noticed_and_unknown_keys_are_looked_for_once_an_hour_at_most()
    {
        var tokens = _authority.Tokens();
        await tokens.AuthenticateAsync(_authority.Sign(), default);
        var second = _authority.Publish("key-2", "msteams");

        Assert.Null((await tokens.AuthenticateAsync(FromSecond(), default)).Caller);
        Assert.Equal(1, _authority.Fetches);

        _authority.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.NotNull((await tokens.AuthenticateAsync(FromSecond(), default)).Caller);
        Assert.Null((await tokens.AuthenticateAsync(_authority.Sign(header: header => header["kid"] = "made-up"), default)).Caller);
        Assert.Equal(2, _authority.Fetches);

        string FromSecond() => _authority.Sign(header: header => header["kid"] = "key-2", key: second);
    }

    [Fact]
    public async Task A_withdrawn_key_is_forgotten_within_a_day_with_all_that_it_signed()
    {
        var tokens = _authority.Tokens();
        var token = _authority.Sign(claims => claims["exp"] = _authority.Clock.GetUtcNow().AddDays(9).ToUnixTimeSeconds());
        Assert.NotNull((await tokens.AuthenticateAsync(token, default)).Caller);
        _authority.Publish("key-2", "msteams");
        _authority.Withdraw("key-1");

        _authority.Clock.Advance(TimeSpan.FromHours(24));
        await Eventually.TrueAsync(async () => (await tokens.AuthenticateAsync(token, default)).Caller is null);

        Assert.Equal(2, _authority.Fetches);
    }

    [Fact]
    public async Task An_outage_is_503_and_over_when_it_is_over()
    {
        var tokens = _authority.Tokens();
        var token = _authority.Sign();
        _authority.IsDown = true;

        Assert.Equal(503, (await tokens.AuthenticateAsync(token, default)).Refusal.Status);
        Assert.Equal(503, (await tokens.AuthenticateAsync(token, default)).Refusal.Status);
        Assert.Equal(1, _authority.Fetches); // and nobody is hammered meanwhile

        _authority.IsDown = false;
        _authority.Clock.Advance(SigningKeySource.RetryInterval);
        Assert.NotNull((await tokens.AuthenticateAsync(token, default)).Caller);
    }

    [Fact]
    public async Task Known_keys_serve_through_an_outage()
    {
        var tokens = _authority.Tokens();
        Assert.NotNull((await tokens.AuthenticateAsync(_authority.Sign(), default)).Caller);
        _authority.IsDown = true;

        for (var hour = 0; hour < 48; hour++)
        {
            _authority.Clock.Advance(TimeSpan.FromHours(1));
            Assert.NotNull((await tokens.AuthenticateAsync(_authority.Sign(), default)).Caller);
        }
    }

    [Theory]
    [InlineData("""{"issuer":"x"}""", null)]
    [InlineData("not json", null)]
    [InlineData("""{"jwks_uri":"http://plain.example.com/keys"}""", null)]
    [InlineData("""{"jwks_uri":"nonsense"}""", null)]
    [InlineData("""{"jwks_uri":7}""", null)]
    [InlineData(null, "{}")]
    [InlineData(null, "[]")]
    [InlineData(null, """{"keys":[]}""")]
    [InlineData(null, """{"keys":[{"kty":"EC","kid":"key-1"}]}""")]
    [InlineData(null, """{"keys":[7,null]}""")]
    [InlineData(null, """{"keys":[{"kty":"RSA","kid":"key-1","n":"%%%","e":"AQAB"}]}""")]
    [InlineData(null, """{"keys":[{"kty":"RSA","kid":"key-1","n":"","e":""}]}""")]
    public async Task Metadata_that_cannot_be_used_is_an_outage(string? metadata, string? keys)
    {
        _authority.Metadata = metadata ?? _authority.Metadata;
        _authority.Keys = keys;

        var (caller, refusal) = await _authority.Tokens().AuthenticateAsync(_authority.Sign(), default);

        Assert.Null(caller);
        Assert.Contains(refusal.Status, new[] { 401, 503 });
    }

    [Fact]
    public async Task A_key_without_endorsements_speaks_for_no_channel()
    {
        var key = _authority.Publish("bare");

        var (caller, _) = await _authority.Tokens().AuthenticateAsync(_authority.Sign(header: header => header["kid"] = "bare", key: key), default);

        Assert.Equal(403, caller!.Refuses(new Activity { ChannelId = "msteams", ServiceUrl = ChannelAuthority.ServiceUrl })?.Status);
    }
}
