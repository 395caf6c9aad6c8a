using static Microsoft.Playwright.Assertions;

namespace BotDesk.Browser.Tests;

/// <summary>The desk is killed in the middle; nobody has to do anything about it.</summary>
[Collection(OneBrowser.Name)]
public sealed class RestartStories(Chromium chromium)
{
    [ChromiumFact]
    public async Task After_a_kill_and_a_restart_the_conversation_goes_on_and_nothing_is_doubled()
    {
        await using var desk = await Desk.StartAsync();
        await using var window = await chromium.OpenAsync();
        var jonas = await ChatTab.OpenAsync(desk, window, "jonas");
        await jonas.SayAsync("my vpn drops every ten minutes since this morning");
        await jonas.SeesAsync("The VPN keeps dropping");

        await desk.KillAsync();
        await Expect(jonas.Notice).ToContainTextAsync("The connection is gone");
        await jonas.PhotographAsync("connection-lost");
        await desk.StartAsync();
        await Expect(jonas.Notice).ToBeHiddenAsync();

        await jonas.SayAsync("that didn't help");
        await jonas.SeesAsync("Sorry that it did not help");
        await jonas.PhotographAsync("after-restart");
        await jonas.SeesOnceAsync("I am the service desk");
        await jonas.SeesOnceAsync("my vpn drops every ten minutes since this morning");
        await jonas.SeesOnceAsync("may solve it:");
        await jonas.SeesOnceAsync("that didn't help");
        await jonas.SeesOnceAsync("Sorry that it did not help");

        // The history says the same.
        await jonas.Page.ReloadAsync();
        await jonas.SeesOnceAsync("Sorry that it did not help");
        await jonas.SeesOnceAsync("may solve it:");
        await jonas.SeesOnceAsync("my vpn drops every ten minutes since this morning");
    }

    [ChromiumFact]
    public async Task What_is_typed_while_the_desk_is_away_waits_in_the_box()
    {
        await using var desk = await Desk.StartAsync();
        await using var window = await chromium.OpenAsync();
        var noor = await ChatTab.OpenAsync(desk, window, "noor");
        await noor.SeesAsync("I am the service desk");

        await desk.KillAsync();
        await Expect(noor.Notice).ToBeVisibleAsync();
        await noor.SayAsync("my tickets");
        await Expect(noor.Box).ToHaveValueAsync("my tickets");

        await desk.StartAsync();
        await Expect(noor.Notice).ToBeHiddenAsync();
        await noor.Box.PressAsync("Enter");
        await noor.SeesAsync("Your tickets");
        await noor.Page.ReloadAsync();
        await noor.SeesOnceAsync("Your tickets");
    }
}
