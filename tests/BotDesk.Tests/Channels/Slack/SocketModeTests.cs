using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>The desk calls Slack and is sent everything over lines that it keeps open.</summary>
public sealed class SocketModeTests
{
    [Fact]
    public async Task Everything_comes_over_lines_that_Slack_ends_and_cuts_and_nothing_is_lost_or_done_twice()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Settings = Settings(slack) });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await slack.Lines.WaitForAsync(2);

        // A message, sent twice over two lines, is answered once.
        var message = Event(jonas.Message("hello"));
        await slack.Lines.SendAsync("events_api", message);
        await slack.Lines.SendAsync("events_api", message);
        await jonas.Receives(shown => shown.Name == "conversation/help", "the greeting");

        // A command brings its answer in the acknowledgement; an interaction its errors.
        var command = new JsonObject { ["command"] = "/desk", ["text"] = "my tickets", ["user_id"] = jonas.User, ["channel_id"] = "C0GENERAL", ["team_id"] = FakeSlack.Team, ["trigger_id"] = slack.NewTrigger() };
        var acknowledged = await slack.Lines.SendAsync("slash_commands", command);
        Assert.Equal("ephemeral", acknowledged.GetProperty("payload").GetProperty("response_type").GetString());
        await jonas.Receives(shown => shown.Name == "tickets/list", "the list");

        // Slack wants a line renewed: another one opens, and the old one still acknowledges.
        var before = slack.Lines.Opened;
        await slack.Lines.AskToRenewAsync();
        await slack.Lines.WaitForAsync(3);
        Assert.Equal(before + 1, slack.Lines.Opened);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => slack.Lines.SendAsync("events_api", Event(jonas.Message($"INC{900 + number}")))));

        // All are cut in the middle of a burst: what was not acknowledged comes again, and each is answered once.
        var burst = Enumerable.Range(0, 20).Select(number => slack.Lines.SendAsync("events_api", Event(jonas.Message($"INC{1900 + number}")))).ToList();
        slack.Lines.Cut();
        await slack.Lines.WaitForAsync(2);
        await Eventually.Is(
            async () =>
            {
                await slack.Lines.RepeatAsync();
                await desk.Row<long>("SELECT count(*) FROM inbox");
                return burst.Count(each => each.IsCompletedSuccessfully);
            },
            count => count == burst.Count);

        for (var number = 0; number < 20; number++)
        {
            var asked = $"INC{1900 + number}";
            await jonas.Receives(shown => shown.Text.Contains(asked, StringComparison.Ordinal), asked);
        }

        Assert.Equal(32, jonas.Shown.Count(shown => shown.Text.Contains("INC9", StringComparison.Ordinal) || shown.Text.Contains("INC19", StringComparison.Ordinal)));
        Assert.Single(jonas.Shown, shown => shown.Name == "conversation/help");

        JsonObject Event(JsonObject happened) => new()
        {
            ["team_id"] = FakeSlack.Team,
            ["type"] = "event_callback",
            ["event_id"] = $"Ev{happened["ts"]}",
            ["event"] = happened.DeepClone(),
            ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = FakeSlack.Team, ["user_id"] = FakeSlack.Bot, ["is_bot"] = true }),
        };
    }

    [Fact]
    public async Task A_line_that_cannot_be_opened_is_tried_again_and_posts_are_not_believed_without_a_secret()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        slack.WillAnswer("apps.connections.open", new SlackAnswer(429, "ratelimited", RetryAfter: 1), new SlackAnswer(500));
        await using var desk = await DeskHost.StartAsync(new DeskSetup { Settings = Settings(slack) });

        await slack.Lines.WaitForAsync(2);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await new SlackSender(desk, slack).Event(desk.InSlack(slack, "U0JONAS").Message("hello"))).Status);
    }

    private static Dictionary<string, string> Settings(FakeSlack slack)
    {
        var settings = slack.Settings;
        settings.Remove("Channels:Slack:SigningSecret");
        settings["Channels:Slack:AppToken"] = FakeSlack.AppToken;
        return settings;
    }
}
