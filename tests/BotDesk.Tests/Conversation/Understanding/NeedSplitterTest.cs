using System.Globalization;
using BotDesk.Conversation.Understanding;
using BotDesk.Policy;

namespace BotDesk.Tests.Conversation.Understanding;

/// <summary>What is taken apart, and what stays one story, measured on messages as people write them.</summary>
public class NeedSplitterTest
{
    private const double LeastTakenApart = 0.85;
    private const double MostTornApart = 0.03;

    private static readonly string[] Two =
    [
        "my vpn drops and I need a new monitor",
        "Outlook stürzt ab, außerdem brauche ich einen Zugang zu Jira",
        "hi team, the printer on floor 3 is jammed. Also I need a headset for calls.",
        "outlook keeps asking for my password, also can i get a docking station",
        "The wifi in room Kestrel is very slow. I also need a Visio licence please.",
        "my vpn disconnects every hour and i would like to order a second monitor",
        "I need a new headset and my outlook does not open any more",
        "teams crashes when I share my screen. By the way, I need a mobile phone for travelling.",
        "I need Visio and a headset",
        "I would like a monitor and a docking station",
        "please order a keyboard for me, also the wifi on floor 2 is down",
        "My expenses app shows an error 500. On another note, I need access to the finance share.",
        "printer does not print, plus i need a licence for ms project",
        "How do I share my calendar? Also I need a second monitor.",
        "Can I get a headset? Also, my vpn does not connect.",
        "the shared drive is gone, additionally i need visio",
        "Outlook is frozen all the time. Also the printer on our floor is out of toner.",
        "My laptop won't start; also I need a mobile phone",
        "vpn error 619 since monday. besides, we need a shared mailbox for the events team",
        "I need a monitor. Also the wifi is slow in the kitchen.",
        "mein VPN bricht ständig ab und ich brauche einen neuen Monitor",
        "Der Drucker druckt nicht. Außerdem brauche ich ein Headset.",
        "outlook startet nicht, zusätzlich benötige ich eine Visio-Lizenz",
        "Ich brauche ein Headset und mein Outlook öffnet sich nicht mehr",
        "Das WLAN ist sehr langsam. Übrigens brauche ich ein Diensthandy.",
        "Teams stürzt beim Teilen ab. Ich bräuchte auch noch einen zweiten Monitor.",
        "Ich brauche Visio und ein Headset",
        "Wie teile ich meinen Kalender? Außerdem brauche ich einen Monitor.",
        "Mein Laptop startet nicht, außerdem benötige ich Zugriff auf das Finanzlaufwerk",
        "Hallo zusammen, der Drucker im 2. Stock klemmt und ich hätte gerne eine Dockingstation",
        "Ich brauche einen Monitor. Außerdem ist das WLAN in der Küche langsam.",
        "VPN Fehler 619 seit Montag, außerdem brauchen wir ein gemeinsames Postfach",
    ];

