namespace BotDesk.Tests.Conversation;

/// <summary>Two needs in one message are two offers, each answered by itself.</summary>
public class TwoNeedsStories : DeskStories
{
    [Story]
    public async Task Each_offer_is_taken_up_by_itself(Door door)
    {
        await using var desk = await StartDesk();
        var sofie = await desk.As("sofie", door);

        var offers = (await sofie.Says("my vpn drops every ten minutes and I need a new monitor")).Card("conversation/choices");
        var form = (await sofie.Clicks(offers, "Request: I need a new monitor")).Card("serviceRequests/form");
        var filed = await sofie.Clicks(form, "Send");
        var other = await sofie.Clicks(filed.Card("conversation/choices"), "Problem: My vpn drops every ten minutes");

        Assert.Equal(["Problem: My vpn drops every ten minutes", "Request: I need a new monitor"], offers.Buttons);
        Assert.StartsWith("REQ", filed.Card("tickets/filed").Number, StringComparison.Ordinal);
        Assert.NotEmpty(other.Card("knowledge/suggestions").Text);
        Assert.Equal("my vpn drops every ten minutes", (await sofie.Says("create a ticket")).Card("incidents/form").Input("description"));
    }

    [Story]
    public async Task Zwei_Anliegen_werden_auch_in_Worten_aufgenommen()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.Says("auf Deutsch bitte");

        var offers = (await jonas.Says("Outlook stürzt ab, außerdem brauche ich einen Zugang zu Jira")).Card("conversation/choices");
        var second = (await jonas.Says("das zweite zuerst")).Card("serviceRequests/form");
        await jonas.Says("abbrechen");
        var first = await jonas.Says("outlook");

        Assert.Contains("Das sind 2 Anliegen", offers.Text, StringComparison.Ordinal);
        Assert.Contains("Zugang zu Jira", second.Input("description"), StringComparison.Ordinal);
        Assert.NotEmpty(first.Cards);
        Assert.DoesNotContain(first.Cards, card => card.Text.Contains("Ich bin nicht sicher", StringComparison.Ordinal));
    }
}
