using System.Text.Json;

namespace BotDesk.Tests.Knowledge.Chat;

/// <summary>Somebody says more about what they said before; and what helped others helps sooner.</summary>
public class FollowUpStories : DeskStories
{
    [Story]
    public async Task No_on_my_phone_narrows_what_was_said_before(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        await jonas.Says("I cannot get my company mail");

        var narrowed = (await jonas.Says("no, on my phone")).Card("knowledge/suggestions");

        Assert.Contains("How to set up my phone", narrowed.Text, StringComparison.Ordinal);
        Assert.Equal("I cannot get my company mail\nno, on my phone", await desk.Row<string>("SELECT query FROM article_offers ORDER BY id DESC LIMIT 1"));
    }

    [Story]
    public async Task A_ticket_has_everything_that_was_said()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.Says("my vpn drops every ten minutes");
        var sorry = (await jonas.Says("that didn't help")).Card("conversation/choices");
        await jonas.Says("it is the hieroglyph gateway");

        var form = (await jonas.Clicks(sorry, "Create a ticket")).Card("incidents/form");

        Assert.Equal("my vpn drops every ten minutes\nit is the hieroglyph gateway", form.Input("description"));
    }

    [Story]
    public async Task Another_problem_is_not_mixed_with_the_one_before()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.Says("my vpn drops every ten minutes");

        var card = (await jonas.Says("the printer is shown as offline")).Card("knowledge/suggestions");

        Assert.DoesNotContain("VPN", card.Text, StringComparison.Ordinal);
        Assert.Equal("the printer is shown as offline", await desk.Row<string>("SELECT query FROM article_offers ORDER BY id DESC LIMIT 1"));
    }

    [Story]
    public async Task What_solved_it_for_others_is_found_with_a_higher_score()
    {
        await using var desk = await StartDesk();
        var before = await Score(desk, "my vpn drops every ten minutes");
        var jonas = desk.As("jonas");
        var card = (await jonas.Says("the vpn drops every few minutes")).Card("knowledge/suggestions");
        await jonas.Clicks(card, "This solved it");

        await Eventually.Answers(async () => await Score(desk, "my vpn drops every ten minutes") > before ? "higher" : null, "the score to rise");

        Assert.InRange(await Score(desk, "my vpn drops every ten minutes"), before, before * 1.1);
    }

    private static async Task<double> Score(DeskHost desk, string text)
    {
        var answer = JsonElement.Parse(await desk.Http.GetStringAsync($"/api/knowledge/search?q={Uri.EscapeDataString(text)}"));
        return answer.GetProperty("results")[0].GetProperty("score").GetDouble();
    }
}
