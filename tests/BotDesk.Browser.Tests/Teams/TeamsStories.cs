using System.Text.RegularExpressions;

namespace BotDesk.Browser.Tests.Teams;

/// <summary>Two people of the demo company in Teams, each in front of a client of their own, with the real desk.</summary>
[Collection(OneBrowser.Name)]
public sealed partial class TeamsStories(Chromium chromium)
{
    [PlaygroundFact]
    public async Task An_incident_from_the_first_words_to_the_rating()
    {
        await using var desk = await Desk.StartAsync();
        await using var forJonas = await Playground.StartAsync(desk, "jonas");
        await using var forAnouk = await Playground.StartAsync(desk, "anouk");
        await using var window = await chromium.OpenAsync(new() { Width = 1000, Height = 1100 });
        var jonas = await PlaygroundTab.OpenAsync(forJonas, window, "jonas");
        var anouk = await PlaygroundTab.OpenAsync(forAnouk, window, "anouk");
        await jonas.SeesAsync("Hello Jonas, I am the service desk.");

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

        await anouk.SayAsync("queue");
        await anouk.ClickAsync("More");
        await anouk.SeesAsync(number);
        await anouk.PhotographAsync("1-queue");
        await anouk.ClickAsync(number);
        await anouk.ChangesAsync("Take it");
        await anouk.SeesAsync("In progress");
        await anouk.FillAsync("The requester reads this", "Please update the VPN client; then call me.");
        await anouk.ChangesAsync("Send to requester");
        await jonas.SeesAsync("Please update the VPN client; then call me.");
        await jonas.PhotographAsync("4-reply");
        await anouk.ChooseAsync("How it ended", "Fixed");
        await anouk.FillAsync("What was done (the requester reads this)", "Client 5.2 installed.");
        await anouk.PhotographAsync("2-work");
        await anouk.ChangesAsync("Resolve");
        await anouk.SeesAsync("Resolved");
        await anouk.PhotographAsync("3-resolved");

        await jonas.SeesAsync("Client 5.2 installed.");
        await jonas.PhotographAsync("5-resolved");
        await jonas.ClickAsync("It works again");
        await jonas.ClickAsync("5");
        await jonas.SeesAsync("Thank");
        await jonas.PhotographAsync("6-rated");
    }

    [GeneratedRegex(@"INC\d+")]
    private static partial Regex Incident();
}
