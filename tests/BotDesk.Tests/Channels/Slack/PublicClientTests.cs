using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Slack's own libraries say that our server is like Slack, and that what it signs is signed as Slack signs.</summary>
public sealed class PublicClientTests
{
    [NodeFact]
    public async Task The_web_api_client_finds_our_server_to_be_like_Slack()
    {
        var clock = new FakeTime();
        await using var slack = await SlackDesk.WorkspaceAsync(clock);
        slack.WillAnswer("chat.postMessage", new SlackAnswer(429, "ratelimited", RetryAfter: 1));

        var results = await NodeScript.RunAsync("Channels/Slack/slack-web-api.cjs", new { url = slack.Url, token = FakeSlack.Token, trigger = slack.NewTrigger() });

        Assert.Equal(FakeSlack.Bot, results.GetProperty("auth").GetProperty("user_id").GetString());
        Assert.Equal("Jonas Achterberg", results.GetProperty("user").GetProperty("user").GetProperty("profile").GetProperty("real_name").GetString());
        Assert.Equal("D0JONAS", results.GetProperty("direct").GetProperty("channel").GetProperty("id").GetString());

        // Its first try was told to wait, and it waited.
        Assert.True(results.GetProperty("posted").GetProperty("ok").GetBoolean());
        Assert.Equal(2, slack.Calls.Count(call => call.Method == "chat.postMessage" && call.Arguments.GetProperty("text").GetString() == "hello" && call.Arguments.GetProperty("channel").GetString() == "D0JONAS"));
        Assert.Equal("changed", Assert.Single(slack.Screen.Messages).Fallback);
        Assert.StartsWith("V", results.GetProperty("view").GetProperty("view").GetProperty("id").GetString(), StringComparison.Ordinal);

        string Error(string name) => results.GetProperty(name).GetString()!;
        Assert.Equal(
            ("channel_not_found", "invalid_blocks", "message_not_found", "exchanged_trigger_id", "user_not_found", "invalid_auth", "no_text"),
            (Error("nowhere"), Error("tooMany"), Error("gone"), Error("twice"), Error("nobody"), Error("stranger"), Error("silent")));
    }

    [NodeFact]
    public async Task The_socket_mode_client_finds_our_lines_to_be_like_Slacks()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        var running = NodeScript.RunAsync("Channels/Slack/slack-socket-mode.cjs", new { url = slack.Url, token = FakeSlack.AppToken });
        await slack.Lines.WaitForAsync(1);

        await slack.Lines.SendAsync("events_api", Event("one"));
        var answered = await slack.Lines.SendAsync("slash_commands", new JsonObject { ["command"] = "/desk", ["text"] = "two" });
        Assert.Equal("here", answered.GetProperty("payload").GetProperty("text").GetString());

        // Asked to, it calls again, and is sent the rest there.
        await slack.Lines.AskToRenewAsync("warning");
        await Eventually.Is(() => Task.FromResult(slack.Lines.Opened), opened => opened == 2);
        await Eventually.Is(() => Task.FromResult(slack.Lines.Open), open => open == 1);
        await slack.Lines.SendAsync("events_api", Event("enough"));

        Assert.Equal(["one", "two", "enough"], (await running).GetProperty("came").EnumerateArray().Select(each => each.GetProperty("text").GetString()));

        static JsonObject Event(string text) => new() { ["type"] = "event_callback", ["event"] = new JsonObject { ["type"] = "message", ["text"] = text } };
    }

    [NodeFact]
    public async Task The_receiver_of_bolt_believes_what_we_sign_and_nothing_else()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        const string Event = """{"type":"event_callback","event":{"type":"message","text":"grüße 😀 & <more>"}}""";
        const string Form = "payload=%7B%22type%22%3A%22block_actions%22%7D&x=a+b";
        object Case(string body, long at, string signature) => new { body, timestamp = $"{at}", signature };

        var results = await NodeScript.RunAsync("Channels/Slack/slack-bolt.cjs", new
        {
            signingSecret = FakeSlack.SigningSecret,
            cases = new[]
            {
                Case(Event, now, SlackSender.Sign($"{now}", Event)),
                Case(Form, now, SlackSender.Sign($"{now}", Form)),
                Case(Event, now, BotDesk.Channels.Slack.Inbound.SlackSignature.Sign(FakeSlack.SigningSecret, $"{now}", System.Text.Encoding.UTF8.GetBytes(Event))),
                Case(Event, now - 400, SlackSender.Sign($"{now - 400}", Event)),
                Case(Event + " ", now, SlackSender.Sign($"{now}", Event)),
                Case(Event, now, SlackSender.Sign($"{now}", Event, "another secret")),
            },
        });

        Assert.Equal([true, true, true, false, false, false], results.GetProperty("believed").EnumerateArray().Select(each => each.GetBoolean()));
    }

    [NodeFact]
    public async Task The_receiver_of_bolt_answers_as_the_desk_does()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Settings = slack.Settings });
        const string Challenge = """{"type":"url_verification","challenge":"c"}""";
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        var bolt = await NodeScript.RunAsync("Channels/Slack/slack-bolt.cjs", new
        {
            signingSecret = FakeSlack.SigningSecret,
            posts = new[]
            {
                new { body = Challenge, contentType = "application/json", timestamp = $"{now}", signature = SlackSender.Sign($"{now}", Challenge) },
                new { body = Challenge, contentType = "application/json", timestamp = $"{now}", signature = "v0=00" },
            },
        });

        var sender = new SlackSender(desk, slack);
        var ours = new[] { await sender.Post("events", Challenge, "application/json"), await sender.Post("events", Challenge, "application/json", signature: "v0=00") };
        var theirs = bolt.GetProperty("answers").EnumerateArray().ToList();
        Assert.Equal(theirs.Select(answer => answer.GetProperty("status").GetInt32()), ours.Select(answer => (int)answer.Status));
        Assert.Equal(JsonElement.Parse(theirs[0].GetProperty("body").GetString()!).GetProperty("challenge").GetString(), ours[0].Body.GetProperty("challenge").GetString());
        Assert.Equal(HttpStatusCode.OK, ours[0].Status);
    }
}
