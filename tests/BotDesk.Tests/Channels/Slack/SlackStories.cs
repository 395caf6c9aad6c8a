using System.Net;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>An employee and an agent do in Slack what they do elsewhere, in Slack's own manner.</summary>
public class SlackStories : DeskStories
{
    private const string Vpn = "my vpn drops every ten minutes";

    [Story]
    public async Task An_employee_asks_and_gets_articles_files_a_ticket_in_a_modal_and_asks_for_its_status()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");

        var articles = (await jonas.Says(Vpn)).Card("knowledge/suggestions");
        Assert.Contains("VPN", articles.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("This solved it", articles.Buttons);

        var form = (await jonas.Presses(articles, "Create a ticket")).Card("incidents/form");
        Assert.Contains(Vpn, form.Text, StringComparison.Ordinal);
        var modal = await jonas.Opens(form, "Send…");
        Assert.Equal("Report a problem", modal.Title);
        var (response, answers) = await jonas.Sends(modal, new { title = "VPN *drops* & <breaks>", urgency = "high" });
        Assert.Equal(HttpStatusCode.OK, response.Status);
        Assert.Empty(response.Errors);

        var filed = answers.Card("tickets/filed");
        var number = await desk.Row<string>("SELECT number FROM tickets WHERE title = 'VPN *drops* & <breaks>'");
        Assert.NotNull(number);
        Assert.Contains(number, filed.Text, StringComparison.Ordinal);
        Assert.Contains("VPN *drops* & <breaks>", filed.Text, StringComparison.Ordinal);
        var used = await jonas.SeesChanged(form);
        Assert.Contains($"Filed as {number}", used.Text, StringComparison.Ordinal);
        Assert.Empty(used.Buttons);

        Assert.Contains(number, (await jonas.Says(number)).Card("tickets/ticket").Text, StringComparison.Ordinal);
        Assert.Contains(number, (await jonas.Says("where is my vpn ticket?")).Card("tickets/ticket").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task What_is_wrong_with_a_form_stands_beside_its_fields_and_nothing_is_posted()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await jonas.Says(Vpn);
        var form = (await jonas.Says("create a ticket")).Card("incidents/form");
        var modal = await jonas.Opens(form, "Send…");

        var (refused, nothing) = await jonas.Sends(modal, new { title = "", description = "" });
        Assert.Contains("title", refused.Errors.Keys);
        Assert.Empty(nothing);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed' AND via = 'slack'"));

        // The modal is still open, and what was typed still stands in it.
        var (mended, answers) = await jonas.Sends(modal, new { title = "It drops" });
        Assert.Empty(mended.Errors);
        Assert.Single(answers, answer => answer.Name == "tickets/filed");
    }

    [Story]
    public async Task An_agent_works_on_a_ticket_and_the_requester_in_Teams_is_told()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz) = (desk.As("jonas"), desk.InSlack(slack, "U0TOMASZ"));
        var number = await jonas.HasTicket(Vpn);

        var work = (await tomasz.Says($"work {number}")).Card("tickets/work");
        await tomasz.Presses(work, "Take it");
        await jonas.Receives("tickets/update");
        work = await tomasz.SeesChanged(work);
        Assert.DoesNotContain("Take it", work.Buttons);

        var modal = await tomasz.Opens(work, "Send to requester…");
        Assert.Equal(["reply"], modal.Inputs.Select(input => input.GetProperty("block_id").GetString()));
        var (empty, _) = await tomasz.Sends(modal, new { reply = " " });
        Assert.Equal("Write something first.", empty.Errors["reply"]);
        await tomasz.Sends(modal, new { reply = "Is it the *blue* client?" });

