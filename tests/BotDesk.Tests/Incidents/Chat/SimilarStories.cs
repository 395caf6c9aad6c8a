namespace BotDesk.Tests.Incidents.Chat;

/// <summary>Who tells of the same again is offered the ticket they have.</summary>
public class SimilarStories : DeskStories
{
    private const string VpnDrops = "my vpn drops every ten minutes since this morning";

    [Story]
    public async Task The_same_again_is_added_to_the_ticket_by_a_click_once(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var number = await jonas.HasTicket(VpnDrops);

        await jonas.Says("the vpn still drops all the time, now every five minutes");
        var offer = (await jonas.Says("create a ticket")).Card("incidents/similar");
        Assert.Contains(number, offer.Text, StringComparison.Ordinal);
        var added = await jonas.Clicks(offer, $"Add to {number}");
        Assert.Contains($"Added to {number}", added.Everything, StringComparison.Ordinal);
        var again = await jonas.Clicks(offer, $"Add to {number}");
        Assert.Contains(number, again.Card("tickets/ticket").Text, StringComparison.Ordinal);

        Assert.Equal(["the vpn still drops all the time, now every five minutes"], await Tickets.Chat.RequesterStories.Comments(desk, number));
        Assert.Equal(1, await desk.Row<int>("SELECT count(*) FROM tickets t JOIN people p ON p.id = t.requester_id WHERE p.handle = 'jonas' AND t.title LIKE '%VPN%'"));
    }

    [Story]
    public async Task In_words_in_either_language_and_a_new_one_where_it_is_new()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.Says("auf Deutsch bitte");
        await jonas.Says("mein Drucker im 2. Stock druckt seit heute nur leere Seiten");
        var number = (await jonas.Clicks((await jonas.Says("ticket erstellen")).Card("incidents/form"), "Absenden")).Card("tickets/filed").Number;

        await jonas.Says("der Drucker druckt immer noch nur leere Seiten");
        var offer = (await jonas.Says("ticket erstellen")).Card("incidents/similar");
        Assert.Equal([$"Zu {number} hinzufügen", "Nein, ein neues", "Ticket zeigen"], offer.Buttons);
        Assert.Contains($"{number}", (await jonas.Says("ja bitte")).Text, StringComparison.Ordinal);
        Assert.Single(await Tickets.Chat.RequesterStories.Comments(desk, number));
        Assert.Contains("gilt nicht mehr", (await jonas.Clicks(offer, $"Zu {number} hinzufügen")).Everything, StringComparison.Ordinal);

        // Another one although it sounds the same; and what only shares a few words is not offered at all.
        await jonas.Says("der Drucker druckt immer noch nur leere Seiten");
        await jonas.Says("ticket erstellen");
        Assert.NotNull((await jonas.Says("nein, ein neues")).Card("incidents/form"));
        await jonas.Says("abbrechen");
        await jonas.Says("mein Telefon klingelt seit heute nicht mehr");
        Assert.NotNull((await jonas.Says("ticket erstellen")).Card("incidents/form"));
    }

    [Story]
    public async Task What_is_elsewhere_is_not_offered_as_alike()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.HasTicket("Second floor printer prints blank pages");

        foreach (var (said, card) in new[]
        {
            ("the label printer at gate 4", "incidents/form"), ("the printer on the third floor prints blank pages", "incidents/form"),
            ("the printer on the 2nd floor still prints only blank pages", "incidents/similar"), ("the printer prints blank pages again", "incidents/similar"),
        })
        {
            await jonas.Says(said);
            Assert.Equal((said, card), (said, (await jonas.Says("create a ticket")).Cards[0].Template));
            await jonas.Says("cancel");
        }
    }

    [Story]
    public async Task Nobody_is_offered_what_is_somebody_elses_or_is_done()
    {
        await using var desk = await StartDesk();
        var (jonas, amara, tomasz) = (desk.As("jonas"), desk.As("amara"), desk.As("tomasz"));
        var number = await jonas.HasTicket(VpnDrops);

        await amara.Says(VpnDrops);
        Assert.NotNull((await amara.Says("create a ticket")).Card("incidents/form"));

        await tomasz.Says($"take {number}");
        await tomasz.Says($"resolve {number}: Renewed your certificate");
        await jonas.Says($"close {number}");
        await jonas.Says(VpnDrops);
        Assert.NotNull((await jonas.Says("create a ticket")).Card("incidents/form"));
    }
}
