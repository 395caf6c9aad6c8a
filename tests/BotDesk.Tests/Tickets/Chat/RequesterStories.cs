namespace BotDesk.Tests.Tickets.Chat;

/// <summary>Somebody asks after their tickets and adds to them; typed or clicked, the same happens.</summary>
public class RequesterStories : DeskStories
{
    private const string VpnDrops = "my vpn drops every ten minutes since this morning";

    [Story]
    public async Task My_tickets_lists_ones_own_alone(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var number = await jonas.HasTicket(VpnDrops);

        var list = (await jonas.Says("my tickets")).Card("tickets/list");

        Assert.Contains(number, list.Text, StringComparison.Ordinal);
        var own = await desk.Rows<string>("SELECT number FROM tickets WHERE requester_id = (SELECT id FROM people WHERE handle = 'jonas')");
        var others = (await desk.Rows<string>("SELECT number FROM tickets")).Except(own);
        Assert.All(others, other => Assert.DoesNotContain(other + "\n", list.Text + "\n", StringComparison.Ordinal));
    }

    [Story]
    public async Task Somebody_without_tickets_is_told_so()
    {
        await using var desk = await StartDesk();

        var stranger = new TeamsTalker(desk, "Kim", "29:kim", "a:kim");

        Assert.Contains("You have no tickets", (await stranger.Says("my tickets")).Everything, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_ticket_is_found_by_its_number_its_status_and_what_it_is_about(Door door)
    {
        await using var desk = await StartDesk();
        var mira = await desk.As("mira", door);
        var number = await mira.HasTicket(VpnDrops);
        var spelled = number.Insert(3, " ").ToLowerInvariant();

        foreach (var words in new[] { number, spelled, $"#{number}", $"what's the status of {number}?", $"status of {spelled}", "where is my vpn ticket", "where is my vpn ticket?" })
        {
            var card = (await mira.Says(words)).Card("tickets/ticket");
            Assert.Equal(number, card.Number);
            Assert.Contains("New", card.Text, StringComparison.Ordinal);
        }
    }

    [Story]
    public async Task Add_to_it_adds_a_comment_in_the_words_that_were_typed(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var number = await jonas.HasTicket(VpnDrops);

        var reply = await jonas.Says($"add to {number}: it also fails at home");

        Assert.Contains($"Added to {number}", reply.Text, StringComparison.Ordinal);
        Assert.Contains("it also fails at home", (await jonas.Says(number)).Card("tickets/ticket").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_comment_from_the_card_counts_once_and_a_second_one_counts_too(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var number = await jonas.HasTicket(VpnDrops);
        var card = (await jonas.Says(number)).Card("tickets/ticket");
        var button = card.Buttons.First(title => title.Contains("omment", StringComparison.Ordinal) || title.StartsWith("Add", StringComparison.Ordinal));

        await jonas.Clicks(card, button, new { text = "First" });
        await jonas.Clicks(card, button, new { text = "First" });
        var renewed = (await jonas.Says(number)).Card("tickets/ticket");
        await jonas.Clicks(renewed, button, new { text = "Second" });

        Assert.Equal(["First", "Second"], await Comments(desk, number));
    }

    [Story]
    public async Task An_empty_comment_is_refused_and_the_card_stays_usable()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await jonas.HasTicket(VpnDrops);
        var card = (await jonas.Says(number)).Card("tickets/ticket");
        var button = card.Buttons.First(title => title.Contains("omment", StringComparison.Ordinal) || title.StartsWith("Add", StringComparison.Ordinal));

        var refused = await jonas.Clicks(card, button, new { text = "  " });
        await jonas.Clicks(card, button, new { text = "With words" });

        Assert.Contains("Write something first", refused.Everything, StringComparison.Ordinal);
        Assert.Equal(["With words"], await Comments(desk, number));
    }

    [Story]
    public async Task A_ticket_can_be_withdrawn_in_words()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await jonas.HasTicket(VpnDrops);

        await jonas.Says($"withdraw {number}");
        var late = await jonas.Says($"add to {number}: too late");

        Assert.Equal("Cancelled", await Status(desk, number));
        Assert.Contains("was withdrawn", late.Text, StringComparison.Ordinal);
        Assert.Empty(await Comments(desk, number));
    }

    [Story]
    public async Task Somebody_elses_ticket_does_not_exist(Door door)
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket("my secret merger spreadsheet does not open");
        var before = await Everything(desk, number);
        var amara = await desk.As("amara", door);
        var nothing = await amara.Says("INC99999");

        foreach (var words in new[] { number, $"status of {number}", $"add to {number}: hello", $"close {number}", $"reopen {number}: hm", $"withdraw {number}", $"take {number}", $"reply {number}: x", $"note {number}: x", $"resolve {number}: x", $"assign {number} to anouk", $"work {number}", "where is my merger ticket" })
        {
            var reply = await amara.Says(words);
            Assert.DoesNotContain("merger spreadsheet", reply.Everything, StringComparison.Ordinal);
            Assert.DoesNotContain("Jonas", reply.Everything, StringComparison.Ordinal);
            Assert.NotEmpty(reply.Everything);
        }

        Assert.Equal(nothing.Text.Replace("INC99999", number, StringComparison.Ordinal), (await amara.Says(number)).Text);
        Assert.Equal(before, await Everything(desk, number));
    }

    [Story]
    public async Task A_card_that_was_made_to_name_somebody_elses_ticket_does_nothing()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket("my secret merger spreadsheet does not open");
        var before = await Everything(desk, number);
        var amara = desk.As("amara");
        var own = await amara.HasTicket(VpnDrops);
        var card = (await amara.Says(own)).Card("tickets/ticket");

        foreach (var button in card.Buttons)
        {
            var reply = await amara.Clicks(card, button, new { ticket = number, text = "x" });
            Assert.DoesNotContain("merger", reply.Everything, StringComparison.Ordinal);
        }

        foreach (var verb in new[] { "tickets.take", "tickets.note", "tickets.reply", "tickets.resolve", "tickets.assign", "tickets.work", "tickets.queue", "tickets.show", "tickets.confirm", "tickets.reopen", "tickets.rate" })
        {
            var data = new System.Text.Json.Nodes.JsonObject { ["nonce"] = Guid.NewGuid().ToString("N") };
            if (verb is not "tickets.queue")
            {
                data["ticket"] = number;
            }

            var (_, response) = await amara.Posts(TeamsTalker.Click(verb, data));
            Assert.DoesNotContain("merger", response.GetRawText(), StringComparison.Ordinal);
        }

        Assert.Equal(before, await Everything(desk, number));
    }

