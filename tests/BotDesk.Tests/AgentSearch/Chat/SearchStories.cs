using System.Text.Json;

namespace BotDesk.Tests.AgentSearch.Chat;

/// <summary>An agent looks for tickets and articles by a query.</summary>
public class SearchStories : DeskStories
{
    [Story]
    public async Task An_agent_finds_tickets_and_articles_with_one_query(Door door)
    {
        await using var desk = await StartDesk();
        var number = await desk.As("jonas").HasTicket("the vpn drops with error 619 and hieroglyphs");
        var tomasz = await desk.As("tomasz", door);
        await Indexed(desk, "hieroglyphs");

        var card = (await tomasz.Says("search title:vpn AND \"error 619\" -typewriter")).Card("agentSearch/found");
        var fuzzy = (await tomasz.Says("search hieroglyfs~ AND requester:jonas")).Card("agentSearch/found");

        Assert.Contains(number, card.Buttons);
        Assert.Contains("The VPN does not connect", card.Text, StringComparison.Ordinal);
        Assert.Contains(number, fuzzy.Buttons);
        Assert.Contains("the vpn drops", (await tomasz.Clicks(fuzzy, number)).Card("tickets/work").Text, StringComparison.OrdinalIgnoreCase);
    }

    [Story]
    public async Task A_query_that_cannot_be_read_says_where_and_why()
    {
        await using var desk = await StartDesk();
        var tomasz = desk.As("tomasz");

        Assert.Contains("a closing \" was expected", (await tomasz.Says("search title:\"vpn drops")).Text, StringComparison.Ordinal);
        Assert.Contains("There is no field 'colour'", (await tomasz.Says("search colour:red")).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing matches", (await tomasz.Says("search xylophon*")).Card("agentSearch/found").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task An_employee_finds_no_tickets_by_any_query()
    {
        await using var desk = await StartDesk();
        await desk.As("jonas").HasTicket("my secret merger spreadsheet does not open");
        await Indexed(desk, "merger");

        foreach (var words in new[] { "search merger", "find merger", "search *:*", "search requester:jonas" })
        {
            var reply = await desk.As("amara").Says(words);
            Assert.DoesNotContain("agentSearch/found", reply.Cards.Select(card => card.Template));
            Assert.DoesNotContain("spreadsheet", reply.Everything, StringComparison.Ordinal);
        }
    }

    [Story]
    public async Task An_agent_never_finds_their_own_ticket_with_its_internal_notes()
    {
        await using var desk = await StartDesk();
        var number = await desk.As("tomasz").HasTicket("the printer at my desk hums like an ocarina and prints blank pages");
        await desk.As("anouk").Says($"note {number}: he broke it himself, says the wombat");
        await Indexed(desk, "wombat");

        var own = await desk.As("tomasz").Says("search ocarina wombat");
        var other = await desk.As("anouk").Says("search wombat");

        Assert.DoesNotContain("wombat", own.Everything.Replace("ocarina wombat", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(number, other.Card("agentSearch/found").Buttons);
    }

    private static Task<string> Indexed(DeskHost desk, string word) => Eventually.Answers(
        async () => JsonElement.Parse(await desk.Http.GetStringAsync($"/api/tickets/search?q={word}")).GetProperty("total").GetInt32() > 0 ? "found" : null, $"\"{word}\" to be indexed");
}
