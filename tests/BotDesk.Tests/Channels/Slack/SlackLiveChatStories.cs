namespace BotDesk.Tests.Channels.Slack;

/// <summary>An agent takes over in Slack: each conversation has a thread of its own, under the card by which it was taken.</summary>
public class SlackLiveChatStories : DeskStories
{
    private const string VpnDrops = "my vpn drops every ten minutes since this morning";

    [Story]
    public async Task An_agent_talks_with_an_employee_in_the_thread_and_with_the_bot_beside_it()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"));
        await tomasz.Says("hello");
        await jonas.Says(VpnDrops);
        await jonas.Says("talk to a person");
        var call = await tomasz.Receives(message => message.Name == "liveChat/call", "the call");
        Assert.Contains(VpnDrops, call.Text, StringComparison.Ordinal);

        var press = tomasz.Press(call, "Take it");
        await tomasz.Sender.Interaction(press);
        await tomasz.Sender.Interaction(tomasz.Press(call, "Take it"));
        var mine = await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Ts == call.Ts && message.Text.Contains("You have it", StringComparison.Ordinal)), "the card of who has it");
        Assert.Contains("Keep internal remark…", mine.Buttons);
        Assert.Contains("is with you", (await tomasz.Receives(message => message.Thread == call.Ts, "the first words of the thread")).Text, StringComparison.Ordinal);
        await jonas.Receives(message => message.Text.Contains("Tomasz Wilkosz has joined the chat", StringComparison.Ordinal), "who joined");

        // What the agent writes in the thread reaches the employee as it was written, and the bot says nothing to it.
        Assert.Empty(await tomasz.SaysUnder(call, "Are you on the *hotel* wifi? &lt;5 GHz&gt;"));
        await jonas.Receives(message => message.Text == "Tomasz Wilkosz: Are you on the *hotel* wifi? <5 GHz>", "the agent's words");
        Assert.Empty(await jonas.Says("my tickets, I mean yes"));
        var answer = await tomasz.Receives(message => message.Text.Contains("my tickets, I mean yes", StringComparison.Ordinal), "the employee's words");
        Assert.Equal(call.Ts, answer.Thread);

        // Beside the thread the agent still talks with the bot, and news come there.
        Assert.Contains(await tomasz.Says("queue"), shown => shown is { Name: "tickets/queue", Thread: null });

        // A restart in the middle changes nothing.
        await using var again = await desk.RestartAsync();
        (jonas, tomasz) = (again.InSlack(slack, "U0JONAS"), again.InSlack(slack, "U0TOMASZ"));
        await tomasz.SaysUnder(call, "/note he has the old certificate");
        await tomasz.SaysUnder(call, "I renewed it.");
        await jonas.Receives(message => message.Text == "Tomasz Wilkosz: I renewed it.", "the agent's words after the restart");

        var modal = await tomasz.Opens(mine, "End the chat…");
        var (refused, _) = await tomasz.Sends(modal, new { resolution = "Renewed the certificate" });
        Assert.Equal(["resolutionCode"], refused.Errors.Keys);
        var way = modal.Input("resolutionCode").GetProperty("element").GetProperty("options")[0].GetProperty("value").GetString();
        var (response, _) = await tomasz.Sends(modal, new { resolutionCode = way, resolution = "Renewed the certificate" });
        Assert.Empty(response.Errors);
        var ended = await jonas.Receives(message => message.Name == "liveChat/ended", "the end");
        Assert.Contains("5", ended.Buttons);
        await jonas.Presses(ended, "5");
        Assert.NotEmpty(await jonas.Says("my tickets"));
        Assert.DoesNotContain(jonas.Shown, shown => shown.Text.Contains("old certificate", StringComparison.Ordinal));
    }
}
