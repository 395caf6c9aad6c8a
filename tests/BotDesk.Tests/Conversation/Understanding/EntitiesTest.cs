namespace BotDesk.Tests.Conversation.Understanding;

public sealed class EntitiesTest
{
    [Theory]
    [InlineData("outlook crashes", "email")]
    [InlineData("my Postfach is full", "email")]
    [InlineData("oultook crashes", "email")]
    [InlineData("the printr is broken", "print")]
    [InlineData("label printer line 4 is down", "labels")]
    [InlineData("cannot get into sap erp", "sap")]
    [InlineData("e-mail is slow", "email")]
    [InlineData("no remote access from home", "vpn")]
    [InlineData("the sapling in the lobby", null)]
    [InlineData("hello", null)]
    public void The_service_is_found_by_its_longest_keyword(string text, string? service) =>
        Assert.Equal(service, Trained.Understand(text).Entities.Service);

    [Theory]
    [InlineData("my laptop does not start", "laptop")]
    [InlineData("mein Notebook ist sehr langsam", "laptop")]
    [InlineData("unser Drucker im zweiten Stock streikt", "printer")]
    [InlineData("the screen of my old dell laptop flickers", "laptop")]
    [InlineData("the monitor stays black", "monitor")]
    [InlineData("the printer PRN-0142 jams all day", "PRN-0142")]
    [InlineData("LF-2-03 prints blank pages", "LF-2-03")]
    [InlineData("laptop LT00412 will not boot", "LT00412")]
    [InlineData("it does not charge, serial number is 5cg1234abc", "5CG1234ABC")]
    [InlineData("der Rechner geht nicht an, Inventarnummer: 104882", "104882")]
    [InlineData("INC-0042 is still open and outlook crashes", null)]
    [InlineData("UTF-8 and ISO-8859 get mixed up in the export", null)]
    [InlineData("I cannot sign in to the vpn", null)]
    [InlineData("I need a new laptop for the intern", null)]
    public void The_asset_is_named_by_its_tag_or_by_what_it_is(string text, string? asset) => Assert.Equal(asset, Trained.Understand(text).Entities.Asset);

    [Theory]
    [InlineData("urgent, outlook is down", "high")]
    [InlineData("I can't work at all", "high")]
    [InlineData("bitte so schnell wie möglich", "high")]
    [InlineData("asap pls", "high")]
    [InlineData("no rush, but my mouse is broken", "low")]
    [InlineData("it's not urgent", "low")]
    [InlineData("eilt nicht", "low")]
    [InlineData("it would be nice to have it soon", "medium")]
    [InlineData("my mouse is broken", null)]
    public void Urgency_is_what_the_person_says(string text, string? urgency) => Assert.Equal(urgency, Trained.Understand(text).Entities.Urgency);

    [Theory]
    [InlineData("the whole floor has no network", "high")]
    [InlineData("niemand kann drucken", "high")]
    [InlineData("wifi is down for everyone", "high")]
    [InlineData("our team cannot print", "medium")]
    [InlineData("the payroll server is down, 200 people affected", "high")]
    [InlineData("3 weitere kollegen sehen das auch", "medium")]
    [InlineData("windows 11 is slow", null)]
    [InlineData("only me, others are fine", "low")]
    [InlineData("hello everyone, my mouse is broken", null)]
    public void Impact_is_for_how_many(string text, string? impact) => Assert.Equal(impact, Trained.Understand(text).Entities.Impact);

    [Theory]
    [InlineData("a laptop for Anna", "Anna")]
    [InlineData("a laptop for anna please", "anna")]
    [InlineData("a laptop for my new starter Tom Baker", "Tom Baker")]
    [InlineData("ein Laptop für Frau Huber", "Frau Huber")]
    [InlineData("a monitor for my colleague", "colleague")]
    [InlineData("Zugriff für meine Kollegin", "colleague")]
    [InlineData("a phone for our intern", "intern")]
    [InlineData("Tom Baker needs a phone", "Tom Baker")]
    [InlineData("onboarding for Priya Nair", "Priya Nair")]
    [InlineData("my colleague tomasz needs access to jira", "tomasz")]
    [InlineData("my colleague urgently needs access to jira", "colleague")]
    [InlineData("a license for Visio", null)]
    [InlineData("brauche das für Projekte", null)]
    [InlineData("a laptop for me", null)]
    public void The_person_is_the_one_it_is_for(string text, string? person) => Assert.Equal(person, Trained.Understand(text).Entities.Person);

    [Theory]
    [InlineData("I need Visio", "Visio")]
    [InlineData("i need a new mouse please", "mouse")]
    [InlineData("can i get access to the finance share until friday", "access to the finance share")]
    [InlineData("we need a license for Adobe Acrobat because of the audit", "Adobe Acrobat")]
    [InlineData("Ich brauche bitte einen zweiten Monitor für meinen Arbeitsplatz", "Monitor")]
    [InlineData("forgot my password", "password reset")]
    [InlineData("bitte mein Passwort zurücksetzen", "password reset")]
    public void The_item_is_what_is_asked_for(string text, string item) => Assert.Equal(item, Trained.Understand(text).Entities.Item);

    [Theory]
    [InlineData("add to INC1: it also fails at home", "it also fails at home")]
    [InlineData("please add to inc-1 that it also fails at home", "it also fails at home")]
    [InlineData("zu INC1 ergänzen: auch daheim", "auch daheim")]
    [InlineData("bitte bei INC1 vermerken dass es eilt", "es eilt")]
    [InlineData("reject CHG5 - no rollback plan", "no rollback plan")]
    [InlineData("close INC1", null)]
    public void The_rest_is_what_is_said_about_the_ticket(string text, string? rest) => Assert.Equal(rest, Trained.Understand(text).Entities.Rest);
}
