using System.Net;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>The app's home, shortcuts and the slash command: everything that begins outside of a conversation.</summary>
public class SlackHomeStories : DeskStories
{
    [Story]
    public async Task The_home_shows_tickets_and_the_catalog_stays_true_and_opens_everything_in_modals()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz) = (desk.InSlack(slack, "U0JONAS"), desk.As("tomasz"));

        var home = await jonas.OpensHome();
        Assert.Contains("Hello Jonas", home.Text, StringComparison.Ordinal);
        Assert.Contains("Your tickets", home.Text, StringComparison.Ordinal);
        Assert.Contains("Order", string.Join(' ', SlackReading.Buttons(home.Content.GetProperty("blocks")).Select(SlackReading.Title)), StringComparison.Ordinal);

        // A problem is reported in a modal; what is wrong stands beside its field, and the home shows the ticket by itself.
        var form = await jonas.PressesIn(home, "Report a problem");
        Assert.Equal("Report a problem", form.Title);
        var (refused, _) = await jonas.Sends(form, new { title = "" });
        Assert.Contains("title", refused.Errors.Keys);
        var (sent, answers) = await jonas.Sends(form, new { title = "Printer <jams> & *smokes*", description = "Since noon" });
        Assert.Empty(sent.Errors);
        Assert.Single(answers, answer => answer.Name == "tickets/filed");
        var number = (await desk.Row<string>("SELECT number FROM tickets WHERE title = 'Printer <jams> & *smokes*'"))!;
        home = await jonas.SeesHome(now => now.Text.Contains("Printer <jams> & *smokes*", StringComparison.Ordinal), "the new ticket on the home");

        // The ticket opens in a modal; what is done elsewhere shows on the home.
        var ticket = await jonas.PressesIn(home, number);
        Assert.Contains("Since noon", ticket.Text, StringComparison.Ordinal);
        await tomasz.Says($"take {number}");
        home = await jonas.SeesHome(now => now.Text.Contains("In progress", StringComparison.Ordinal), "that somebody is on it");

        // Something is ordered from the home.
        var order = await jonas.PressesIn(home, "Order");
        Assert.NotEmpty(order.Inputs);
        Assert.Empty(BlockRules.OfView(order.Content));
    }

    [Story]
    public async Task An_approver_decides_from_the_home_and_it_leaves_the_list()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        slack.Knows(new SlackUser("U0MIRA", "Mira", "mira.sandoval@larkfield.example.com"));
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var approver = await desk.Row<string>("SELECT email FROM people WHERE id = (SELECT person_id FROM approval_seats ORDER BY id DESC LIMIT 1)");
        slack.Knows(new SlackUser("U0BOSS", "Boss", approver));
        var boss = desk.InSlack(slack, "U0BOSS");

        var home = await boss.OpensHome();
        if (!home.Text.Contains("wait", StringComparison.OrdinalIgnoreCase))
        {
            return; // nothing waits for anybody in the demo
        }

        var card = await boss.PressesIn(home, "Open");
        Assert.Contains("Approve", string.Join(' ', SlackReading.Buttons(card.Content.GetProperty("blocks")).Select(SlackReading.Title)), StringComparison.Ordinal);
        var before = home.Version;
        var decided = await boss.PressesIn(card, "Approve");
        Assert.DoesNotContain("Approve", SlackReading.Buttons(decided.Content.GetProperty("blocks")).Select(SlackReading.Title));
        await boss.SeesHome(now => now.Version > before, "the home without it");
    }

    [Story]
    public async Task Shortcuts_and_the_command_do_what_their_words_say()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");

        Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Interaction(new JsonObject
        {
            ["type"] = "shortcut",
            ["callback_id"] = "new_ticket",
            ["trigger_id"] = slack.NewTrigger(),
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["user"] = new JsonObject { ["id"] = jonas.User },
        })).Status);
        var form = await slack.Screen.WaitFor(screen => screen.Views.FirstOrDefault(view => view.Version > 1), "the form of the shortcut");
        Assert.Equal("Report a problem", form.Title);

        // Closed without being sent: the next "yes" is not meant for it.
        Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Interaction(new JsonObject
        {
            ["type"] = "view_closed",
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["user"] = new JsonObject { ["id"] = jonas.User },
            ["view"] = new JsonObject { ["id"] = form.Id, ["private_metadata"] = form.Content.GetProperty("private_metadata").GetString() },
        })).Status);
        await jonas.Receives(shown => shown.Text.Contains("nothing was filed", StringComparison.Ordinal), "that it was dropped");

        foreach (var (words, card) in new[] { ("", "conversation/help"), ("help", "conversation/help"), ("my tickets", "tickets/list"), ("new the printer jams", "incidents/form") })
        {
            var answered = await jonas.Sender.Command(jonas.User, "C0GENERAL", words);
            Assert.Equal("ephemeral", answered.Body.GetProperty("response_type").GetString());
            await jonas.Receives(shown => shown.Name == card, $"the answer to /desk {words}");
        }

        var ticket = await desk.As("jonas").HasTicket("my vpn drops every ten minutes");
        await jonas.Sender.Command(jonas.User, "C0GENERAL", $"status INC-{ticket[3..]}");
        await jonas.Receives(shown => shown.Name == "tickets/ticket" && shown.Text.Contains(ticket, StringComparison.Ordinal), "its status");

        var open = slack.Screen.Views.Count;
        await jonas.Sender.Command(jonas.User, "C0GENERAL", "new");
        await slack.Screen.WaitFor(screen => screen.Views.Skip(open).FirstOrDefault(view => view is { Version: > 1, Title: "Report a problem" }), "the form of /desk new");
    }
}
