namespace BotDesk.Tests.Changes.Chat;

/// <summary>Changes by people who speak German, among others who do not. It begins on Monday 2 March 2026, 09:00.</summary>
public class GermanChangeStories : DeskStories
{
    private readonly FakeTime _clock = new();

    [Story]
    public async Task A_change_from_the_wish_to_what_was_learned()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var (priya, mira, desmond, helena) = (desk.As("priya"), desk.As("mira"), desk.As("desmond"), desk.As("helena"));
        await desmond.Says("hello");
        foreach (var each in new[] { priya, mira, helena })
        {
            await each.Says("auf Deutsch bitte");
        }

        var form = (await priya.Says("neuer Change: Firewall-Regel im Netzwerk ändern, morgen 18:00")).Card("changes/form");
        Assert.Contains("Eine Änderung beantragen", form.Text, StringComparison.Ordinal);
        Assert.Equal(("network", "2026-03-03", "18:00"), (form.Input("services"), form.Input("startDate"), form.Input("startTime")));
        var wrong = (await priya.Clicks(form, "Absenden", new { why = "", testPlan = "", rollBack = "", endTime = "17:00" })).Card("changes/form");
        foreach (var part in new[] { "Sagen Sie, warum", "woran Sie sehen, dass es geht", "wie alles zurückgestellt wird", "Das Ende muss nach dem Anfang liegen" })
        {
            Assert.Contains(part, wrong.Text, StringComparison.Ordinal);
        }

        var own = (await priya.Clicks(wrong, "Absenden", new { why = "Der Lieferant ist umgezogen", testPlan = "Sein Portal öffnet sich", rollBack = "Die Regel entfernen", endTime = "19:00" })).Card("changes/change");
        var (german, english) = (await mira.IsAsked(), await desmond.IsAsked());
        foreach (var (card, parts) in new[]
        {
            (german, new[] { "Mittel, ", " von 12", "erfahren es vorher und nachher", "keine Änderungssperre", "In den letzten 12 Monaten gab es keine" }),
            (english, ["Medium, ", " of 12", "told before and after", "no freeze", "No normal changes to"]),
        })
        {
            Assert.All(parts, part => Assert.Contains(part, card.Text, StringComparison.Ordinal));
        }

        Assert.Contains($"{own.Number} ist noch nicht genehmigt", (await priya.Says($"beginne {own.Number}")).Everything, StringComparison.Ordinal);
        await mira.Clicks(german, "Genehmigen");
        await desmond.Clicks(await desmond.Sees(english, "approved"), "Approve");
        await priya.ReceivesWords($"{own.Number} ist genehmigt von Desmond Oyelaran und Mira Castellanez");
        Assert.Contains($"{own.Number} ist für später geplant", (await priya.Says($"{own.Number} beginnen")).Everything, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromHours(33));
        await helena.ReceivesWords($"{own.Number} ist an Netzwerk und WLAN geplant");
        await priya.ReceivesWords($"Es ist Zeit für {own.Number}");
        await priya.Says($"beginne {own.Number}");
        Assert.Contains("Sagen Sie, was schiefgegangen ist", (await priya.Says($"rolle {own.Number} zurück")).Everything, StringComparison.Ordinal);
        await priya.Says($"{own.Number} zurückrollen: das Portal bleibt zu");
        await helena.ReceivesWords($"{own.Number} an Netzwerk und WLAN wurde zurückgerollt");
        await helena.ReceivesWords($"Sie wurde zurückgerollt: Bitte sehen Sie sich {own.Number} noch einmal an");
        Assert.Contains("wer für den Dienst zuständig ist. Sie wurde zurückgerollt.", (await priya.Says($"schließe {own.Number}: alles gut")).Everything, StringComparison.Ordinal);
        await helena.Says($"schließe {own.Number}: vorher beim Lieferanten nachfragen");
        Assert.Equal("Closed RolledBack", await desk.Row<string>("SELECT status || ' ' || outcome FROM changes WHERE number = @Number", new { own.Number }));

        Assert.Equal("hat sie geschlossen: zurückgerollt", await LastLine(desk, own.Number, "de"));
        Assert.Equal("closed it: rolled back", await LastLine(desk, own.Number, "en"));
    }

    [Story]
    public async Task What_German_texts_recommend_to_say_is_understood()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock });
        var priya = desk.As("priya");
        await priya.Says("auf Deutsch bitte");

        foreach (var (said, heard) in new[]
        {
            ("meine Änderungen", "Genehmigt, geplant"),
            ("meine Changes", "Ihre Änderungen"),
            ("CHG4711", "Ich finde keine Änderung CHG4711"),
            ("mein Änderungskalender", "Ihr Kalenderprogramm"),
            ("Change-Kalender für das Netzwerk", "Ihr Kalenderprogramm"),
            ("widerrufe meine Change-Kalender", "2 Adressen"),
            ("neue Änderung", "Eine Änderung beantragen"),
            ("abbrechen", "nichts"),
            ("Änderung beantragen", "Eine Änderung beantragen"),
            ("abbrechen", "nichts"),
            ("Notfall: den Mail-Gateway sofort neu starten", "Notfall"),
        })
        {
            var reply = await priya.Says(said);
            Assert.True(reply.Everything.Contains(heard, StringComparison.Ordinal) || reply.Cards.Any(card => card.Content.GetRawText().Contains(heard, StringComparison.Ordinal)), $"{said}: {reply.Everything}");
        }
    }

    private static async Task<string> LastLine(DeskHost desk, string number, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/changes/{number}");
        request.Headers.Add("Accept-Language", language);
        using var response = await desk.Http.SendAsync(request);
        return (string)System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!["history"]!.AsArray()[^1]!["what"]!;
    }
}