    private static readonly string[] One =
    [
        "my laptop is broken and I need a new one",
        "my vpn drops every ten minutes and I have to reconnect each time",
        "outlook crashes and I need it fixed today",
        "I forgot my password and need access to payroll by noon",
        "I can't connect to the vpn and I need access to the finance share urgently",
        "since the update outlook crashes and teams won't start",
        "The printer is jammed. I opened it and took the paper out. Now it shows error 49.",
        "I need a monitor and a cable for it",
        "my screen flickers and goes black when I plug in the docking station",
        "My old phone broke last week so I cannot do MFA. I need access to my account.",
        "I spilled coffee over my laptop and the keyboard does not work any more",
        "I restarted the laptop and reinstalled outlook but it still crashes",
        "I need access to Jira and Confluence",
        "please set up a laptop and an account for our new starter Tom Baker",
        "the wifi is down and nobody on the floor can work, we need help urgently",
        "I tried the vpn at home and in the office. Also with another laptop. It always drops.",
        "My monitor stays black. I checked the cable and also tried another docking station.",
        "when I open a file in teams it freezes, and then outlook asks for my password",
        "I lost my badge and phone, please lock my account",
        "we need the firewall opened for vendor X and the DNS entry changed to the new address",
        "I need Visio for drawing diagrams and for planning the network",
        "could you upgrade the crm to version 9 and restart the server afterwards",
        "I am at a customer and the vpn does not work and I need to present in an hour",
        "outlook says my mailbox is full and I cannot send or receive mails",
        "I got a new phone and the authenticator app is gone",
        "where do I find the vpn client and how do I install it?",
        "the projector flickers and also hums loudly",
        "I can log in to my laptop but teams and outlook both say I am offline",
        "My laptop battery lasts an hour. I travel a lot. Can I get a replacement?",
        "hello, my printer does not print. I need someone to have a look. thanks and best regards, Tom",
        "I need a laptop for Anna and she starts on Monday",
        "Mein Laptop ist kaputt und ich brauche einen neuen",
        "Outlook stürzt ab und ich brauche dringend Hilfe",
        "Ich habe mein Passwort vergessen und komme nicht ins VPN",
        "Seit dem Update startet Outlook nicht und Teams friert ein",
        "Der Drucker klemmt. Ich habe das Papier entfernt und neu gestartet. Jetzt zeigt er Fehler 49.",
        "Der Bildschirm flackert und wird schwarz, wenn ich die Dockingstation anschließe",
        "Ich brauche Zugriff auf Jira und Confluence",
        "Das WLAN ist weg und niemand kann arbeiten, bitte um schnelle Hilfe",
        "Ich habe Kaffee über den Laptop geschüttet und die Tastatur geht nicht mehr",
        "Ich brauche einen Monitor und ein Kabel dafür",
        "Bitte Laptop und Konto für unsere neue Kollegin Anna Huber einrichten",
        "Ich habe ein neues Handy und die Authenticator-App ist weg",
        "VPN geht nicht, außerdem brauche ich es bis morgen für eine Präsentation",
        "Wo finde ich den VPN-Client und wie installiere ich ihn?",
        "Mein Akku hält nur eine Stunde. Ich bin viel unterwegs. Kann ich Ersatz bekommen?",
        "Der Beamer flackert und brummt außerdem laut",
        "Outlook sagt, mein Postfach ist voll, und ich kann nichts senden",
    ];

    [Fact]
    public void Two_needs_are_taken_apart_and_one_story_stays_whole()
    {
        var splitter = Splitter();

        var missed = Two.Where(text => splitter.Split(text).Count < 2).ToList();
        var torn = One.Where(text => splitter.Split(text).Count > 1).ToList();

        Assert.True(missed.Count <= Two.Length * (1 - LeastTakenApart), string.Create(CultureInfo.InvariantCulture, $"{missed.Count} of {Two.Length} were not taken apart:\n{string.Join('\n', missed)}"));
        Assert.True(torn.Count <= One.Length * MostTornApart, $"{torn.Count} of {One.Length} were torn apart:\n{string.Join('\n', torn.Select(text => string.Join(" | ", splitter.Split(text))))}");
    }

    [Fact]
    public void Each_need_keeps_the_words_it_was_said_in()
    {
        var splitter = Splitter();

        Assert.Equal(["my vpn drops", "I need a new monitor"], splitter.Split("my vpn drops and I need a new monitor"));
        Assert.Equal(["Outlook stürzt ab", "brauche ich einen Zugang zu Jira"], splitter.Split("Outlook stürzt ab, außerdem brauche ich einen Zugang zu Jira"));
        Assert.Equal(["I need Visio", "I need a headset"], splitter.Split("I need Visio and a headset"));
        Assert.Equal(3, splitter.Split("my vpn drops. Also I need a headset. Also the printer on floor 3 is jammed.").Count);
    }

    private static NeedSplitter Splitter()
    {
        var policy = PolicyFile.Load(Path.Combine(AppContext.BaseDirectory, "Demo", "desk.yaml")).Policy!;
        var catalog = new BotDesk.ServiceRequests.Catalog(new PolicySource(policy));
        var anybody = new BotDesk.People.Person { Handle = "sofie", Name = "Sofie", Roles = BotDesk.People.Roles.Employee };
        var understander = Trained.Desk.WithServices(
            [.. policy.Services.Select(service => new ServiceName(service.Key, service.Name.In(Language.English), [.. service.Name.Everywhere.Skip(1), .. service.Keywords]))]);
        return new NeedSplitter(understander, words => catalog.Meant(words, anybody)?.Key);
    }
}
