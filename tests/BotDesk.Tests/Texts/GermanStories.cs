using System.Text.Json.Nodes;
using BotDesk.CompanyDirectory;
using BotDesk.Data;
using BotDesk.Policy;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Texts;

/// <summary>Somebody reads German, those who help them read English, and each gets the same ticket in their own language.</summary>
public class GermanStories : DeskStories
{
    private const string Problem = "mein VPN bricht seit heute früh alle zehn Minuten ab";

    [Story]
    public async Task A_problem_from_the_first_word_to_the_rating(Door door)
    {
        await using var desk = await StartDesk();
        var ewan = await desk.As("ewan", door);
        var priya = desk.As("priya");
        await priya.Says("hello");

        var form = await ewan.Clicks((await ewan.Says(Problem)).Cards[0], "Ticket öffnen");
        Assert.Contains("Problem melden", form.Cards[0].Text, StringComparison.Ordinal);
        Assert.Contains("Welcher Dienst", form.Cards[0].Content.GetRawText(), StringComparison.Ordinal);
        var wrong = await ewan.Clicks(form.Cards[0], "Absenden", new { title = "" });
        Assert.Contains("Sagen Sie in wenigen Worten, was nicht geht.", wrong.Everything, StringComparison.Ordinal);
        var filed = (await ewan.Clicks(wrong.Card("incidents/form"), "Absenden", new { title = "VPN bricht ab" })).Card("tickets/filed");
        Assert.Contains("aufgenommen", filed.Text, StringComparison.Ordinal);
        Assert.Contains("innerhalb von 4 Arbeitsstunden", filed.Text, StringComparison.Ordinal);
        var number = filed.Number;

        var work = (await priya.Says($"work {number}")).Card("tickets/work");
        Assert.Contains("Take it", work.Buttons);
        Assert.Contains("opened it", work.Text, StringComparison.Ordinal);
        Assert.Contains("VPN and remote access", work.Text, StringComparison.Ordinal);
        await priya.Clicks(work, "Take it");
        Assert.Contains("Priya Ramanath arbeitet daran", (await ewan.Receives("tickets/update")).Text, StringComparison.Ordinal);

        Assert.Contains($"{number} ergänzt: „auch im Hotel“. Priya Ramanath weiß Bescheid.", (await ewan.Says($"ergänze {number}: auch im Hotel")).Text, StringComparison.Ordinal);
        await priya.ReceivesWords($"added to {number}: auch im Hotel");
        await priya.Says($"resolve {number}: renewed the certificate");
        var resolved = await ewan.Receives("tickets/resolved");
        Assert.Contains("Geht es wieder?", resolved.Text, StringComparison.Ordinal);
        var rate = await ewan.Clicks(resolved, "Es geht wieder");
        Assert.Contains("Wie war die Hilfe von Priya Ramanath?", rate.Everything, StringComparison.Ordinal);
        await priya.ReceivesWords($"confirmed that {number} is solved");
        Assert.Contains("schön, dass es geklappt hat", (await ewan.Says("5")).Text, StringComparison.Ordinal);

        Assert.Contains($"{number} hat bereits den Status „Geschlossen“.", (await ewan.Says($"{number} zurückziehen")).Text, StringComparison.Ordinal);
        Assert.Contains($"{number} is already closed.", (await priya.Says($"resolve {number}: again")).Text, StringComparison.Ordinal);
        Assert.Contains("Geschlossen", (await ewan.Says("meine Tickets")).Card("tickets/list").Text, StringComparison.Ordinal);
        Assert.Equal(["opened it", "took it", "wrote", "resolved it", "confirmed that it is solved", "rated it 5 of 5"], await History(desk, number, "en"));
        Assert.Equal(["hat es gemeldet", "hat es übernommen", "hat geschrieben", "hat es gelöst", "hat bestätigt, dass es gelöst ist", "hat es mit 5 von 5 bewertet"], await History(desk, number, "de-AT, en;q=0.8"));
    }

