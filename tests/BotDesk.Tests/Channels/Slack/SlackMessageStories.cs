using System.Net;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Tickets from messages: what is written under one is written in the ticket, and follows when it is changed.</summary>
public class SlackMessageStories : DeskStories
{
    private const string Channel = "C0GENERAL";

    [Story]
    public async Task A_ticket_is_made_from_a_message_and_talked_about_under_it_both_ways()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz, anouk) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"), desk.InSlack(slack, "U0ANOUK"));
        await jonas.Says("hello");
        var message = jonas.Message("the <big> printer on 3 eats paper", Channel);
        message["text"] = "the &lt;big&gt; printer on 3 eats paper";

        var modal = await jonas.CreatesTicketFrom(message);
        Assert.Equal("Report a problem", modal.Title);
        Assert.Equal("the <big> printer on 3 eats paper", modal.Input("description").GetProperty("element").GetProperty("initial_value").GetString());
        var (refused, _) = await jonas.Sends(modal, new { title = "" });
        Assert.Contains("title", refused.Errors.Keys);
        var (sent, _) = await jonas.Sends(modal, new { title = "Printer eats paper" });
        Assert.Empty(sent.Errors);

        // The way back is kept, and the ticket's state stands under the message.
        var number = (await desk.Row<string>("SELECT number FROM tickets WHERE title = 'Printer eats paper'"))!;
        Assert.StartsWith($"https://larkfield.slack.example.com/archives/{Channel}/p", await desk.Row<string>("SELECT source_link FROM tickets WHERE number = @number", new { number }), StringComparison.Ordinal);
        var root = message["ts"]!.GetValue<string>();
        var state = await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(each => each.Channel == Channel && each.Thread == root && each.Text.Contains(number, StringComparison.Ordinal)), "the ticket under the message");

        // Under it people talk; the bot is silent, and all of it is in the ticket.
        var reply = jonas.Message("now it smokes", Channel, root);
        Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Event(reply)).Status);
        Assert.Equal(HttpStatusCode.OK, (await tomasz.Sender.Event(tomasz.Message("unplug it, please", Channel, root))).Status);
        await Eventually.Is(() => desk.Row<long>("SELECT count(*) FROM ticket_entries WHERE kind = 'Comment' AND text IN ('now it smokes', 'unplug it, please')"), count => count == 2);

        // What an agent writes elsewhere stands under it; what is internal never does.
        await desk.As("anouk").Says($"reply {number}: I am on my way");
        await slack.Screen.WaitFor(screen => screen.Messages.FirstOrDefault(each => each.Thread == root && each.Text.Contains("I am on my way", StringComparison.Ordinal)), "the agent's words under the message");
        await desk.As("anouk").Says($"note {number}: third time this week");

        // Changed and taken back by who wrote it, once however often Slack says so.
        await jonas.Changes(reply, "now it smokes a little");
        await jonas.Changes(reply, "now it smokes a little");
        await Eventually.Is(() => desk.Row<string>("SELECT text FROM ticket_entries WHERE text LIKE 'now it smokes%'"), text => text == "now it smokes a little");
        await anouk.Changes(reply, null);
        await jonas.Changes(reply, null);
        await Eventually.Is(() => desk.Row<long>("SELECT count(*) FROM ticket_entries WHERE text LIKE 'now it smokes%'"), count => count == 0);

        // 👀 takes, for agents alone; ✅ solves. The state under the message follows.
        await jonas.Marks(Channel, root, "eyes");
        await tomasz.Marks(Channel, state.Ts, "eyes");
        await Eventually.Is(() => desk.Row<string>("SELECT p.name FROM tickets t JOIN people p ON p.id = t.assignee_id WHERE t.number = @number", new { number }), name => name == "Tomasz Wilkosz");
        await tomasz.Marks(Channel, root, "white_check_mark");
        await Eventually.Is(() => desk.Row<string>("SELECT status FROM tickets WHERE number = @number", new { number }), status => status == "Resolved");
        await jonas.Marks(Channel, root, "heavy_check_mark");
        await Eventually.Is(() => desk.Row<string>("SELECT status FROM tickets WHERE number = @number", new { number }), status => status == "Closed");
        Assert.DoesNotContain(slack.Screen.Messages, each => each.Text.Contains("third time", StringComparison.Ordinal) && each.Channel == Channel);

        // The same message makes no second one.
        Assert.Contains(number, (await jonas.CreatesTicketFrom(message)).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task An_emoji_files_what_Slack_is_asked_for_once_and_by_whom_it_may()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz, stranger) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"), desk.InSlack(slack, "U0STRANGER"));
        await jonas.Says("hello");
        await stranger.Says("hello");
        var before = await desk.Row<long>("SELECT count(*) FROM tickets");
        var message = jonas.Message("the wifi in the canteen is gone", Channel);
        var ts = message["ts"]!.GetValue<string>();

        // Somebody else's message is not theirs to file; an agent files it for who wrote it, and once.
        await stranger.Marks(Channel, ts, "ticket");
        await stranger.Receives(shown => shown.Name is null && shown.Ts != "" && shown.Text.Length > 0 && !shown.Text.Contains("hello", StringComparison.Ordinal), "why not");
        await tomasz.Marks(Channel, ts, "tada");
        await tomasz.Marks(Channel, ts, "ticket");
        var filed = await jonas.Receives(shown => shown.Name == "tickets/filed", "that it was filed");
        await jonas.Marks(Channel, ts, "admission_tickets");
        await jonas.Receives(shown => shown.Name is null && shown.Text.Contains("INC", StringComparison.Ordinal), "that it is one already");

        Assert.Contains("wifi", filed.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before + 1, await desk.Row<long>("SELECT count(*) FROM tickets"));
        Assert.Equal("Jonas Achterberg", await desk.Row<string>("SELECT p.name FROM tickets t JOIN people p ON p.id = t.requester_id ORDER BY t.id DESC LIMIT 1"));

        // Where nobody has invited the bot, a ticket is made all the same; there is just no thread.
        var elsewhere = jonas.Message("and the lift hums", FakeSlack.NotJoined);
        await jonas.Sends(await jonas.CreatesTicketFrom(elsewhere), new { title = "Lift hums" });
        Assert.Equal(before + 2, await desk.Row<long>("SELECT count(*) FROM tickets"));
        Assert.DoesNotContain(slack.Screen.Messages, shown => shown.Channel == FakeSlack.NotJoined);
    }
}
