using System.Globalization;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace BotDesk.Browser.Tests.Teams;

/// <summary>Two people of the demo company in Teams, each in front of a client of their own, with the real desk.</summary>
[Collection(OneBrowser.Name)]
public sealed partial class TeamsStories(Chromium chromium)
{
    [PlaygroundFact]
    public async Task An_incident_from_the_first_words_to_the_rating()
    {
        await using var teams = await TeamsDesk.OpenAsync(chromium);
        var (jonas, tomasz) = (teams.Jonas, teams.Tomasz);
        await jonas.SeesOnceAsync("I am the service desk.");
        await jonas.SeesOnceAsync("Hello Jonas");

        await jonas.SayAsync("my vpn drops every ten minutes since this morning");
        await jonas.SeesAsync("The VPN keeps dropping");
        await jonas.PhotographAsync("1-articles");
        await jonas.ClickAsync("Create a ticket");
        await jonas.SeesAsync("In a few words");
        await jonas.PhotographAsync("2-form");
        await jonas.FillAsync("In a few words", "VPN drops in every call");
        await jonas.ClickAsync("Send");
        await jonas.SeesAsync("Filed as INC");
        var number = Incident().Match(await jonas.Message("Filed as INC").Last.InnerTextAsync()).Value;
        await jonas.SayAsync($"where is {number}?");
        await jonas.SeesAsync("VPN drops in every call");
        await jonas.PhotographAsync("3-filed");

        await tomasz.SayAsync("queue");
        await tomasz.ClickAsync("More");
        await tomasz.SeesAsync(number);
        await tomasz.PhotographAsync("1-queue");
        await tomasz.ClickAsync(number);
        await tomasz.ChangesAsync("Take it");
        await tomasz.SeesAsync("In progress");
        await tomasz.FillAsync("The requester reads this", "Please update the VPN client; then call me.");
        await tomasz.ChangesAsync("Send to requester");
        await jonas.SeesAsync("Please update the VPN client; then call me.");
        await jonas.PhotographAsync("4-reply");
        await tomasz.ChooseAsync("How it ended", "Fixed");
        await tomasz.FillAsync("What was done (the requester reads this)", "Client 5.2 installed.");
        await tomasz.PhotographAsync("2-work");
        await tomasz.ChangesAsync("Resolve");
        await tomasz.SeesAsync("Resolved");
        await tomasz.PhotographAsync("3-resolved");

        await jonas.SeesAsync("Client 5.2 installed.");
        await jonas.PhotographAsync("5-resolved");
        await jonas.ClickAsync("It works again");
        await jonas.ClickAsync("5");
        await jonas.SeesAsync("Thank");
        await jonas.PhotographAsync("6-rated");
    }

    [PlaygroundFact]
    public async Task A_change_is_asked_for_and_approved_on_the_card()
    {
        await using var teams = await TeamsDesk.OpenAsync(chromium);
        var (jonas, tomasz) = (teams.Jonas, teams.Tomasz);
        var day = NetworkNight().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await tomasz.SeesAsync("Hello Tomasz");

        await jonas.SayAsync("I want to change the firewall rule for the guest wifi");
        await jonas.SeesAsync("What, in a few words");
        await jonas.FillAsync("What, in a few words", "Let guests reach the badge printer");
        await jonas.FillAsync("Why", "Visitors cannot print their badges");
        await jonas.FillAsync("First day", day);
        await jonas.FillAsync("Starts at", "19:00");
        await jonas.FillAsync("Last day", day);
        await jonas.FillAsync("Ends at", "20:30");
        await jonas.ChooseAsync("Was it tried before?", "In a test (+1)");
        await jonas.FillAsync("Test", "A visitor prints a badge");
        await jonas.FillAsync("Roll-back", "Remove the rule again");
        await jonas.PhotographAsync("change-1-form");
        await jonas.ClickAsync("Send");
        await jonas.SeesAsync("Waiting for approval");
        await jonas.PhotographAsync("change-2-waiting");

        await tomasz.SeesAsync("Waiting for your decision");
        await tomasz.PhotographAsync("change-1-asked");
        await tomasz.FillAsync("Your reason or question", "Which printer is it?");
        await tomasz.ChangesAsync("Ask the requester");
        await jonas.SeesAsync("Which printer is it?");
        await jonas.FillAsync("Your answer", "The one at gate 4");
        await jonas.PhotographAsync("change-3-question");
        await jonas.ChangesAsync("Answer Tomasz Wilkosz");
        await tomasz.SeesAsync("The one at gate 4");
        await tomasz.ChangesAsync("Approve");

        await Expect(tomasz.Button("Approve")).ToHaveCountAsync(0);
        await tomasz.PhotographAsync("change-2-approved");
        await jonas.SeesAsync("is approved by Tomasz Wilkosz");
        await jonas.SeesNoAsync("Waiting for approval");
        await jonas.PhotographAsync("change-4-approved");
    }

