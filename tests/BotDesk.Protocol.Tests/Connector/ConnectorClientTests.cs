using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.Tests.Connector;

public sealed class ConnectorClientTests : IDisposable
{
    private static readonly byte[] Activity = """{"type":"message","text":"grüße"}"""u8.ToArray();

    private readonly ManualClock _clock = new();
    private readonly ProtocolHttp _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(200, """{"id":"1:abc"}""", "1:abc")]
    [InlineData(201, """{"x":{"id":"no"},"list":[{"id":"no"}],"id":"1:abc"}""", "1:abc")]
    [InlineData(202, "", null)]
    [InlineData(202, "{}", null)]
    [InlineData(200, """{"id":""}""", null)]
    [InlineData(200, """{"id":7}""", null)]
    [InlineData(200, """{"id":null}""", null)]
    [InlineData(200, """{"id":"cut""", null)]
    [InlineData(200, """["id","x"]""", null)]
    [InlineData(200, "<html>", null)]
    public async Task Delivered_with_or_without_an_id(int status, string body, string? id)
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Http(status, body));

        Assert.Equal(DeliveryResult.Delivered(id), await Client().SendAsync(connector.Url, "c", null, Activity, default));
    }

    [Fact]
    public async Task Ids_are_escaped_whole_and_the_body_is_sent_as_it_is()
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Http(200));

        await Client().SendAsync(connector.Url, "19:a b@thread.tacv2;messageid=1/2?x#ü", "f:1/2", Activity, default);
        await Client().SendAsync(connector.Url.TrimEnd('/'), "c", null, Activity, default);

        Assert.StartsWith("POST /channel/v3/conversations/19%3Aa%20b%40thread.tacv2%3Bmessageid%3D1%2F2%3Fx%23%C3%BC/activities/f%3A1%2F2 HTTP/1.1\r\n", connector.Requests[0], StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + System.Text.Encoding.Latin1.GetString(Activity), connector.Requests[0], StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json; charset=utf-8\r\n", connector.Requests[0], StringComparison.Ordinal);
        Assert.StartsWith("POST /channel/v3/conversations/c/activities HTTP/1.1\r\n", connector.Requests[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "", "", DeliveryOutcome.RetryLater)]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster","message":"x"}}""", "", DeliveryOutcome.Blocked)]
    [InlineData(403, """{"error":{"code":"BotDisabledByAdmin"}}""", "", DeliveryOutcome.Blocked)]
    [InlineData(403, """{"error":{"code":"ConversationBlockedByUser"}}""", "", DeliveryOutcome.Blocked)]
    [InlineData(403, """{"error":{"code":"MessageWritesBlocked"}}""", "", DeliveryOutcome.Blocked)]
    [InlineData(403, """{"error":{"code":"SomethingElse"}}""", "", DeliveryOutcome.Rejected)]
    [InlineData(403, "<html>", "", DeliveryOutcome.Rejected)]
    [InlineData(400, """{"error":{"code":"BadArgument"}}""", "", DeliveryOutcome.Rejected)]
    [InlineData(400, """{"error":{"code":"MessageSizeTooBig"}}""", "", DeliveryOutcome.TooLarge)]
    [InlineData(404, """{"error":{"code":"ConversationNotFound"}}""", "", DeliveryOutcome.NotFound)]
    [InlineData(413, "", "", DeliveryOutcome.TooLarge)]
    [InlineData(412, "", "", DeliveryOutcome.RetryLater)]
    [InlineData(429, "", "Retry-After: 7\r\n", DeliveryOutcome.RetryLater)]
    [InlineData(429, "", "", DeliveryOutcome.RetryLater)]
    [InlineData(503, "", "Retry-After: 7\r\n", DeliveryOutcome.RetryLater)]
    [InlineData(503, "", "", DeliveryOutcome.Uncertain)]
    [InlineData(408, "", "", DeliveryOutcome.Uncertain)]
    [InlineData(500, "", "", DeliveryOutcome.Uncertain)]
    [InlineData(502, "", "", DeliveryOutcome.Uncertain)]
    [InlineData(504, "", "Retry-After: 7\r\n", DeliveryOutcome.Uncertain)]
    [InlineData(302, "", "Location: https://evil.example.com/\r\n", DeliveryOutcome.Rejected)]
    public async Task A_post_is_repeated_only_when_nothing_was_done(int status, string body, string headers, DeliveryOutcome outcome)
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Http(status, body, headers));

        var result = await Client().SendAsync(connector.Url, "c", null, Activity, default);

        Assert.Equal(outcome, result.Outcome);
        Assert.Single(connector.Requests);
        if (outcome == DeliveryOutcome.RetryLater && headers.Length > 0)
        {
            Assert.Equal(TimeSpan.FromSeconds(7), result.RetryAfter);
        }

        Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), result.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(412, DeliveryOutcome.RetryLater)]
    [InlineData(429, DeliveryOutcome.RetryLater)]
    [InlineData(502, DeliveryOutcome.RetryLater)]
    [InlineData(503, DeliveryOutcome.RetryLater)]
    [InlineData(504, DeliveryOutcome.RetryLater)]
    [InlineData(404, DeliveryOutcome.NotFound)]
    [InlineData(500, DeliveryOutcome.Rejected)]
    [InlineData(501, DeliveryOutcome.Rejected)]
    public async Task What_is_safe_twice_is_repeated_more_freely(int status, DeliveryOutcome outcome)
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Http(status));

        Assert.Equal(outcome, (await Client().UpdateAsync(connector.Url, "c", "a", Activity, default)).Outcome);
        Assert.Equal(outcome, (await Client().DeleteAsync(connector.Url, "c", "a", default)).Outcome);
        Assert.Equal(outcome, (await Client().GetMemberAsync(connector.Url, "c", "u", default)).Result.Outcome);
        Assert.Equal(["PUT", "DELETE", "GET"], connector.Requests.Select(request => request[..request.IndexOf(' ', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_connection_cut_after_the_message_was_sent_is_uncertain()
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Cut);

        Assert.Equal(DeliveryOutcome.Uncertain, (await Client().SendAsync(connector.Url, "c", null, Activity, default)).Outcome);
        Assert.Single(connector.Requests);
        Assert.Equal(DeliveryOutcome.RetryLater, (await Client().UpdateAsync(connector.Url, "c", "a", Activity, default)).Outcome);
    }

    [Fact]
    public async Task So_it_is_on_a_connection_that_served_before()
    {
        var answers = 0;
        await using var connector = new FakeConnector(_ => answers++ == 0 ? FakeConnector.Http(200) : FakeConnector.Cut);
        var client = Client();
        await client.SendAsync(connector.Url, "c", null, Activity, default);

        Assert.Equal(DeliveryOutcome.Uncertain, (await client.SendAsync(connector.Url, "c", null, Activity, default)).Outcome);
        Assert.Equal(2, connector.Requests.Count);
    }

    [Fact]
    public async Task No_answer_in_time_is_uncertain()
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Silence);

        var result = await Client(options => options.ConnectorTimeout = TimeSpan.FromMilliseconds(300)).SendAsync(connector.Url, "c", null, Activity, default);

        Assert.Equal(DeliveryOutcome.Uncertain, result.Outcome);
    }

    [Fact]
    public async Task An_answer_cut_in_its_body_is_still_delivered()
    {
        await using var connector = new FakeConnector(_ => "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{\"id\":");

        var result = await Client(options => options.ConnectorTimeout = TimeSpan.FromMilliseconds(500)).SendAsync(connector.Url, "c", null, Activity, default);

        Assert.Equal(DeliveryResult.Delivered(null), result);
    }

    [Fact]
    public async Task A_refused_connection_has_sent_nothing()
    {
        string url;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        }

        Assert.Equal(DeliveryOutcome.RetryLater, (await Client().SendAsync(url, "c", null, Activity, default)).Outcome);
    }

    [Fact]
    public async Task A_connection_that_never_becomes_one_has_sent_nothing()
    {
        await using var connector = new FakeConnector(_ => "no TLS here");

        Assert.Equal(DeliveryOutcome.RetryLater, (await Client().SendAsync(connector.Url.Replace("http:", "https:", StringComparison.Ordinal), "c", null, Activity, default)).Outcome);
        Assert.Equal(DeliveryOutcome.RetryLater, (await Client().SendAsync("https://no-such-host.invalid/", "c", null, Activity, default)).Outcome);
    }

    [Theory]
    [InlineData("http://example.com/", true)]
    [InlineData("http://127.0.0.1:1/", false)]
    [InlineData("http://localhost.example.com/", true)]
    [InlineData("http://127.0.0.1.example.com/", true)]
    [InlineData("https://user:password@example.com/", true)]
    [InlineData("http://localhost@example.com/", true)]
    [InlineData("ftp://127.0.0.1/", true)]
    [InlineData("file:///etc/", true)]
    [InlineData("urn:botdesk:directline", true)]
    [InlineData("", true)]
    [InlineData("//example.com", true)]
    public async Task The_bots_token_goes_nowhere_else(string serviceUrl, bool isDevelopment)
    {
        using var network = FakeNetwork.Answering(_ => throw new InvalidOperationException("must not be called"));
        var client = Client(options => (options.AllowUnauthenticatedLocalCallers, options.AppId) = (isDevelopment, "app"), network);

        Assert.Equal(DeliveryOutcome.Rejected, (await client.SendAsync(serviceUrl, "c", null, Activity, default)).Outcome);
        Assert.Empty(network.Calls);
    }

    [Fact]
    public async Task The_token_is_sent_and_a_refused_one_is_replaced()
    {
        var issued = 0;
        using var network = FakeNetwork.Answering(request =>
            request.RequestUri!.Host == "login.microsoftonline.com" ? FakeNetwork.Json(HttpStatusCode.OK, $$"""{"access_token":"t{{++issued}}","expires_in":3600}""")
            : request.Headers.Authorization!.Parameter == "t1" ? new HttpResponseMessage(HttpStatusCode.Unauthorized)
            : FakeNetwork.Json(HttpStatusCode.OK, """{"id":"1"}"""));
        var client = Client(options => (options.AppId, options.AppPassword, options.TenantId) = ("app", "secret", "tenant"), network);

        var first = await client.SendAsync("https://smba.example.com/", "c", null, Activity, default);
        var second = await client.SendAsync("https://smba.example.com/", "c", null, Activity, default);

        Assert.Equal((DeliveryOutcome.RetryLater, DeliveryOutcome.Delivered), (first.Outcome, second.Outcome));
        Assert.Equal("Bearer t2", network.Calls[^1].Authorization);
    }

    [Fact]
    public async Task Without_a_token_of_its_own_the_bot_sends_nothing()
    {
        using var network = FakeNetwork.Answering(_ => FakeNetwork.Json(HttpStatusCode.Unauthorized, """{"error":"invalid_client","error_description":"AADSTS7000215"}"""));
        var client = Client(options => (options.AppId, options.AppPassword, options.TenantId) = ("app", "secret", "tenant"), network);

        var result = await client.SendAsync("https://smba.example.com/", "c", null, Activity, default);

        Assert.Equal(DeliveryOutcome.RetryLater, result.Outcome);
        Assert.Contains("AppPassword", result.Why, StringComparison.Ordinal);
        Assert.Single(network.Calls);
    }

    [Theory]
    [InlineData("Retry-After: -5\r\n", null)]
    [InlineData("Retry-After: 99999999\r\n", 3600)]
    [InlineData("Retry-After: Mon, 02 Mar 2026 09:00:30 GMT\r\n", 30)]
    [InlineData("Retry-After: Mon, 02 Mar 2020 09:00:30 GMT\r\n", 0)]
    [InlineData("Retry-After: soon\r\n", null)]
    public async Task How_long_to_wait_stays_within_reason(string header, int? seconds)
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Http(429, "", header));

        var result = await Client().SendAsync(connector.Url, "c", null, Activity, default);

        Assert.Equal(DeliveryOutcome.RetryLater, result.Outcome);
        Assert.Equal(seconds is { } given ? TimeSpan.FromSeconds(given) : null, result.RetryAfter);
    }

    [Fact]
    public async Task Starting_a_conversation_says_which()
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Http(201, """{"activityId":"1","id":"a:1","serviceUrl":"https://smba.example.com/"}"""));

        var created = await Client().CreateConversationAsync(
            connector.Url, new ConversationParameters { Bot = new() { Id = "28:bot" }, Members = [new() { Id = "29:mira" }], TenantId = "t", IsGroup = false }, default);

        Assert.Equal(("a:1", "https://smba.example.com/", "1"), (created.ConversationId, created.ServiceUrl, created.Result.ActivityId));
        Assert.EndsWith("""{"isGroup":false,"bot":{"id":"28:bot"},"members":[{"id":"29:mira"}],"tenantId":"t"}""", connector.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_are_read_with_their_addresses_and_page_by_page()
    {
        await using var connector = new FakeConnector(request => FakeConnector.Http(200, request.Contains("pagedmembers", StringComparison.Ordinal)
            ? """{"continuationToken":"next","members":[{"id":"29:1"},{"id":"29:2"}]}"""
            : """{"id":"29:1","name":"Mira","email":"mira@example.com","userPrincipalName":"mira@example.com","aadObjectId":"o"}"""));

        var member = await Client().GetMemberAsync(connector.Url, "c", "29:1", default);
        var page = await Client().GetMembersAsync(connector.Url, "c", 100, "a b", default);

        Assert.Equal(("mira@example.com", "o"), (member.Value!.Email, member.Value.AadObjectId));
        Assert.Equal(("next", 2), (page.Value!.ContinuationToken, page.Value.Members!.Count));
        Assert.Contains("pagedmembers?pageSize=100&continuationToken=a%20b ", connector.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_no_member_is_none()
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Http(200, "[1]"));

        Assert.Equal(DeliveryOutcome.Rejected, (await Client().GetMemberAsync(connector.Url, "c", "29:1", default)).Result.Outcome);
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_thrown()
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Silence);
        using var cancel = new CancellationTokenSource();
        var sending = Client().SendAsync(connector.Url, "c", null, Activity, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Theory]
    [InlineData("http://127.0.0.1:56150/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://169.254.169.254/metadata", true)]
    [InlineData("https://smba.example.com/", false)]
    public void A_proxy_is_for_elsewhere(string address, bool isBypassed)
    {
        var proxy = new ProxyForElsewhere(new WebProxy("http://proxy.example.com:8080"));

        Assert.Equal(isBypassed, proxy.IsBypassed(new Uri(address)));
        Assert.Equal(isBypassed, proxy.GetProxy(new Uri(address)) is null);
    }

    [Fact]
    public async Task One_connection_serves_message_after_message()
    {
        await using var connector = new FakeConnector(_ => FakeConnector.Http(200, """{"id":"1"}"""));
        var client = Client();

        for (var i = 0; i < 20; i++)
        {
            await client.SendAsync(connector.Url, "c", null, Activity, default);
        }

        Assert.Equal(1, connector.Connections);
    }

    private ConnectorClient Client(Action<BotFrameworkOptions>? configure = null, HttpMessageHandler? network = null)
    {
        var settings = new BotFrameworkOptions { AllowUnauthenticatedLocalCallers = true };
        configure?.Invoke(settings);
        var options = Options.Create(settings);
        var http = network is null ? _http.Invoker : new HttpMessageInvoker(network);
        return new ConnectorClient(http, new OutboundTokens(http, options, _clock, NullLogger<OutboundTokens>.Instance), options, _clock);
    }
}
