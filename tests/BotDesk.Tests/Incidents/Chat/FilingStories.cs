namespace BotDesk.Tests.Incidents.Chat;

/// <summary>A problem becomes an incident: by the form, in words, and once.</summary>
public class FilingStories : DeskStories
{
    private const string Crashes = "outlook crashes when i open an attachment and it is urgent";

    [Story]
    public async Task The_form_is_filled_in_from_what_was_said(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);

        var card = (await jonas.Says(Crashes)).Cards.Single();
        var form = (await jonas.Clicks(card, "Create a ticket")).Card("incidents/form");

        Assert.Equal(Crashes, form.Input("description"));
        Assert.Equal("email", form.Input("service"));
        Assert.Equal("high", form.Input("urgency"));
        Assert.InRange(form.Input("title")!.Length, 5, 120);
        Assert.Contains(form.Input("impact"), new[] { "low", "medium", "high" });
    }

    [Story]
    public async Task The_answer_has_the_number_the_priority_and_what_happens_next(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var form = await jonas.OpensForm(Crashes);

        var reply = await jonas.Clicks(form, "Send", new { title = "Outlook *crashes*", impact = "medium", urgency = "high" });

        var filed = reply.Card("tickets/filed");
        Assert.StartsWith("INC", filed.Number, StringComparison.Ordinal);
        Assert.Contains("Outlook *crashes*", filed.Text, StringComparison.Ordinal);
        Assert.Contains("I tell you here when something changes", filed.Text, StringComparison.Ordinal);
        var priority = await desk.Row<string>("SELECT priority FROM tickets WHERE number = @Number", new { filed.Number });
        Assert.Matches("^P[1-5]$", priority);
        var used = reply.Replacement ?? await jonas.SeesReplaced(form);
        Assert.Contains(filed.Number, used.Text, StringComparison.Ordinal);
        Assert.Empty(used.Buttons);
    }

    [Story]
    public async Task Who_is_offered_a_ticket_says_yes()
    {
        const string Unknown = "the badge camera in the lobby shows green stripes";
        await using var desk = await StartDesk();
        foreach (var (number, yes) in ((string[])["yes", "ja bitte", "👍", "ok, go ahead"]).Index())
        {
            var asker = desk.As("noor", $"a:{number}");
            Assert.Contains("Shall I open a ticket", (await asker.Says(Unknown)).Everything, StringComparison.Ordinal);

            Assert.Equal(Unknown, (await asker.Says(yes)).Card("incidents/form").Input("description"));
        }

        // Also where articles were offered, and none helped.
        var jonas = desk.As("jonas");
        await jonas.Says(Crashes);
        await jonas.Says("no, that did not help");
        Assert.Equal(Crashes, (await jonas.Says("yes please")).Card("incidents/form").Input("description"));
    }

    [Story]
    public async Task A_ticket_is_filed_in_words_alone(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);

        await jonas.Says(Crashes);
        await jonas.Says("create a ticket");
        await jonas.Says("title: Mail is gone");
        await jonas.Says("urgency: low");
        var filed = (await jonas.Says("send it")).Card("tickets/filed");

        var ticket = await Ticket(desk, filed.Number);
        Assert.Equal(("Mail is gone", Crashes, "Low"), (ticket.Title, ticket.Description, ticket.Urgency));
    }

    [Story]
    public async Task Create_a_ticket_without_a_word_of_what_about_asks_first(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);

        var question = await jonas.Says("create a ticket");

        Assert.Empty(question.Cards);
        Assert.Contains("What is wrong?", question.Text, StringComparison.Ordinal);
        Assert.NotEmpty((await jonas.Says("my laptop's keyboard types the letter e twice")).Cards);
    }

    [Story]
    public async Task A_double_click_on_Send_files_once(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var form = await jonas.OpensForm(Crashes);

        var both = await Task.WhenAll(jonas.Clicks(form, "Send"), jonas.Clicks(form, "Send"));

        Assert.Equal(1, await Filed(desk));
        Assert.Equal(both[0].Cards.Single().Number, both[1].Cards.Single().Number);
    }

    [Story]
    public async Task The_same_click_with_a_new_activity_id_files_once()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var form = await jonas.OpensForm(Crashes);

        var filed = (await jonas.Clicks(form, "Send")).Card("tickets/filed");
        var again = await jonas.Clicks(form, "Send");

        Assert.Equal(1, await Filed(desk));
        Assert.Equal(filed.Number, again.Card("tickets/ticket").Number);
    }

    [Story]
    public async Task A_second_ticket_by_the_same_words_is_a_second_ticket()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        var first = await jonas.HasTicket(Crashes);
        var second = await jonas.HasTicket(Crashes);

        Assert.NotEqual(first, second);
        Assert.Equal(2, await Filed(desk));
    }

    [Story]
    public async Task What_does_not_fit_comes_back_with_everything_that_was_typed(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var form = await jonas.OpensForm(Crashes);

        var reply = await jonas.Clicks(form, "Send", new { title = " ", description = "Typed with care", urgency = "high" });

        var back = reply.Card("incidents/form");
        Assert.Contains("Say in a few words what is wrong.", back.Text, StringComparison.Ordinal);
        Assert.Equal("Typed with care", back.Input("description"));
        Assert.Equal("high", back.Input("urgency"));
        Assert.Equal(0, await Filed(desk));
        Assert.Equal("Typed with care", (await Ticket(desk, (await jonas.Clicks(back, "Send", new { title = "Crash" })).Card("tickets/filed").Number)).Description);
    }

    [Story]
    public async Task An_old_form_files_nothing_once_another_one_is_open()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var old = await jonas.OpensForm(Crashes);
        var open = await jonas.OpensForm("the projector in room Kestrel flickers");

        var late = await jonas.Clicks(old, "Send");

        Assert.Contains("no longer open", late.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Filed(desk));
        Assert.NotEmpty((await jonas.Clicks(open, "Send")).Card("tickets/filed").Number);
    }

    [Story]
    public async Task Cancel_files_nothing(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);

        await jonas.Clicks(await jonas.OpensForm(Crashes), "Cancel");
        await jonas.OpensForm(Crashes);
        await jonas.Says("cancel");

        Assert.Equal(0, await Filed(desk));
        Assert.DoesNotContain("tickets/filed", (await jonas.Says("send it")).Cards.Select(card => card.Template));
    }

    [Story]
    public async Task A_person_asked_for_by_a_double_click_is_one_ticket()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var card = (await jonas.Says("my vpn drops every ten minutes")).Card("knowledge/suggestions");

        await Task.WhenAll(jonas.Clicks(card, "Talk to a person"), jonas.Clicks(card, "Talk to a person"));

        Assert.Equal(1, await Filed(desk));
    }

    private static async Task<long> Filed(DeskHost desk) => await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed'");

    private static async Task<TicketRow> Ticket(DeskHost desk, string number) =>
        (await desk.Row<TicketRow>("SELECT title AS Title, description AS Description, urgency AS Urgency FROM tickets WHERE number = @number", new { number }))!;

    private sealed class TicketRow
    {
        public string Title { get; set; } = "";

        public string Description { get; set; } = "";

        public string Urgency { get; set; } = "";
    }
}