    [PlaygroundFact]
    public async Task A_person_takes_over_and_the_bot_is_silent()
    {
        await using var teams = await TeamsDesk.OpenAsync(chromium);
        var (jonas, tomasz) = (teams.Jonas, teams.Tomasz);
        await tomasz.SeesAsync("Hello Tomasz");

        await jonas.SayAsync("my vpn drops every ten minutes since this morning");
        await jonas.SeesAsync("The VPN keeps dropping");
        await jonas.ClickAsync("Talk to a person");
        await tomasz.SeesAsync("Somebody asks for a person");
        await jonas.PhotographAsync("person-1-waiting");
        await tomasz.PhotographAsync("person-1-call");
        await tomasz.ChangesAsync("Take it");
        await tomasz.SeesAsync("You have it");
        await jonas.SeesAsync("Tomasz Wilkosz has joined the chat");

        await tomasz.SayAsync("Are you on the hotel wifi?");
        await jonas.SeesAsync("Tomasz Wilkosz: Are you on the hotel wifi?");
        await jonas.SayAsync("my tickets, I mean yes");
        await tomasz.SeesAsync("my tickets, I mean yes");
        await tomasz.SayAsync("/note he has the old certificate");
        await jonas.SeesNoAsync("Your tickets");
        await jonas.PhotographAsync("person-2-talking");
        await tomasz.PhotographAsync("person-2-talking");

        await tomasz.SayAsync("/end Renewed your certificate");
        await jonas.SeesAsync("Renewed your certificate");
        await jonas.SeesNoAsync("the old certificate");
        await jonas.PhotographAsync("person-3-ended");
        await jonas.ClickAsync("5");
        await jonas.SeesAsync("Thank");
        await jonas.SayAsync("my tickets");
        await jonas.SeesAsync("Your tickets");
        await jonas.PhotographAsync("person-4-rated");
    }

    [PlaygroundFact]
    public async Task In_a_channel_the_desk_answers_in_the_thread_when_it_is_mentioned()
    {
        await using var teams = await TeamsDesk.OpenAsync(chromium);
        var jonas = teams.Jonas;
        await jonas.GoToAsync("Larkfield - Help");

        await jonas.PostAsync("help", mentioning: "BotDesk");

        await Expect(jonas.Page.GetByText("What I can do for you").First).ToBeVisibleAsync();
        await jonas.PhotographAsync("channel-answered");
    }

    /// <summary>A maintenance night of the demo company's network within some weeks, outside of its freezes: nothing is in the way.</summary>
    private static DateTime NetworkNight()
    {
        var day = DateTime.UtcNow.Date.AddDays(7);
        while (day.DayOfWeek != DayOfWeek.Tuesday || day is { Month: 12 } or { Month: 11, Day: > 20 } or { Month: 1, Day: < 10 })
        {
            day = day.AddDays(1);
        }

        return day;
    }

    [GeneratedRegex(@"INC\d+")]
    private static partial Regex Incident();
}
