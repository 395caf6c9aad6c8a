using System.Net;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>What people do in Slack beside writing plain words to the bot.</summary>
public class SlackOddStories : DeskStories
{
    [Story]
    public async Task The_command_between_two_people_is_answered_to_the_one_alone_who_gave_it()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"));
        await jonas.Says("hello");
        await tomasz.Says("hello");

        // Slack names the direct messages of the two, in which the bot is not.
        var answered = await jonas.Sender.Command(jonas.User, "D0BETWEENTWO", "my tickets");
        Assert.Equal("ephemeral", answered.Body.GetProperty("response_type").GetString());
        await jonas.Receives(shown => shown.Name == "tickets/list", "the list");
        Assert.DoesNotContain(slack.Screen.Messages, shown => shown.Channel == "D0BETWEENTWO");

        // In its own it needs no word about where, and people are called by their names.
        Assert.Equal(default, (await tomasz.Sender.Command(tomasz.User, tomasz.Direct, "queue")).Body.ValueKind);
        await tomasz.Receives(shown => shown.Name == "tickets/queue", "the queue");
        await jonas.Sender.Command(jonas.User, jonas.Direct, "create a ticket: <@U0TOMASZ|twilk> lost his badge");
        Assert.Contains("Tomasz Wilkosz lost his badge", (await jonas.Receives(shown => shown.Name == "incidents/form", "the form")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Marked_words_are_the_same_words_and_an_emoji_that_says_yes_is_a_yes()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0TOMASZ"));

        foreach (var words in new[] { "*queue*", "`queue`", "_*queue*_", "```\nqueue\n```" })
        {
            (await tomasz.Says(words)).Card("tickets/queue");
        }

        // "Is it sent as it stands?" is answered with a thumb as with a word.
        await jonas.Says("create a ticket: the left door is stuck");
        (await jonas.Says(":+1::skin-tone-3:")).Card("tickets/filed");
        Assert.Contains("root:x:0:0 and *x* in <#C0123>", (await jonas.Says("create a ticket: root:x:0:0 and *x* in &lt;<#C0123|>&gt;")).Card("incidents/form").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task What_is_passed_on_to_the_bot_is_read_and_so_is_what_a_program_posted()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");

        var passedOn = jonas.Message("");
        passedOn["attachments"] = new JsonArray(new JsonObject { ["is_share"] = true, ["author_id"] = "U0TOMASZ", ["text"] = "my vpn drops every ten minutes", ["fallback"] = "[today] Tomasz: my vpn drops every ten minutes" });
        Assert.Contains("The VPN keeps dropping", (await jonas.Writes(passedOn)).Card("knowledge/suggestions").Text, StringComparison.Ordinal);

        // A file that is kept elsewhere is a link to it.
        var linked = jonas.Message("create a ticket: the plan does not open");
        linked["subtype"] = "file_share";
        linked["files"] = new JsonArray(new JsonObject { ["id"] = "F1", ["name"] = "plan.gdoc", ["is_external"] = true, ["mimetype"] = "application/vnd.google-apps.document", ["url_private"] = "https://docs.example.com/d/1" }, new JsonObject { ["id"] = "F2", ["mode"] = "tombstone" });
        Assert.Contains("plan.gdoc https://docs.example.com/d/1", Assert.Single(await jonas.Writes(linked)).Text, StringComparison.Ordinal);

        var alert = jonas.Message("", "C0GENERAL");
        alert.Remove("user");
        (alert["bot_id"], alert["subtype"]) = ("B0ALERT", "bot_message");
        alert["attachments"] = new JsonArray(new JsonObject { ["title"] = "Disk full on fs-02", ["text"] = "97 % &amp; rising", ["fallback"] = "Disk full" });
        Assert.Equal("Disk full on fs-02\n97 % & rising", Description(await jonas.CreatesTicketFrom(alert)));
        alert = jonas.Message("", "C0GENERAL");
        alert["blocks"] = JsonNode.Parse("""[{"type":"header","text":{"type":"plain_text","text":"Deployment failed"}},{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"see "},{"type":"link","url":"https://ci.example.com/7"}]}]}]""");
        Assert.Equal("Deployment failed\nsee https://ci.example.com/7", Description(await jonas.CreatesTicketFrom(alert)));

        static string? Description(SlackView form) => form.Input("description").GetProperty("element").GetProperty("initial_value").GetString();
    }

    [Story]
    public async Task A_form_that_Slack_does_not_show_says_so_and_takes_no_words_that_were_not_meant_for_it()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await jonas.Says("hello");

        slack.WillAnswer("views.open", new SlackAnswer(200, "expired_trigger_id"));
        await jonas.Sender.Command(jonas.User, jonas.Direct, "new");
        await jonas.Receives(shown => shown.Text.Contains("did not open in time", StringComparison.Ordinal), "that it did not open");
        await jonas.Receives(shown => shown.Text.Contains("nothing was filed", StringComparison.Ordinal), "that it was dropped");
        Assert.DoesNotContain(await jonas.Says("my mouse is dead"), shown => shown.Name == "conversation/question");

        // Unwell for a moment: it is shown all the same; refused: the modal says so and waits no longer.
        slack.WillAnswer("views.update", new SlackAnswer(200, "internal_error"));
        await jonas.Sender.Command(jonas.User, jonas.Direct, "new");
        var form = await slack.Screen.WaitFor(screen => screen.Views.FirstOrDefault(view => view.Title == "Report a problem"), "the form");
        await jonas.Sender.Interaction(new JsonObject
        {
            ["type"] = "view_closed",
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["user"] = new JsonObject { ["id"] = jonas.User },
            ["view"] = new JsonObject { ["id"] = form.Id, ["private_metadata"] = form.Content.GetProperty("private_metadata").GetString() },
        });
        slack.WillAnswer("views.update", new SlackAnswer(200, "invalid_arguments"));
        await jonas.Sender.Command(jonas.User, jonas.Direct, "new");
        await slack.Screen.WaitFor(screen => screen.Views.FirstOrDefault(view => view.Id != form.Id && view.Version > 1 && view.Inputs.Count == 0), "that it did not work");
    }

    [Story]
    public async Task Somebody_of_another_company_files_nothing_by_an_emoji_in_a_shared_channel()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        slack.Knows(new SlackUser("U0VENDOR", "Vera Vendor", "vera@vendor.example") { Team = "T0VENDOR" });
        var (jonas, vera) = (desk.InSlack(slack, "U0JONAS"), desk.InSlack(slack, "U0VENDOR"));
        await jonas.Says("hello");
        var tickets = await desk.Row<long>("SELECT count(*) FROM tickets");

        await Marks(vera, vera.Message("our door badge fails", "C0SHARED"), "ticket");
        await slack.Screen.WaitFor(screen => screen.Whispers.Any(each => each.User == vera.User && each.Text.Contains("another company", StringComparison.Ordinal)) ? screen : null, "that it is not for her");
        await Marks(jonas, jonas.Message("the lift hums", "C0SHARED"), "ticket");
        await jonas.Receives(shown => shown.Name == "tickets/filed", "that it is filed");

        Assert.Equal(tickets + 1, await desk.Row<long>("SELECT count(*) FROM tickets"));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM person_accounts WHERE account_id = 'U0VENDOR'"));

        async Task Marks(SlackTalker who, JsonObject message, string emoji) => Assert.Equal(HttpStatusCode.OK, (await who.Sender.Post("events", new JsonObject
        {
            ["team_id"] = FakeSlack.Team,
            ["type"] = "event_callback",
            ["event_id"] = $"Ev{Guid.NewGuid():N}",
            ["is_ext_shared_channel"] = true,
            ["event"] = new JsonObject { ["type"] = "reaction_added", ["user"] = who.User, ["reaction"] = emoji, ["item"] = new JsonObject { ["type"] = "message", ["channel"] = "C0SHARED", ["ts"] = message["ts"]!.DeepClone() }, ["event_ts"] = slack.NewTs() },
            ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = FakeSlack.Team, ["user_id"] = FakeSlack.Bot, ["is_bot"] = true }),
        }.ToJsonString(), "application/json")).Status);
    }

    [Story]
    public async Task What_is_to_be_told_while_the_app_is_taken_out_is_told_when_it_is_back()
    {
        var clock = new FakeTime();
        await using var slack = await SlackDesk.WorkspaceAsync(clock);
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings, Clock = clock });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await jonas.Says("hello");

        var later = clock.Awaited(TimeSpan.FromSeconds(30));
        slack.WillAnswer("chat.postMessage", new SlackAnswer(200, "account_inactive"));
        await jonas.Sender.Event(jonas.Message("my tickets"));
        await later;
        clock.Advance(TimeSpan.FromSeconds(30));

        await jonas.Receives(shown => shown.Name == "tickets/list", "the list, without a word more");
    }
}
