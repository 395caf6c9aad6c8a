using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.Tests.Connector;

public sealed class OutboundTokenTests
{
    private readonly ManualClock _clock = new();
    private int _issued;

    [Fact]
    public async Task Many_requests_for_one_token_at_once_are_one()
    {
        var gate = new TaskCompletionSource();
        using var network = new FakeNetwork(async (_, _) =>
        {
            await gate.Task;
            return Issue();
        });
        var tokens = Tokens(network);

        var waiting = Enumerable.Range(0, 100).Select(_ => tokens.GetAsync(default).AsTask()).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiting), header => Assert.Equal("Bearer token-1", header!.ToString()));
        Assert.Single(network.Calls);
    }

    [Theory]
    [InlineData(BotAppType.SingleTenant, "https://login.microsoftonline.com/my-tenant/oauth2/v2.0/token")]
    [InlineData(BotAppType.MultiTenant, "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token")]
    public async Task The_authority_depends_on_how_the_bot_was_registered(BotAppType type, string address)
    {
        using var network = FakeNetwork.Answering(_ => Issue());

        await Tokens(network, options => options.AppType = type).GetAsync(default);

        var call = Assert.Single(network.Calls);
        Assert.Equal(("POST", address), (call.Method, call.Url));
        Assert.Equal("grant_type=client_credentials&client_id=my-app&client_secret=s%26cret&scope=https%3A%2F%2Fapi.botframework.com%2F.default", call.Body);
    }

    [Fact]
    public async Task A_managed_identity_asks_the_machines_metadata_endpoint()
    {
        string? metadata = null;
        using var network = FakeNetwork.Answering(request =>
        {
            metadata = string.Join(',', request.Headers.GetValues("Metadata"));
            return FakeNetwork.Json(HttpStatusCode.OK, """{"access_token":"t","expires_in":"3599","token_type":"Bearer"}""");
        });
        var tokens = Tokens(network, options => options.AppType = BotAppType.UserAssignedMsi);

        await tokens.GetAsync(default);
        _clock.Advance(TimeSpan.FromMinutes(50));
        await tokens.GetAsync(default);

        Assert.Equal("true", metadata);
        Assert.Equal("http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fapi.botframework.com&client_id=my-app", Assert.Single(network.Calls).Url);
    }

    [Fact]
    public async Task On_App_Service_a_managed_identity_asks_the_platforms_own_endpoint()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", "http://127.0.0.1:41234/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "platform-secret");
        try
        {
            string? header = null;
            using var network = FakeNetwork.Answering(request =>
            {
                header = string.Join(',', request.Headers.GetValues("X-IDENTITY-HEADER"));
                return FakeNetwork.Json(HttpStatusCode.OK, $$"""{"access_token":"t{{++_issued}}","expires_on":"{{_clock.GetUtcNow().ToUnixTimeSeconds() + 3600}}","token_type":"Bearer"}""");
            });
            var tokens = Tokens(network, options => options.AppType = BotAppType.UserAssignedMsi);

            await tokens.GetAsync(default);
            _clock.Advance(TimeSpan.FromMinutes(50));
            Assert.Equal("Bearer t1", (await tokens.GetAsync(default))!.ToString());
            _clock.Advance(TimeSpan.FromMinutes(11));
            Assert.Equal("Bearer t2", (await tokens.GetAsync(default))!.ToString());

            Assert.Equal("platform-secret", header);
            Assert.Equal("http://127.0.0.1:41234/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fapi.botframework.com&client_id=my-app", network.Calls[0].Url);
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public async Task In_the_governments_cloud_one_setting_moves_every_address()
    {
        using var network = FakeNetwork.Answering(_ => Issue());

        await Tokens(network, options => options.Cloud = BotCloud.UsGovernment).GetAsync(default);

        var call = Assert.Single(network.Calls);
        Assert.Equal("https://login.microsoftonline.us/my-tenant/oauth2/v2.0/token", call.Url);
        Assert.EndsWith("scope=https%3A%2F%2Fapi.botframework.us%2F.default", call.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_and_nobody_waits_for_it()
    {
        var gate = new TaskCompletionSource();
        using var network = new FakeNetwork(async (_, _) =>
        {
            if (_issued > 0)
            {
                await gate.Task;
            }

            return Issue();
        });
        var tokens = Tokens(network);
        await tokens.GetAsync(default);

        _clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("Bearer token-1", (await tokens.GetAsync(default))!.ToString());
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("Bearer token-1", (await tokens.GetAsync(default))!.ToString());
        gate.SetResult();
        await Eventually.TrueAsync(async () => (await tokens.GetAsync(default))!.ToString() == "Bearer token-2");
    }

    [Fact]
    public async Task A_short_lived_token_is_not_asked_for_on_every_call()
    {
        using var network = FakeNetwork.Answering(_ => Issue(60));
        var tokens = Tokens(network);

        await tokens.GetAsync(default);
        await tokens.GetAsync(default);

        Assert.Single(network.Calls);
    }

    [Theory]
    [InlineData("AADSTS7000215: Invalid client secret provided.", "AppPassword")]
    [InlineData("AADSTS7000222: The provided client secret keys are expired.", "AppPassword has expired")]
    [InlineData("AADSTS700016: Application not found in the directory.", "TenantId")]
    [InlineData("AADSTS90002: Tenant not found.", "TenantId")]
    [InlineData("something else", "AppId, AppPassword, TenantId and AppType")]
    public async Task A_refusal_says_which_setting_to_mend(string description, string says)
    {
        using var network = FakeNetwork.Answering(_ => FakeNetwork.Json(HttpStatusCode.Unauthorized, $$"""{"error":"invalid_client","error_description":"{{description}}"}"""));

        var refused = await Assert.ThrowsAsync<OutboundTokenException>(async () => await Tokens(network).GetAsync(default));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s&cret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_tenant_bot_against_the_wrong_authority_is_told_which_setting_to_mend()
    {
        // As Entra answers a bot of one directory that asks at the one for all bots, and the other way round.
        using var network = FakeNetwork.Answering(request => request.RequestUri!.AbsolutePath.StartsWith("/my-tenant/", StringComparison.Ordinal)
            ? Issue()
            : FakeNetwork.Json(HttpStatusCode.BadRequest, """{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier 'my-app' was not found in the directory 'Bot Framework'."}"""));

        var refused = await Assert.ThrowsAsync<OutboundTokenException>(async () => await Tokens(network, options => options.AppType = BotAppType.MultiTenant).GetAsync(default));

        Assert.Contains("AppType to SingleTenant", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(await Tokens(network).GetAsync(default));
    }

    [Theory]
    [InlineData(200, "<html>a proxy's page</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"access_token":""}""")]
    [InlineData(200, """{"access_token":7}""")]
    [InlineData(502, "")]
    public async Task An_answer_that_is_no_token_is_a_refusal(int status, string body)
    {
        using var network = FakeNetwork.Answering(_ => FakeNetwork.Json((HttpStatusCode)status, body));

        await Assert.ThrowsAsync<OutboundTokenException>(async () => await Tokens(network).GetAsync(default));
    }

    [Fact]
    public async Task After_a_refusal_there_is_a_pause_and_then_another_try()
    {
        var isDown = true;
        using var network = FakeNetwork.Answering(_ => isDown ? throw new HttpRequestException("down") : Issue());
        var tokens = Tokens(network);
        await Assert.ThrowsAsync<OutboundTokenException>(async () => await tokens.GetAsync(default));
        await Assert.ThrowsAsync<OutboundTokenException>(async () => await tokens.GetAsync(default));
        Assert.Single(network.Calls);

        isDown = false;
        _clock.Advance(OutboundTokens.RefusalPause);

        Assert.NotNull(await tokens.GetAsync(default));
    }

    [Fact]
    public async Task While_a_token_is_good_a_failed_renewal_is_no_failure()
    {
        var isDown = false;
        using var network = FakeNetwork.Answering(_ => isDown ? throw new HttpRequestException("down") : Issue());
        var tokens = Tokens(network);
        await tokens.GetAsync(default);
        isDown = true;

        for (var minute = 0; minute < 59; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal("Bearer token-1", (await tokens.GetAsync(default))!.ToString());
        }

        _clock.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<OutboundTokenException>(async () => await tokens.GetAsync(default));
    }

    [Fact]
    public async Task Without_an_app_id_there_is_no_token_and_no_request()
    {
        using var network = FakeNetwork.Answering(_ => Issue());

        Assert.Null(await Tokens(network, options => options.AppId = null).GetAsync(default));
        Assert.Empty(network.Calls);
    }

    private HttpResponseMessage Issue(int seconds = 3600) =>
        FakeNetwork.Json(HttpStatusCode.OK, $$"""{"token_type":"Bearer","expires_in":{{seconds}},"access_token":"token-{{Interlocked.Increment(ref _issued)}}"}""");

    private OutboundTokens Tokens(FakeNetwork network, Action<BotFrameworkOptions>? configure = null)
    {
        var options = new BotFrameworkOptions { AppId = "my-app", AppPassword = "s&cret", TenantId = "my-tenant" };
        configure?.Invoke(options);
        return new OutboundTokens(new HttpMessageInvoker(network), Options.Create(options), _clock, NullLogger<OutboundTokens>.Instance);
    }
}