        Assert.Contains("Is it the *blue* client?", (await jonas.Receives("tickets/update")).Text, StringComparison.Ordinal);
        Assert.Contains("Is it the *blue* client?", (await tomasz.SeesChanged(work)).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task News_reach_the_requester_in_Slack_and_are_answered_in_a_modal()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var (jonas, tomasz) = (desk.InSlack(slack, "U0JONAS"), desk.As("tomasz"));
        await jonas.Says(Vpn);
        var (_, filed) = await jonas.Sends(await jonas.Opens((await jonas.Says("create a ticket")).Card("incidents/form"), "Send…"));
        var number = SlackNumber(filed.Card("tickets/filed"));

        await tomasz.Says($"reply {number}: which router is it?");
        var update = await jonas.Receives(message => message.Name == "tickets/update", "the agent's question");
        Assert.Contains("which router is it?", update.Text, StringComparison.Ordinal);
        var (response, answers) = await jonas.Sends(await jonas.Opens(update, "Send answer…"), new { text = "The black one <3" });

        Assert.Empty(response.Errors);
        Assert.Contains(answers, answer => answer.Text.Contains("The black one <3", StringComparison.Ordinal));
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM ticket_entries WHERE kind = 'Comment' AND text = 'The black one <3'"));
    }

    [Story]
    public async Task In_a_channel_the_bot_answers_in_the_thread_and_is_silent_elsewhere()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");

        var answers = await jonas.Says($"<@{FakeSlack.Bot}> {Vpn}", "C0GENERAL");
        Assert.All(answers, answer => Assert.NotNull(answer.Thread));
        var thread = answers[0].Thread!;
        Assert.Equal(HttpStatusCode.OK, (await jonas.Sender.Event(jonas.Message("anybody for lunch?", "C0GENERAL"))).Status);
        var more = await jonas.Says("hello", "C0GENERAL", thread);

        Assert.NotEmpty(more);
        Assert.All(more, answer => Assert.Equal(thread, answer.Thread));
        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM inbox"));
    }

    [Story]
    public async Task The_slash_command_is_said_to_the_bot_and_answered_in_direct_messages()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");

        var response = await jonas.Sender.Command(jonas.User, "C0GENERAL", "my tickets");

        Assert.Contains("direct messages", response.Body.GetProperty("text").GetString(), StringComparison.Ordinal);
        await jonas.Receives(message => message.Name == "tickets/list", "the list");
        Assert.Contains(slack.Calls, call => call.Method == "conversations.open");
    }

    [Story]
    public async Task Whoever_opens_the_direct_messages_is_greeted_once()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        System.Text.Json.Nodes.JsonObject Opened() => new() { ["type"] = "app_home_opened", ["user"] = jonas.User, ["channel"] = jonas.Direct, ["tab"] = "messages", ["event_ts"] = slack.NewTs() };

        await jonas.Sender.Event(Opened());
        await jonas.Receives(message => message.Name == "conversation/help", "the greeting");
        await jonas.Sender.Event(Opened());
        await jonas.Says("hello");

        Assert.Single(jonas.Shown, message => message.Name == "conversation/help" && message.Text.Contains("I am the service desk", StringComparison.Ordinal));
    }

    [Story]
    public async Task A_restart_in_the_middle_of_a_form_goes_on()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = slack.Settings });
        var jonas = desk.InSlack(slack, "U0JONAS");
        await jonas.Says(Vpn);
        var form = (await jonas.Says("create a ticket")).Card("incidents/form");
        var modal = await jonas.Opens(form, "Send…");

        await using var again = await desk.RestartAsync();
        var (response, answers) = await again.InSlack(slack, "U0JONAS").Sends(modal, new { title = "After the restart" });

        Assert.Empty(response.Errors);
        Assert.Contains("After the restart", answers.Card("tickets/filed").Text, StringComparison.Ordinal);
        Assert.Contains("Filed as", (await jonas.SeesChanged(form)).Text, StringComparison.Ordinal);
    }

    private static string SlackNumber(SlackShown card) => System.Text.RegularExpressions.Regex.Match(card.Text, @"\b(INC|REQ)\d+\b").Value;
}
