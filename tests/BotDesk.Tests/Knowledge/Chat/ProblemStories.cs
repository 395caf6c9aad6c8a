namespace BotDesk.Tests.Knowledge.Chat;

/// <summary>Somebody describes a problem, and articles come first.</summary>
public class ProblemStories : DeskStories
{
    private const string VpnDrops = "my vpn drops every ten minutes since this morning";

    [Story]
    public async Task A_problem_gets_at_most_three_articles_on_one_card(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);

        var card = (await jonas.Says(VpnDrops)).Card("knowledge/suggestions");

        Assert.Contains("VPN", card.Text, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(card.Buttons.Count(button => button == "This solved it"), 1, 3);
        Assert.Equal(card.Buttons.Count(button => button == "Read"), card.Buttons.Count(button => button == "This solved it"));
        Assert.Contains("Create a ticket", card.Buttons);
        Assert.Contains("Talk to a person", card.Buttons);
    }

    [Story]
    public async Task An_article_opens_in_full_in_the_chat(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var card = (await jonas.Says(VpnDrops)).Card("knowledge/suggestions");

        var clicked = (await jonas.Clicks(card, "Read")).Card("knowledge/article");
        var typed = (await jonas.Says("open the first one")).Card("knowledge/article");

        Assert.Equal(clicked.Text, typed.Text);
        Assert.True(clicked.Text.Length > card.Text.Length / 3, "An article says more than its snippet.");
    }

    [Story]
    public async Task This_solved_it_is_thanked_and_kept(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var card = (await jonas.Says(VpnDrops)).Card("knowledge/suggestions");

        var reply = await jonas.Clicks(card, "This solved it");

        Assert.Contains("Good to hear", reply.Text, StringComparison.Ordinal);
        Assert.Equal([(VpnDrops, true)], await Offers(desk));
        Assert.DoesNotContain("This solved it", (reply.Replacement ?? await jonas.SeesReplaced(card)).Buttons);
    }

    [Story]
    public async Task Yes_that_fixed_it_counts_as_well_as_the_button(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        await jonas.Says(VpnDrops);

        var reply = await jonas.Says("yes that fixed it");

        Assert.Contains("Good to hear", reply.Text, StringComparison.Ordinal);
        Assert.Equal([(VpnDrops, true)], await Offers(desk));
    }

    [Story]
    public async Task What_helped_is_counted_once_however_often_it_is_said()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var card = (await jonas.Says(VpnDrops)).Card("knowledge/suggestions");

        await jonas.Says("yes that fixed it");
        var second = await jonas.Clicks(card, "This solved it");

        Assert.NotEmpty(second.Everything);
        Assert.Single(await desk.Rows<string>("SELECT solved_by FROM article_offers WHERE solved_by IS NOT NULL"));
        Assert.Single(await desk.Rows<string>("SELECT subject FROM audit WHERE action = 'article.solved'"));
    }

    [Story]
    public async Task The_card_of_an_earlier_problem_can_still_be_answered()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var vpn = (await jonas.Says(VpnDrops)).Card("knowledge/suggestions");
        await jonas.Says("the printer on the second floor prints blank pages");

        var reply = await jonas.Clicks(vpn, "This solved it");

        Assert.Contains("Good to hear", reply.Text, StringComparison.Ordinal);
        Assert.Equal([VpnDrops], await desk.Rows<string>("SELECT query FROM article_offers WHERE solved_by IS NOT NULL"));
    }

    [Story]
    public async Task That_did_not_help_leads_to_a_ticket_with_what_was_said(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        await jonas.Says(VpnDrops);

        var sorry = (await jonas.Says("that didn't help")).Card("conversation/choices");
        var form = (await jonas.Clicks(sorry, "Create a ticket")).Card("incidents/form");

        Assert.Equal(VpnDrops, form.Input("description"));
        Assert.Equal([(VpnDrops, false)], await Offers(desk));
    }

    [Story]
    public async Task Without_a_fitting_article_a_ticket_is_offered()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        var reply = await jonas.Says("the coffee machine's touch panel shows hieroglyphs and does not work");

        Assert.Contains("Create a ticket", reply.Cards.Single().Buttons);
    }

    [Story]
    public async Task An_article_for_agents_does_not_exist_for_an_employee()
    {
        await using var desk = await StartDesk();
        using var content = new StringContent("""{"id":"agents-only","title":"Vault keys of the Kestrel core router","body":"Ask in the strongroom for the Kestrel core router keys.","audience":"agents"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-ndjson"));
        using var imported = await desk.Http.PostAsync("/api/knowledge/import", content);
        imported.EnsureSuccessStatusCode();
        var number = await desk.Row<string>("SELECT number FROM articles WHERE external_id = 'agents-only'");

        var jonas = await desk.As("jonas").Says($"read {number}");
        var tomasz = await desk.As("tomasz").Says($"read {number}");

        Assert.DoesNotContain("strongroom", jonas.Everything, StringComparison.Ordinal);
        Assert.Contains("strongroom", tomasz.Everything, StringComparison.Ordinal);
    }

    private static async Task<List<(string, bool)>> Offers(DeskHost desk) =>
        [.. (await desk.Rows<Offer>("SELECT query AS Query, solved_by AS SolvedBy FROM article_offers ORDER BY id")).Select(offer => (offer.Query, offer.SolvedBy is not null))];

    private sealed class Offer
    {
        public string Query { get; set; } = "";

        public string? SolvedBy { get; set; }
    }
}
