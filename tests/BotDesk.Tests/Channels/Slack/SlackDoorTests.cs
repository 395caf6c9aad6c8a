using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Inbound;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Who comes in at Slack's doors, and what they are answered.</summary>
public sealed class SlackDoorTests
{
    private const string Challenge = """{"type":"url_verification","token":"z","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}""";

    /// <summary>Slack's own example (https://docs.slack.dev/authentication/verifying-requests-from-slack).</summary>
    [Fact]
    public void The_signature_of_Slacks_own_example_is_right()
    {
        const string Body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        Assert.Equal(
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            SlackSignature.Sign(FakeSlack.SigningSecret, "1531420618", System.Text.Encoding.UTF8.GetBytes(Body)));
    }

    [Fact]
    public async Task Only_what_Slack_signed_just_now_comes_in()
    {
        var clock = new FakeTime();
        await using var slack = await SlackDesk.WorkspaceAsync(clock);
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Settings = slack.Settings, Clock = clock });
        var sender = new SlackSender(desk, slack);
        string At(int seconds) => (clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);
        async Task<int> Tried(string timestamp, string? signature) => (int)(await sender.Post("events", Challenge, "application/json", timestamp: timestamp, signature: signature)).Status;

        Assert.Equal(200, await Tried(At(0), null));
        Assert.Equal(200, await Tried(At(-299), null));
        Assert.Equal(200, await Tried(At(299), null));
        Assert.Equal(401, await Tried(At(-301), null));
        Assert.Equal(401, await Tried(At(301), null));
        Assert.Equal(401, await Tried("", null));
        Assert.Equal(401, await Tried("soon", null));
        Assert.Equal(401, await Tried("-" + At(0), null));
        Assert.Equal(401, await Tried("9999999999999999999999", null));
        Assert.Equal(401, await Tried(At(0), ""));
        Assert.Equal(401, await Tried(At(0), "v0="));
        Assert.Equal(401, await Tried(At(0), "v0=zz"));
        Assert.Equal(401, await Tried(At(0), SlackSender.Sign(At(0), Challenge, "another secret")));
        Assert.Equal(401, await Tried(At(0), SlackSender.Sign(At(0), Challenge + " ")));
        Assert.Equal(401, await Tried(At(0), SlackSender.Sign(At(-1), Challenge)));
        Assert.Equal(401, await Tried(At(0), SlackSender.Sign(At(0), Challenge).Replace("v0=", "v1=", StringComparison.Ordinal)));
        Assert.Equal(401, await Tried(At(0), SlackSender.Sign(At(0), Challenge)[..^1]));
        Assert.Equal(401, await Tried(At(0), SlackSender.Sign(At(0), Challenge) + "00"));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task Slack_is_answered_its_challenge_and_its_look_at_the_certificate()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Settings = slack.Settings });
        var sender = new SlackSender(desk, slack);

        Assert.Equal("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", (await sender.Post("events", Challenge, "application/json")).Body.GetProperty("challenge").GetString());
        Assert.Equal(HttpStatusCode.OK, (await sender.Post("commands", "ssl_check=1&token=z", "application/x-www-form-urlencoded", signature: "none")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await sender.Post("commands", "ssl_check=1&command=%2Fdesk&text=hello&user_id=U0JONAS", "application/x-www-form-urlencoded", signature: "none")).Status);
    }

    [Theory]
    [InlineData("events", "not json", 400)]
    [InlineData("events", "[]", 200)]
    [InlineData("events", "{}", 200)]
    [InlineData("events", """{"type":"event_callback"}""", 200)]
    [InlineData("events", """{"type":"event_callback","event":{"type":"message","user":17,"channel":{},"ts":null}}""", 200)]
    [InlineData("events", """{"type":"event_callback","event":{"type":"message","user":"U0JONAS","channel":"D0JONAS","text":"x"}}""", 200)]
    [InlineData("events", """{"type":"event_callback","event":"message"}""", 200)]
    [InlineData("interactions", "payload=", 400)]
    [InlineData("interactions", "payload=%7B%7D", 200)]
    [InlineData("interactions", "payload=%5B%5D", 400)]
    [InlineData("interactions", "payload=%7B%22type%22%3A%22block_actions%22%7D", 200)]
    [InlineData("interactions", "payload=%7B%22type%22%3A%22view_submission%22%2C%22view%22%3A%7B%7D%7D", 200)]
    [InlineData("commands", "", 200)]
    public async Task What_cannot_be_read_breaks_nothing(string door, string body, int status)
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Settings = slack.Settings });

        Assert.Equal(status, (int)(await new SlackSender(desk, slack).Post(door, body, door == "events" ? "application/json" : "application/x-www-form-urlencoded")).Status);
        Assert.NotEmpty(await desk.InSlack(slack, "U0JONAS").Says("hello"));
    }

    [Fact]
    public async Task Nobody_comes_in_as_somebody_of_Slack_by_the_messaging_endpoint()
    {
        await using var desk = await DeskHost.StartAsync();
        var activity = desk.As("jonas").Filled(new JsonObject { ["type"] = "message", ["text"] = "queue", ["channelId"] = "slack" });

        Assert.Equal(HttpStatusCode.Forbidden, (await desk.PostsActivity(activity)).Status);
    }

    [Fact]
    public async Task Without_settings_there_is_no_Slack()
    {
        await using var desk = await DeskHost.StartAsync();
        using var content = new StringContent(Challenge);

        Assert.Contains((await desk.Http.PostAsync("/slack/events", content)).StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }
}