    [Story]
    public async Task An_order_from_the_catalog_to_the_last_task(Door door)
    {
        await using var desk = await StartDesk();
        var ewan = await desk.As("ewan", door);
        var anouk = desk.As("anouk");
        await anouk.Says("hello");

        var catalog = (await ewan.Says("Was kann ich bestellen?")).Card("serviceRequests/catalog");
        Assert.Contains("Was Sie bestellen können", catalog.Text, StringComparison.Ordinal);
        Assert.Contains("1150,00 GBP, meist 5 Arbeitstage", catalog.Text, StringComparison.Ordinal);
        var form = (await ewan.Says("ich brauche einen neuen Laptop")).Card("serviceRequests/form");
        Assert.Contains("Tastatur", form.Content.GetRawText(), StringComparison.Ordinal);
        var wrong = await ewan.Clicks(form, "Absenden", new Dictionary<string, string> { ["model"] = "windows", ["keyboard"] = "de", ["delivery"] = "desk" });
        Assert.Contains("Antworten Sie mit Ja oder Nein.", wrong.Everything, StringComparison.Ordinal);
        var filed = (await ewan.Clicks(wrong.Card("serviceRequests/form"), "Absenden", new { replaces = "no" })).Card("serviceRequests/approval");
        Assert.Contains("Wartet auf Genehmigung", filed.Text, StringComparison.Ordinal);
        Assert.Contains("Windows, 14 Zoll", filed.Text, StringComparison.Ordinal);
        await desk.As("desmond").Says($"approve {filed.Number}");
        await desk.As("mira").Says($"approve {filed.Number}");
        Assert.Contains("es dauert gewöhnlich 5 Arbeitstage", await ewan.ReceivesWords("ist von Desmond Oyelaran und Mira Castellanez genehmigt"), StringComparison.Ordinal);

        var work = (await anouk.Says($"work {filed.Number}")).Card("tickets/work");
        Assert.Contains("Windows 14-inch", work.Text, StringComparison.Ordinal);
        Assert.Contains("Install and encrypt it", work.Text, StringComparison.Ordinal);
        var task = (await anouk.Says($"done {filed.Number}")).Card("serviceRequests/task");
        Assert.Contains("Still to do: Install and encrypt it, Hand it over.", task.Text, StringComparison.Ordinal);
        Assert.Contains("1 von 3: Beim Lieferanten bestellen ist erledigt", (await ewan.Receives("tickets/update")).Text, StringComparison.Ordinal);
        Assert.Contains("„Beim Lieferanten bestellen“ ist erledigt", (await ewan.Says($"{filed.Number} stornieren")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_talk_with_a_person_who_reads_another_language()
    {
        await using var desk = await StartDesk();
        var (ewan, tomasz, priya) = (desk.As("ewan"), desk.As("tomasz"), desk.As("priya"));
        await tomasz.Says("hello");
        Assert.Contains("ab jetzt auf Deutsch", (await priya.Says("auf Deutsch bitte")).Text, StringComparison.Ordinal);

        await ewan.Says(Problem);
        var waiting = (await ewan.Says("mit einem Menschen sprechen")).Card("liveChat/waiting");
        Assert.Contains("Warteschlange", waiting.Text, StringComparison.Ordinal);
        Assert.Contains("Warteschlange verlassen", waiting.Buttons);

        // The same card, for two readers.
        var (english, german) = (await tomasz.Receives("liveChat/call"), await priya.Receives("liveChat/call"));
        Assert.Contains("Somebody asks for a person", english.Text, StringComparison.Ordinal);
        Assert.Contains("Jemand möchte mit einem Menschen sprechen", german.Text, StringComparison.Ordinal);
        await tomasz.Clicks(english, "Take it");
        Assert.Contains("Tomasz Wilkosz hat ihn", (await priya.SeesReplaced(german)).Text, StringComparison.Ordinal);
        Assert.Contains("Tomasz Wilkosz ist bei Ihnen", (await ewan.SeesReplaced(waiting)).Text, StringComparison.Ordinal);
        await ewan.ReceivesWords("Tomasz Wilkosz ist jetzt im Chat.");

        await tomasz.Says("Are you on the hotel wifi?");
        await ewan.ReceivesWords("Tomasz Wilkosz: Are you on the hotel wifi?");
        await tomasz.Says("/end Renewed your certificate");
        var ended = await ewan.Receives("liveChat/ended");
        Assert.Contains("Der Chat ist beendet", ended.Text, StringComparison.Ordinal);
        Assert.Contains("Danke für die Rückmeldung.", (await ewan.Clicks(ended, "4")).Everything, StringComparison.Ordinal);
    }

    [Story]
    public async Task Whose_language_is_not_known_is_answered_in_the_one_they_write_and_asking_for_another_holds_everywhere()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        Assert.Contains("Guten Tag, Jonas", (await jonas.Says("hallo zusammen")).Everything, StringComparison.Ordinal);
        Assert.Contains("Ihre Tickets", (await jonas.Says("meine tickets")).Everything, StringComparison.Ordinal);
        Assert.Contains("What I can do for you", (await jonas.Says("what can you do for me?")).Everything, StringComparison.Ordinal);

        // Where words say little, what was heard before holds.
        await jonas.Says("mein Drucker geht nicht");
        Assert.Contains("Ich finde kein Ticket INC4711", (await jonas.Says("INC4711")).Text, StringComparison.Ordinal);
        Assert.Contains("in English from now on", (await jonas.Says("in English please")).Text, StringComparison.Ordinal);
        Assert.Contains("Hello Jonas", (await jonas.Says("hallo")).Everything, StringComparison.Ordinal);
        Assert.Contains("Hello Jonas", (await (await desk.AsInWebChat("jonas")).Says("guten Morgen")).Everything, StringComparison.Ordinal);

        // What the channel shows itself in, for somebody who is new; and what the directory says, which words do not change.
        var stranger = new TeamsTalker(desk, "Karla", "29:karla", "a:karla");
        var greeted = await stranger.Sends(new JsonObject { ["type"] = "message", ["text"] = "help", ["locale"] = "de-CH" });
        Assert.Contains("Was ich für Sie tun kann", greeted.Everything, StringComparison.Ordinal);
        Assert.Contains("Hello Amara", (await desk.As("amara").Says("hallo")).Everything, StringComparison.Ordinal);
        var click = TeamsTalker.Click("nobody.knows", new JsonObject());
        click["locale"] = "de-CH";
        Assert.Contains("Diese Schaltfläche kenne ich nicht", (await stranger.Posts(click)).Body.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The organisation's language is German from now on.</summary>
    internal static void SpeakGerman(DeskHost desk)
    {
        var source = desk.Services.GetRequiredService<PolicySource>();
        source.Use(source.Current with { Organisation = source.Current.Organisation with { Language = Language.German } });
    }

    [Story]
    public async Task Where_nothing_tells_the_language_it_is_the_organisation_s()
    {
        await using var desk = await StartDesk();
        SpeakGerman(desk);
        var (karla, kim) = (new TeamsTalker(desk, "Karla", "29:karla", "a:karla"), new TeamsTalker(desk, "Kim", "29:kim", "a:kim"));

        Assert.Contains("Ich finde kein Ticket INC4711", (await karla.Says("INC4711")).Text, StringComparison.Ordinal);
        Assert.Contains("What I can do for you", (await karla.Says("what can you do for me?")).Everything, StringComparison.Ordinal);
        var shown = await kim.Sends(new JsonObject { ["type"] = "message", ["text"] = "INC4711", ["locale"] = "en-GB" });
        Assert.Contains("I find no ticket INC4711", shown.Text, StringComparison.Ordinal);

        // Who never wrote is told in it, too, until they write, or the directory says what they speak; what a client shows to everybody is not kept.
        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope => Assert.Equal((2, 0), await ActivatorUtilities.CreateInstance<PeopleImportDesk>(scope).StoreAsync(
        [
            new PersonRecord("8a1f0f4e-0000-4000-8000-000000000001", "berta@larkfield.example.com", "Berta Neumann", null, null, null, null, null, "people.csv:2"),
            new PersonRecord(null, "carl@larkfield.example.com", "Carl Chef", null, null, null, null, "en-GB", "people.csv:3"),
        ])));
        Assert.Equal((Language.German, Language.English, Language.German), ((await desk.Person("berta-neumann")).Language, (await desk.Person("carl-chef")).Language, (await desk.Person("kim")).Language));
        var berta = new TeamsTalker(desk, "Berta", "29:berta", "a:berta");
        await berta.Sends(new JsonObject
        {
            ["type"] = "message",
            ["text"] = "what can you do for me?",
            ["from"] = new JsonObject { ["id"] = "29:berta", ["name"] = "Berta N.", ["aadObjectId"] = "8a1f0f4e-0000-4000-8000-000000000001" },
        });
        Assert.Equal(Language.English, (await desk.Person("berta-neumann")).Language);
    }

    [Story]
    public async Task One_word_changes_nobody_s_language_that_is_known()
    {
        await using var desk = await StartDesk();
        var (jonas, karla) = (desk.As("jonas"), new TeamsTalker(desk, "Karla", "29:karla", "a:karla"));

        await jonas.Says("what can you do for me?");
        foreach (var word in new[] { "weiter", "Hilfe", "Jürgen Müller", "danke" })
        {
            await jonas.Says(word);
            Assert.Contains("I find no ticket INC4711", (await jonas.Says("INC4711")).Text, StringComparison.Ordinal);
        }

        await jonas.Says("mein Drucker geht nicht");
        foreach (var word in new[] { "stop", "anything", "again" })
        {
            await jonas.Says(word);
            Assert.Contains("Ich finde kein Ticket INC4711", (await jonas.Says("INC4711")).Text, StringComparison.Ordinal);
        }

        // That her client says English is not known of her.
        await karla.Sends(new JsonObject { ["type"] = "message", ["text"] = "INC4711", ["locale"] = "en-US" });
        var greeted = await karla.Sends(new JsonObject { ["type"] = "message", ["text"] = "Hilfe", ["locale"] = "en-US" });
        Assert.Contains("Was ich für Sie tun kann", greeted.Everything, StringComparison.Ordinal);
    }

    [Story]
    public async Task What_German_texts_recommend_to_say_is_understood()
    {
        await using var desk = await StartDesk();
        var ewan = desk.As("ewan");
        var number = (await ewan.Clicks((await ewan.Clicks((await ewan.Says(Problem)).Cards[0], "Ticket öffnen")).Cards[0], "Absenden")).Card("tickets/filed").Number;

        foreach (var (said, heard) in new[]
        {
            ("Hilfe", "Was ich für Sie tun kann"),
            ("meine Tickets", "Ihre Tickets"),
            (number, "In Arbeit"),
            ("wo ist mein VPN-Ticket", number),
            ($"ergänze {number}: zu Hause auch", $"{number} ergänzt"),
            ("etwas anfordern", "Was brauchen Sie?"),
            ("abbrechen", "nichts aufgenommen"),
            ("Problem melden", "Was geht nicht?"),
            ("schon gut", "nichts aufgenommen"),
            ($"{number} zurückziehen", $"{number} ist zurückgezogen"),
            ("mit einem Menschen sprechen", "Warteschlange"),
            ("schon gut", "Sie haben die Warteschlange verlassen"),
        })
        {
            var reply = await ewan.Says(said);
            Assert.True(reply.Everything.Contains(heard == "In Arbeit" ? number : heard, StringComparison.Ordinal), $"{said}: {reply.Everything}");
        }

        var priya = desk.As("priya");
        await priya.Says("auf Deutsch bitte");
        var other = await desk.As("amara").HasTicket("my vpn drops every ten minutes since this morning");
        foreach (var (said, heard) in new[]
        {
            ("Warteschlange", "Offen, alle Gruppen"),
            ("meine Arbeit", "Ihre Arbeit"),
            ("Aufgaben", "Aufgaben Ihrer Gruppen"),
            ($"bearbeite {other}", "Übernehmen"),
            ($"zuweisen {other} an mich", "Priya Ramanath"),
            ($"antworte {other}: seit wann?", "seit wann?"),
            ($"notiz {other}: Zertifikat alt", "Zertifikat alt"),
            ($"löse {other}: Zertifikat erneuert", "Gelöst"),
        })
        {
            var reply = await priya.Says(said);
            Assert.True(reply.Everything.Contains(heard, StringComparison.Ordinal), $"{said}: {reply.Everything}");
        }
    }

    [Story]
    public async Task What_was_asked_for_in_chat_holds_also_when_the_directory_comes_again_and_being_away_is_said_in_German()
    {
        await using var desk = await StartDesk();
        var mira = desk.As("mira");
        await mira.Says("können wir bitte auf Deutsch weitermachen?");
        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
            Assert.Equal((0, 1), await ActivatorUtilities.CreateInstance<PeopleImportDesk>(scope).StoreAsync([new PersonRecord(null, "mira.castellanez@larkfield.example.com", "Mira Castellanez", null, null, null, null, "en-GB", "people.csv:2")])));

        Assert.Contains("Nichts wartet auf Ihre Entscheidung", (await mira.Says("meine Genehmigungen")).Everything, StringComparison.Ordinal);
        Assert.Contains("Sie sind weg", (await mira.Says("ich bin im Urlaub, Desmond Oyelaran vertritt mich")).Everything, StringComparison.Ordinal);
        Assert.Contains("Desmond Oyelaran vertritt Sie", (await mira.Says("wer vertritt mich?")).Everything, StringComparison.Ordinal);
        Assert.Contains("Willkommen zurück", (await mira.Says("ich bin wieder da")).Everything, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> History(DeskHost desk, string number, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/tickets/{number}");
        request.Headers.Add("Accept-Language", language);
        using var response = await desk.Http.SendAsync(request);
        return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync())!["history"]!.AsArray().Select(line => (string)line!["what"]!)];
    }
}
