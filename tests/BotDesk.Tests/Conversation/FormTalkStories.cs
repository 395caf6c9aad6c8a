using System.Globalization;

namespace BotDesk.Tests.Conversation;

/// <summary>A form takes any text at any time: its answers one after the other, corrections, a change of mind, and what has nothing to do with it.</summary>
public class FormTalkStories : DeskStories
{
    private const string Form = "serviceRequests/form";
    private const string Question = "conversation/question";
    private const string Summary = "conversation/summary";

    [Story]
    public async Task A_form_is_answered_one_question_after_the_other(Door door)
    {
        await using var desk = await StartDesk();
        var sofie = await desk.As("sofie", door);
        await sofie.Says("I need a new laptop for Ravi");

        var model = (await sofie.Says("ask me one by one")).Card(Question);
        var keyboard = (await sofie.Clicks(model, "MacBook Air")).Card(Question);
        var wrong = (await sofie.Says("klingon")).Card(Question);
        var extras = (await sofie.Says("the german one please")).Card(Question);
        var replaces = (await sofie.Says("bag and docking station")).Card(Question);
        var tag = (await sofie.Says("yes")).Card(Question);
        var refused = (await sofie.Says("the grey one")).Card(Question);
        var delivery = (await sofie.Says("LF-04711")).Card(Question);
        var by = (await sofie.Says("2")).Card(Question);
        var address = (await sofie.Says("back")).Card(Question);
        var byAgain = (await sofie.Says("1")).Card(Question);
        var summary = (await sofie.Says("skip")).Card(Summary);

        Assert.Contains("Model", model.Text, StringComparison.Ordinal);
        Assert.Contains("Keyboard", keyboard.Text, StringComparison.Ordinal);
        Assert.Contains("Choose one of what is offered; \"klingon\" is not.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("With it", extras.Text, StringComparison.Ordinal);
        Assert.Contains("Does it replace an old one", replaces.Text, StringComparison.Ordinal);
        Assert.Contains("Tag of the old one", tag.Text, StringComparison.Ordinal);
        Assert.Contains("Write it like LF-04711.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Where to", delivery.Text, StringComparison.Ordinal);
        Assert.Contains("Home address", by.Text, StringComparison.Ordinal);
        Assert.Contains("Where to", address.Text, StringComparison.Ordinal);
        Assert.Contains("Needed by", byAgain.Text, StringComparison.Ordinal);
        foreach (var line in (string[])["Who it is for\u200e  Ravi", "Model\u200e  MacBook Air", "Keyboard\u200e  German", "With it\u200e  Rucksack, Docking station", "Does it replace an old one\u200e  Yes", "Where to\u200e  My desk"])
        {
            Assert.Contains(line, summary.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, await Filed(desk));
        var filed = await sofie.Clicks(summary, "Send");
        var again = await sofie.Clicks(summary, "Send");
        var typed = await sofie.Says("send it");

        Assert.StartsWith("REQ", filed.Card("serviceRequests/approval").Number, StringComparison.Ordinal);
        Assert.Contains("already", again.Everything, StringComparison.Ordinal);
        Assert.Contains("already sent", typed.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Filed(desk));
    }

    [Story]
    public async Task Half_on_the_card_and_half_in_words_is_one_form(Door door)
    {
        await using var desk = await StartDesk();
        var sofie = await desk.As("sofie", door);
        var card = (await sofie.Says("I need a mobile phone")).Card(Form);

        // A reply to the card in words answers it; then the card goes on with what it does not know of those words.
        var question = (await sofie.Says("iphone")).Card(Question);
        var more = (await sofie.Clicks(card, "Send", new { abroad = "yes" })).Card(Form);
        Assert.Contains("Model: iPhone", question.Text, StringComparison.Ordinal);
        Assert.Equal(("iphone", "yes"), (more.Input("model"), more.Input("abroad")));

        await sofie.Says("countries: Norway");
        var filed = (await sofie.Says("send it")).Card("tickets/filed");
        await sofie.Clicks(card, "Send");
        await sofie.Clicks(more, "Send");

        var answers = await desk.Row<string>("SELECT answers FROM tickets WHERE number = @Number", new { filed.Number });
        Assert.Contains("\"value\":\"iphone\"", answers, StringComparison.Ordinal);
        Assert.Contains("Norway", answers, StringComparison.Ordinal);
        Assert.Equal(1, await Filed(desk));
    }

    [Story]
    public async Task Something_else_is_answered_and_the_form_stays(Door door)
    {
        await using var desk = await StartDesk();
        var sofie = await desk.As("sofie", door);
        await sofie.Says("I need a shared mailbox");

        var aside = await sofie.Says("my tickets");
        var second = await sofie.Says("how do I connect to the vpn from home?");
        var back = await sofie.Says("back");

        Assert.Contains("\"Shared mailbox\" stays open", aside.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("stays open", second.Text, StringComparison.Ordinal);
        Assert.NotEmpty(second.Cards);
        Assert.Equal(Form, back.Card(Form).Template);

        var address = (await sofie.Says("ask me")).Card(Question);
        var between = await sofie.Says("what can you do?");
        Assert.Contains("Address", address.Text, StringComparison.Ordinal);
        Assert.Contains("Address", between.Card(Question).Text, StringComparison.Ordinal);
        Assert.Contains("Who decides", (await sofie.Says("events")).Card(Question).Text, StringComparison.Ordinal);
        Assert.Equal("Cancelled; nothing was filed.", (await sofie.Says("never mind")).Text);
        Assert.Equal(0, await Filed(desk));
    }

    [Story]
    public async Task A_form_that_gave_way_to_another_one_is_returned_to()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");
        await sofie.Says("I need a shared mailbox");
        await sofie.Says("address: events");

        var filed = await sofie.Clicks(await sofie.OpensForm("the projector in room Kestrel flickers"), "Send");
        var mailbox = (await sofie.Says("back")).Card(Form);

        Assert.Contains("\"Shared mailbox\" waits for you", filed.Text, StringComparison.Ordinal);
        Assert.Equal("events", mailbox.Input("address"));
    }

    [Story]
    public async Task A_change_of_mind_carries_over_what_was_said(Door door)
    {
        await using var desk = await StartDesk();
        var sofie = await desk.As("sofie", door);
        await sofie.OpensForm("the projector in room Kestrel flickers and hums");
        await sofie.Says("title: Projector in Kestrel");

        var request = (await sofie.Says("actually make it a request")).Card(Form);
        var change = (await sofie.Says("no, it should be a change")).Card("changes/form");
        var problem = (await sofie.Says("hm, make it a ticket instead")).Card("incidents/form");
        var back = (await sofie.Says("back")).Card("changes/form");
        var filed = await sofie.Clicks((await sofie.Says("mach lieber eine Anfrage daraus")).Card(Form), "Send");

        Assert.Equal(("Projector in Kestrel", "the projector in room Kestrel flickers and hums"), (request.Input("title"), request.Input("description")));
        Assert.Equal("Projector in Kestrel", change.Input("title"));
        Assert.Contains("flickers and hums", change.Input("description"), StringComparison.Ordinal);
        Assert.Equal("Projector in Kestrel", problem.Input("title"));
        Assert.Equal("Projector in Kestrel", back.Input("title"));
        Assert.StartsWith("REQ", filed.Card("tickets/filed").Number, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action IN ('incident.filed', 'request.filed', 'change.filed')"));
    }

    [Story]
    public async Task A_field_is_corrected_in_the_words_of_people()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.OpensForm("teams crashes when i open a file");

        foreach (var (said, field, value) in ((string, string, string)[])
        [
            ("no, Outlook not Teams", "service", "email"), ("no, Outlook not Teams", "title", "Outlook crashes when I open a file"),
            ("the title should be \"Mail crashes\"", "title", "Mail crashes"), ("urgency high", "urgency", "high"), ("Dringlichkeit niedrig", "urgency", "low"),
            ("high urgency", "urgency", "high"), ("set the urgency to low", "urgency", "low"), ("it's urgent", "urgency", "high"), ("nein, Teams statt Outlook", "service", "teams"),
            ("der Titel soll Besprechung stürzt ab lauten", "title", "Besprechung stürzt ab"), ("the whole floor is affected", "impact", "high"),
            ("ich meinte den Drucker", "service", "printing"), ("service: vpn", "service", "vpn"), ("not vpn but the wifi", "service", "network"),
            ("and it also beeps", "description", "and it also beeps"),
        ])
        {
            var card = (await jonas.Says(said)).Cards.LastOrDefault(shown => shown.Template == "incidents/form");
            if (card is null)
            {
                // Said again, it changes nothing any more; what it changed stands in the form.
                card = (await jonas.Says("show the form")).Card("incidents/form");
            }

            Assert.True(card.Input(field)?.EndsWith(value, StringComparison.Ordinal), $"{said}: {field} is {card.Input(field)}");
        }

        Assert.Contains("Choose how urgent it is", (await jonas.Says("urgency: yesterday")).Text, StringComparison.Ordinal);
        Assert.Equal("high", (await jonas.Says("show the form")).Card("incidents/form").Input("urgency"));
    }

    [Story]
    public async Task Words_that_only_sound_like_something_else_leave_the_form_as_it_is()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");
        await sofie.Says("i need a new phone for anna");

        var model = (await sofie.Says("i'd rather type, just ask me the questions")).Card(Question);
        var abroad = (await sofie.Says("an iphone please")).Card(Question);
        await sofie.Says("yes she travels a lot");
        await sofie.Says("Spain and Norway");
        var refused = (await sofie.Says("keep none")).Card(Question);
        await sofie.Clicks(refused, "Skip");
        var corrected = (await sofie.Says("no, android")).Card(Summary);
        var incident = desk.As("jonas");
        await incident.OpensForm("mein drucker druckt nur leere seiten");
        var meant = (await incident.Says("eigentlich meinte ich den scanner")).Card("incidents/form");
        var politely = (await incident.Says("können sie den titel auf Scanner liefert leere Seiten ändern?")).Card("incidents/form");
        await incident.Says("where is INC1?");
        var carried = (await incident.Says("doch lieber eine bestellung")).Card(Form);

        Assert.Contains("Model", model.Text, StringComparison.Ordinal);
        Assert.Contains("Used abroad", abroad.Text, StringComparison.Ordinal);
        Assert.Contains("Write it like +44 20 7946 0000.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Android", corrected.Text, StringComparison.Ordinal);
        Assert.Contains("Spain and Norway", corrected.Text, StringComparison.Ordinal);
        Assert.Equal("mein scanner druckt nur leere seiten", meant.Input("description"));
        Assert.Equal("Scanner liefert leere Seiten", politely.Input("title"));
        Assert.Equal("Scanner liefert leere Seiten", carried.Input("title"));
    }

    [Story]
    public async Task Who_and_when_are_said_in_passing()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");
        await sofie.Says("I need a monitor");

        var whom = (await sofie.Says("for Ravi")).Card(Form);
        var by = (await sofie.Says("needed by 2099-03-01")).Card(Form);
        var other = (await sofie.Says("nein, für Jonas")).Card(Form);

        Assert.Equal("Ravi", whom.Input("for-whom"));
        Assert.Equal("2099-03-01", by.Input("needed-by"));
        Assert.Equal("Jonas", other.Input("for-whom"));
        Assert.Contains("for Jonas", (await sofie.Says("send it")).Card("tickets/filed").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_change_is_asked_for_in_words_alone()
    {
        await using var desk = await StartDesk();
        var priya = desk.As("priya");
        await priya.Says("new change: replace the wifi certificate");

        var reply = await priya.Says("one by one please");
        var asked = new List<string>();
        while (reply.Cards is [.., { Template: Question } question] && asked.Count < 40)
        {
            asked.Add(question.Text);
            var label = question.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            bool Asks(string words) => label.Any(line => line.StartsWith(words, StringComparison.Ordinal));
            reply = Asks("Why") ? await priya.Says("It ends in March, and then nobody has wifi.")
                : Asks("First day") || Asks("Last day") ? await priya.Says(TimeProvider.System.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                : Asks("Starts at") ? await priya.Says("8pm") : Asks("Ends at") ? await priya.Says("21 Uhr")
                : Asks("Test") ? await priya.Says("I connect with a phone.") : Asks("Roll-back") ? await priya.Says("The old certificate is put back.")
                : Asks("Which services") ? await priya.Says("wifi") : question.Buttons.Contains("Skip") ? await priya.Says("skip") : await priya.Clicks(question, question.Buttons[0]);
        }

        var filed = await priya.Says("send it");

        Assert.Equal(Summary, reply.Cards[^1].Template);
        Assert.Contains(filed.Cards, card => card.Text.Contains("CHG", StringComparison.Ordinal));
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE action LIKE 'change.%' AND action LIKE '%filed%'"));
    }

    [Story]
    public async Task Ein_Formular_wird_auf_Deutsch_beantwortet()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.Says("auf Deutsch bitte");
        await jonas.Says("ich brauche einen neuen Laptop");

        var model = (await jonas.Says("frag mich einzeln")).Card(Question);
        var whom = await jonas.Says("zurück");
        var again = (await jonas.Says("der Reihe nach")).Card(Question);
        await jonas.Says("überspringen");
        var keyboard = (await jonas.Says("macbook")).Card(Question);
        await jonas.Says("deutsch");
        await jonas.Says("Rucksack und Reiseadapter");
        await jonas.Says("nein");
        await jonas.Says("ich hole ihn ab");
        var day = (await jonas.Says("9 Uhr")).Card(Question);
        var summary = (await jonas.Says("überspringen")).Card(Summary);
        var corrected = (await jonas.Says("nein, Windows statt MacBook")).Card(Summary);
        var filed = await jonas.Says("absenden");

        Assert.Contains("Für wen es ist", model.Text, StringComparison.Ordinal);
        Assert.NotEmpty(whom.Everything);
        Assert.Contains("Überspringen", again.Text, StringComparison.Ordinal);
        Assert.Contains("Tastatur", keyboard.Text, StringComparison.Ordinal);
        Assert.Contains("Benötigt bis", day.Text, StringComparison.Ordinal);
        Assert.Contains("Dazu\u200e  Rucksack, Reiseadapter", summary.Text, StringComparison.Ordinal);
        Assert.Contains("Modell\u200e  Windows, 14 Zoll", corrected.Text, StringComparison.Ordinal);
        Assert.NotEmpty(filed.Cards);
        Assert.Equal(1, await Filed(desk));
    }

    private static async Task<long> Filed(DeskHost desk) => await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'request.filed'");
}