    [Story]
    public async Task What_a_card_claims_about_who_one_is_counts_for_nothing()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket(VpnDrops);
        var amara = desk.As("amara");

        foreach (var claim in new[] { "role", "roles", "person", "personId", "isAgent" })
        {
            var (_, response) = await amara.Posts(TeamsTalker.Click("tickets.take", new() { ["ticket"] = number, ["nonce"] = Guid.NewGuid().ToString("N"), [claim] = "tomasz" }));
            Assert.Contains("a field that is not on it", response.GetProperty("value").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("New", await Status(desk, number));
    }

    internal static Task<List<string>> Comments(DeskHost desk, string number) =>
        desk.Rows<string>("SELECT e.text FROM ticket_entries e JOIN tickets t ON t.id = e.ticket_id WHERE t.number = @number AND e.kind = 'Comment' AND e.text IS NOT NULL ORDER BY e.id", new { number });

    internal static Task<string?> Status(DeskHost desk, string number) => desk.Row<string>("SELECT status FROM tickets WHERE number = @number", new { number });

    private static async Task<string> Everything(DeskHost desk, string number) =>
        await Status(desk, number) + string.Join('|', await desk.Rows<string>("SELECT e.what || coalesce(e.text, '') FROM ticket_entries e JOIN tickets t ON t.id = e.ticket_id WHERE t.number = @number ORDER BY e.id", new { number }));
}
