using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Protocol.Tests.Authentication;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.Tests.Messaging;

public sealed class MessagingEndpointTests
{
    [Fact]
    public async Task A_message_is_taken_and_acknowledged()
    {
        await using var host = await MessagingHost.StartAsync();

        var (status, body, _) = await host.PostAsync(MessagingHost.Message());

        Assert.Equal((HttpStatusCode.Accepted, ""), (status, body));
        Assert.Equal("hello", Assert.Single(host.Received).Text);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("channelId")]
    [InlineData("serviceUrl")]
    [InlineData("from.id")]
    [InlineData("conversation.id")]
    [InlineData("recipient.id")]
    public async Task A_missing_field_is_named(string field)
    {
        await using var host = await MessagingHost.StartAsync();

        foreach (var value in (JsonNode?[])[null, ""])
        {
            var activity = JsonNode.Parse(MessagingHost.Message())!.AsObject();
            var path = field.Split('.');
            (path.Length == 1 ? activity : activity[path[0]]!.AsObject())[path[^1]] = value?.DeepClone();

            var (status, body, response) = await host.PostAsync(activity.ToJsonString());

            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal(field, JsonElement.Parse(body).GetProperty("field").GetString());
        }

        Assert.Empty(host.Received);
    }

    public static TheoryData<string, int> OddBodies => new()
    {
        { "", 400 },
        { " ", 400 },
        { "{", 400 },
        { "[]", 400 },
        { "null", 400 },
        { "7", 400 },
        { "\"text\"", 400 },
        { "{}", 400 },
        { "{\"type\":\"message\"", 400 },
        { "{\"type\":{}}", 400 },
        { MessagingHost.Message() + "x", 400 },
        { $"{{\"type\":\"message\",\"value\":{new string('[', 60_000)}", 400 },
        { $"{{\"type\":\"message\",\"value\":{string.Concat(Enumerable.Repeat("{\"a\":", 10_000))}", 400 },
        { MessagingHost.Message().Replace("hello", "a\u0001b", StringComparison.Ordinal), 400 },
        { MessagingHost.Message().Replace("hello", "\\u0000\\u0007\\ud800", StringComparison.Ordinal), 202 },
        { MessagingHost.Message(activity => activity.Text = new string('x', 1_000_000)), 413 },
        { MessagingHost.Message(activity => activity.Text = new string('x', 100_000)), 202 },
        { MessagingHost.Message(activity => activity.Type = "something/new"), 202 },
        { MessagingHost.Message(activity => activity.Text = "<script>alert(1)</script> **[x](javascript:1)** 👩‍👩‍👧 \u202e"), 202 },
        { MessagingHost.Message(activity => activity.From!.Id = new string('i', 10_000)), 202 },
    };

    [Theory]
    [MemberData(nameof(OddBodies))]
    public async Task An_odd_body_is_taken_or_refused_but_never_an_accident(string json, int status)
    {
        await using var host = await MessagingHost.StartAsync();

        var (answer, body, _) = await host.PostAsync(json);

        Assert.Equal(status, (int)answer);
        Assert.Equal(status == 202 ? 1 : 0, host.Received.Count);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_also_when_it_does_not_say_so_before()
    {
        await using var host = await MessagingHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(new string(' ', 300_000), Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("")]
    public async Task Only_json_is_read(string contentType)
    {
        await using var host = await MessagingHost.StartAsync();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await host.PostAsync(Encoding.UTF8.GetBytes(MessagingHost.Message()), contentType: contentType)).Status);
    }

    [Fact]
    public async Task Whoever_looks_whether_somebody_is_there_gets_an_answer()
    {
        await using var host = await MessagingHost.StartAsync();

        using var head = await host.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/messages"));
        using var get = await host.Http.GetAsync(new Uri("/api/messages", UriKind.Relative));
        using var put = await host.Http.PutAsync(new Uri("/api/messages", UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.MethodNotAllowed), (head.StatusCode, get.StatusCode, put.StatusCode));
    }

    [Theory]
    [InlineData("https://evil.example.com/", 403)]
    [InlineData("http://169.254.169.254/", 403)]
    [InlineData("http://localhost.evil.example.com/", 403)]
    [InlineData("http://localhost@evil.example.com/", 403)]
    [InlineData("http:///", 403)]
    [InlineData("localhost:56150", 403)]
    [InlineData("ftp://localhost/", 403)]
    [InlineData("http://127.0.0.1:56150/_connector", 202)]
    [InlineData("http://[::1]:56150/", 202)]
    [InlineData("https://LOCALHOST/", 202)]
    public async Task Without_a_token_replies_stay_on_this_machine(string serviceUrl, int status)
    {
        await using var host = await MessagingHost.StartAsync();

        Assert.Equal(status, (int)(await host.PostAsync(MessagingHost.Message(activity => activity.ServiceUrl = serviceUrl))).Status);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "desk.example.com")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Host", "desk.example.com")]
    public async Task What_came_through_a_tunnel_is_not_local(string header, string value)
    {
        await using var host = await MessagingHost.StartAsync();

        var (status, _, response) = await host.PostAsync(Encoding.UTF8.GetBytes(MessagingHost.Message()), null, "application/json", (header, value));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_token()
    {
        await using var host = await MessagingHost.StartAsync(options => (options.AppId, options.AppPassword, options.TenantId) = (ChannelAuthority.AppId, "secret", "tenant"), new ChannelAuthority().Network);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(MessagingHost.Message())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync("not even JSON")).Status);
        Assert.Empty(host.Received);
    }

    /// <summary>What is wrong with how a token is shown; <c>{0}</c> is a right one. What is wrong with the token itself: <see cref="InboundTokenTests.WrongTokens"/>.</summary>
    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer,{0}")]
    [InlineData("Bearer{0}")]
    [InlineData("{0}")]
    [InlineData("Basic {0}")]
    [InlineData("Basic eDp5")]
    [InlineData("Negotiate {0}")]
    [InlineData("Bearer null")]
    [InlineData("Bearer {0} {0}")]
    [InlineData("Bearer {0}, Bearer {0}")]
    [InlineData("Bearer \"{0}\"")]
    [InlineData("Bearer junk", "Bearer {0}")]
    [InlineData("Bearer {0}", "Bearer junk")]
    [InlineData("Bearer {0}", "Bearer {0}")]
    public async Task A_token_that_is_shown_in_any_other_way_is_none(params string[] headers)
    {
        var authority = new ChannelAuthority();
        await using var host = await MessagingHost.StartAsync(
            options => (options.AppId, options.AppPassword, options.TenantId, options.AllowUnauthenticatedLocalCallers) = (ChannelAuthority.AppId, "secret", "tenant", true), authority.Network, authority.Clock);
        var message = Encoding.UTF8.GetBytes(MessagingHost.Message(activity => activity.ServiceUrl = ChannelAuthority.ServiceUrl));

        var shown = headers.Select(header => ("Authorization", header.Replace("{0}", authority.Sign(), StringComparison.Ordinal))).ToArray();

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(message, null, "application/json", shown)).Status);
        Assert.Empty(host.Received);
    }

    [Fact]
    public async Task A_bot_without_app_id_lets_nobody_in()
    {
        await using var host = await MessagingHost.StartAsync(_ => { });

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(MessagingHost.Message())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(MessagingHost.Message(), new ChannelAuthority().Sign())).Status);
    }

    [Fact]
    public async Task A_channel_with_its_token_gets_in_for_itself_only()
    {
        var authority = new ChannelAuthority();
        await using var host = await MessagingHost.StartAsync(
            options => (options.AppId, options.AppPassword, options.TenantId) = (ChannelAuthority.AppId, "secret", "tenant"), authority.Network, authority.Clock);

        Assert.Equal(HttpStatusCode.Accepted, (await host.PostAsync(MessagingHost.Message(activity => activity.ServiceUrl = ChannelAuthority.ServiceUrl), authority.Sign())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync(MessagingHost.Message(), authority.Sign())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync(MessagingHost.Message(activity => (activity.ServiceUrl, activity.ChannelId) = (ChannelAuthority.ServiceUrl, "slack")), authority.Sign())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(MessagingHost.Message(), authority.Sign(claims => claims["aud"] = "other"))).Status);
        Assert.Single(host.Received);
    }

    [Fact]
    public async Task In_development_a_token_that_is_shown_must_be_right_once_there_is_an_app_id()
    {
        var authority = new ChannelAuthority();
        await using var host = await MessagingHost.StartAsync(
            options => (options.AppId, options.AppPassword, options.TenantId, options.AllowUnauthenticatedLocalCallers) = (ChannelAuthority.AppId, "secret", "tenant", true), authority.Network, authority.Clock);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(MessagingHost.Message(), "junk")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await host.PostAsync(MessagingHost.Message())).Status);
    }

    [Fact]
    public async Task While_keys_cannot_be_had_a_channel_is_asked_to_come_back()
    {
        var authority = new ChannelAuthority { IsDown = true };
        await using var host = await MessagingHost.StartAsync(
            options => (options.AppId, options.AppPassword, options.TenantId) = (ChannelAuthority.AppId, "secret", "tenant"), authority.Network, authority.Clock);

        var (status, _, response) = await host.PostAsync(MessagingHost.Message(), authority.Sign());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Expected_replies_are_the_response()
    {
        await using var host = await MessagingHost.StartAsync();
        host.Answer = activity => ReceiveResult.Replies.Of(new Activity { Type = "typing" }, activity.CreateReply("grüße <b>"));

        var (status, body, _) = await host.PostAsync(MessagingHost.Message(activity => activity.DeliveryMode = DeliveryModes.ExpectReplies));
        host.Answer = _ => ReceiveResult.Accepted.Instance;
        var nothing = await host.PostAsync(MessagingHost.Message(activity => activity.DeliveryMode = DeliveryModes.ExpectReplies));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("grüße <b>", JsonElement.Parse(body).GetProperty("activities")[1].GetProperty("text").GetString());
        Assert.Equal((HttpStatusCode.OK, """{"activities":[]}"""), (nothing.Status, nothing.Body));
    }

    [Fact]
    public async Task An_invoke_is_answered_in_the_response_and_one_that_nobody_handles_is_501()
    {
        await using var host = await MessagingHost.StartAsync();
        var invoke = MessagingHost.Message(activity => (activity.Type, activity.Name) = (ActivityTypes.Invoke, "config/fetch"));

        var unhandled = await host.PostAsync(invoke);
        host.Answer = _ => new ReceiveResult.Invoke(new InvokeResponse(200, """{"task":{"type":"continue"}}"""u8.ToArray()));
        var handled = await host.PostAsync(invoke);
        host.Answer = _ => new ReceiveResult.Invoke(new InvokeResponse(412));
        var other = await host.PostAsync(invoke);

        Assert.Equal((501, 200, 412), ((int)unhandled.Status, (int)handled.Status, (int)other.Status));
        Assert.Equal("""{"task":{"type":"continue"}}""", handled.Body);
    }

    [Fact]
    public async Task A_card_action_is_always_200_with_its_envelope()
    {
        await using var host = await MessagingHost.StartAsync();
        var click = MessagingHost.Message(activity => (activity.Type, activity.Name, activity.Value) = (ActivityTypes.Invoke, InvokeNames.AdaptiveCardAction, JsonElement.Parse("""{"action":{"type":"Action.Execute","verb":"x"}}""")));

        host.Answer = _ => new ReceiveResult.Invoke(InvokeResponse.AdaptiveCard("""{"type":"AdaptiveCard"}"""u8));
        Assert.Equal((HttpStatusCode.OK, """{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"AdaptiveCard"}}"""), Short(await host.PostAsync(click)));
        host.Answer = _ => new ReceiveResult.Invoke(InvokeResponse.AdaptiveCardMessage("Grüße \"x\""));
        Assert.Equal((HttpStatusCode.OK, """{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"Grüße \"x\""}"""), Short(await host.PostAsync(click)));
        host.Answer = _ => new ReceiveResult.Invoke(InvokeResponse.AdaptiveCardError(400, "BadRequest", "That card is old."));
        Assert.Equal((HttpStatusCode.OK, """{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadRequest","message":"That card is old."}}"""), Short(await host.PostAsync(click)));
        host.Answer = _ => new ReceiveResult.Invoke(new InvokeResponse(500));
        Assert.Equal((HttpStatusCode.OK, """{"statusCode":500,"type":"application/vnd.microsoft.error","value":{"code":"NoAnswer","message":"There is no answer to this."}}"""), Short(await host.PostAsync(click)));
        host.Answer = _ => new ReceiveResult.Invoke(new InvokeResponse(400, """{"statusCode":400}"""u8.ToArray()));
        Assert.Equal((HttpStatusCode.OK, """{"statusCode":400}"""), Short(await host.PostAsync(click)));
        host.Answer = _ => ReceiveResult.Accepted.Instance;
        Assert.Equal(HttpStatusCode.NotImplemented, (await host.PostAsync(click)).Status);

        static (HttpStatusCode, string) Short((HttpStatusCode Status, string Body, HttpResponseMessage) answer) => (answer.Status, answer.Body);
    }

    [Theory]
    [InlineData("adaptiveCard/action", """{"action":{"type":"Action.Execute","verb":"x"}}""")]
    [InlineData("composeExtension/query", """{"commandId":"articles"}""")]
    [InlineData("composeExtension/fetchTask", """{"commandId":"createTicket"}""")]
    [InlineData("composeExtension/submitAction", """{"commandId":"createTicket","data":{}}""")]
    [InlineData("task/fetch", """{"data":{}}""")]
    [InlineData("task/submit", """{"data":{}}""")]
    public async Task An_invoke_whose_value_makes_no_sense_is_400_in_the_shape_of_its_kind(string name, string sound)
    {
        await using var host = await MessagingHost.StartAsync();
        host.Answer = _ => new ReceiveResult.Invoke(new InvokeResponse(200, "{}"u8.ToArray()));

        foreach (var value in (string?[])[null, "7", "[]", "\"x\"", "{}", """{"commandId":7,"data":7,"action":7}""", """{"commandId":null,"data":"x","action":{}}""", """{"action":{"verb":{}},"data":[]}""", """{"action":{"verb":"x","type":"Action.Submit"}}"""])
        {
            var (status, body, _) = await host.PostAsync(Invoke(value));

            Assert.Equal(name == InvokeNames.AdaptiveCardAction ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
            Assert.Equal("400", JsonElement.Parse(body).GetProperty(name == InvokeNames.AdaptiveCardAction ? "statusCode" : "status").GetRawText());
        }

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(Invoke(sound))).Status);
        Assert.Single(host.Received);

        string Invoke(string? value) => MessagingHost.Message(activity => (activity.Type, activity.Name, activity.Value) = (ActivityTypes.Invoke, name, value is null ? null : JsonElement.Parse(value)));
    }

    [Fact]
    public async Task A_receiver_may_refuse()
    {
        await using var host = await MessagingHost.StartAsync();
        host.Answer = _ => new ReceiveResult.Refused(409, "Not now.");

        var (status, body, _) = await host.PostAsync(MessagingHost.Message());

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("Not now.", JsonElement.Parse(body).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task When_the_receiver_fails_the_channel_is_asked_to_send_again_and_told_nothing()
    {
        await using var host = await MessagingHost.StartAsync();
        host.Answer = _ => throw new InvalidOperationException("password=secret");

        var (status, body, _) = await host.PostAsync(MessagingHost.Message());

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AppId", null, "p", "t", BotAppType.SingleTenant)]
    [InlineData("AppPassword", "a", null, "t", BotAppType.SingleTenant)]
    [InlineData("TenantId", "a", "p", null, BotAppType.SingleTenant)]
    [InlineData(null, "a", "p", null, BotAppType.MultiTenant)]
    [InlineData(null, "a", null, "t", BotAppType.UserAssignedMsi)]
    [InlineData(null, null, null, null, BotAppType.SingleTenant)]
    public async Task Settings_that_cannot_work_stop_the_start(string? setting, string? appId, string? password, string? tenant, BotAppType type)
    {
        var start = MessagingHost.StartAsync(options => (options.AppId, options.AppPassword, options.TenantId, options.AppType) = (appId, password, tenant, type));

        if (setting is null)
        {
            await (await start).DisposeAsync();
            return;
        }

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => start);
        Assert.Contains($"but {setting} is not", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_of_keys_and_secrets_are_https()
    {
        var failures = new BotFrameworkOptionsCheck().Validate(null, new BotFrameworkOptions { OpenIdMetadataAddress = "http://login.example.com/", Authority = "nonsense" }).Failures!;

        Assert.Collection(failures, failure => Assert.StartsWith("OpenIdMetadataAddress", failure, StringComparison.Ordinal), failure => Assert.StartsWith("Authority", failure, StringComparison.Ordinal));
    }
}
