using System.Net;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>The agents' private channel is their queue: one message for each ticket, kept true, with a thread that is the ticket's.</summary>
public class SlackBoardStories : DeskStories
{
    private const string Room = "G0AGENTS";

    [Story]
    public async Task A_new_ticket_is_announced_once_taken_by_one_talked_about_in_its_thread_and_kept_true()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        var settings = slack.Settings;
        settings["Channels:Slack:AgentsChannel"] = Room;
        await using var desk = await StartDesk(new DeskSetup { Settings = settings });
        var (jonas, tomasz, anouk) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"), desk.InSlack(slack, "U0ANOUK"));

        await jonas.Says("create a ticket: the lift display is dark");
        var (_, filed) = await jonas.Sends(await jonas.Opens((await jonas.Says("create a ticket: the lift display is dark")).Card("incidents/form"), "Send…"));
        var mine = filed.Card("tickets/filed");
        var number = (await desk.Row<string>("SELECT number FROM tickets ORDER BY id DESC LIMIT 1"))!;
        var card = await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Channel == Room && message.Name == "tickets/board" && message.Text.Contains(number, StringComparison.Ordinal)), "the announcement");
        Assert.Contains(number, card.Text, StringComparison.Ordinal);
        Assert.Null(card.Thread);

        // Two take it: one has it, and the message says who, for everybody.
        await tomasz.Sender.Interaction(tomasz.Press(card, "I take it"));
        var taken = await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Ts == card.Ts && message.Text.Contains("Taken by Tomasz", StringComparison.Ordinal)), "that Tomasz has it");
        Assert.DoesNotContain("I take it", taken.Buttons);
        await anouk.Sender.Interaction(anouk.Press(card, "I take it"));
        await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Channel == Room && message.Text.Contains("has been taken by Tomasz", StringComparison.Ordinal)), "that she is told so");
        Assert.Equal("Tomasz Wilkosz", await desk.Row<string>("SELECT p.name FROM tickets t JOIN people p ON p.id = t.assignee_id WHERE t.number = @number", new { number }));

        // In its thread agents talk among themselves; "reply:" goes to the requester, into the thread of the card that filed it.
        Assert.Equal(HttpStatusCode.OK, (await tomasz.Sender.Event(tomasz.Message("fuse again, I bet", Room, card.Ts))).Status);
        Assert.Equal(HttpStatusCode.OK, (await tomasz.Sender.Event(tomasz.Message("reply: which lift is it?", Room, card.Ts))).Status);
        var asked = await jonas.Receives(message => message.Text.Contains("which lift is it?", StringComparison.Ordinal), "the question");
        Assert.Equal(mine.Ts, asked.Thread);
        Assert.DoesNotContain(jonas.Shown, message => message.Text.Contains("fuse", StringComparison.Ordinal));
        Assert.Equal("InternalNote", await desk.Row<string>("SELECT kind FROM ticket_entries WHERE text = 'fuse again, I bet'"));

        // The requester answers under it: it is their comment, and stands in the agents' thread.
        await jonas.Says("the left one", thread: mine.Ts);
        var heard = await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Channel == Room && message.Text.Contains("the left one", StringComparison.Ordinal)), "the answer in the agents' thread");
        Assert.Equal((card.Ts, "tickets/line"), (heard.Thread, heard.Name));
        Assert.Equal("Comment", await desk.Row<string>("SELECT kind FROM ticket_entries WHERE text = 'the left one'"));

        // Solved elsewhere: the one message says so; there never was a second one.
        await desk.As("tomasz").Says($"resolve {number}: new fuse");
        await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(message => message.Ts == card.Ts && message.Text.Contains("Resolved", StringComparison.Ordinal)), "that it is resolved");
        Assert.Single(slack.Screen.Messages, message => message.Name == "tickets/board" && message.Text.Contains(number, StringComparison.Ordinal));
    }
}
