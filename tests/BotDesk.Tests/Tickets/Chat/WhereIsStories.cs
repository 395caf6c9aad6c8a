namespace BotDesk.Tests.Tickets.Chat;

/// <summary>"where's my laptop?" is answered with how the one stands that is meant.</summary>
public class WhereIsStories : DeskStories
{
    [Story]
    public async Task It_is_found_by_what_it_is_and_said_how_it_stands(Door door)
    {
        await using var desk = await StartDesk();
        var sofie = await desk.As("sofie", door);
        var number = (await sofie.Clicks((await sofie.Says("I need Visio")).Card("serviceRequests/form"), "Send")).Card("tickets/filed").Number;

        var reply = await sofie.Says("where's my visio?");
        Assert.Contains($"{number}, \"", reply.Text, StringComparison.Ordinal);
        Assert.Contains("waits for somebody to take it", reply.Text, StringComparison.Ordinal);
        Assert.Equal(number, reply.Card("tickets/ticket").Number);

        var anouk = desk.As("anouk");
        await anouk.Says($"take {number}");
        Assert.Contains("Anouk Verhaal is working on", (await sofie.Says("any news about the Visio I ordered last week?")).Text, StringComparison.Ordinal);
        await sofie.Says("auf Deutsch bitte");
        Assert.Contains($"Anouk Verhaal arbeitet an {number}", (await sofie.Says("wo bleibt mein Visio?")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Between_two_it_asks_and_without_any_it_says_so_and_what_can_be_done(Door door)
    {
        await using var desk = await StartDesk();
        var amara = await desk.As("amara", door);
        var none = (await amara.Says("where's my laptop?")).Card("conversation/choices");
        Assert.Contains("You have no ticket about \"laptop\"", none.Text, StringComparison.Ordinal);
        Assert.NotNull((await amara.Clicks(none, "Order it")).Card("serviceRequests/form"));
        await amara.Says("cancel");

        var first = await amara.HasTicket("the display of my laptop flickers green");
        var second = await amara.HasTicket("my laptop battery is empty after ten minutes");
        var which = (await amara.Says("Wo bleibt mein Laptop?")).Card("conversation/choices");
        Assert.Equal(2, which.Buttons.Count);
        var chosen = await amara.Clicks(which, which.Buttons.Single(button => button.StartsWith(second, StringComparison.Ordinal)));
        Assert.Equal(second, chosen.Card("tickets/ticket").Number);
        Assert.Contains(second, chosen.Text, StringComparison.Ordinal);

        // The words decide where they can; what is over is not meant while something is open; nobody finds what is somebody else's.
        Assert.Equal(first, (await amara.Says("where is my laptop display?")).Card("tickets/ticket").Number);
        await amara.Says($"withdraw {first}");
        Assert.Equal(second, (await amara.Says("was ist mit meinem Laptop?")).Card("tickets/ticket").Number);
        Assert.DoesNotContain(second, (await (await desk.As("jonas", door)).Says("where's the laptop battery?")).Everything, StringComparison.Ordinal);
    }
}
