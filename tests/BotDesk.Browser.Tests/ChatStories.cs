using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BotDesk.Browser.Tests;

/// <summary>What people do in the chat, in a real browser, against the real desk.</summary>
[Collection(OneBrowser.Name)]
public sealed class ChatStories(Chromium chromium, OpenDesk open)
{
    [ChromiumFact]
    public async Task An_employee_reads_an_article_and_it_solves_the_problem()
    {
        var desk = open.Desk;
        await using var window = await chromium.OpenAsync();
        var jonas = await ChatTab.OpenAsync(desk, window, "jonas");
        await jonas.SeesAsync("I am the service desk");
        await jonas.PhotographAsync("greeting");

        await jonas.SayAsync("my vpn drops every ten minutes since this morning");
        await jonas.SeesAsync("The VPN keeps dropping");
        await Expect(jonas.Button("Create a ticket").Last).ToBeInViewportAsync();
        await jonas.PhotographAsync("suggestions");

        await jonas.Button("Read").First.ClickAsync();
        await Expect(jonas.Text("Updated").Last).ToBeInViewportAsync();
        await Expect(jonas.Button("This solved it").Last).ToBeInViewportAsync();
        await jonas.PhotographAsync("article");

        await jonas.ClickAsync("This solved it");
        await jonas.SeesAsync("Good to hear");
        await jonas.PhotographAsync("solved");
        jonas.HasNoComplaints();
    }

    [ChromiumFact]
    public async Task An_employee_files_a_ticket_and_a_reload_shows_all_of_it_again()
    {
        var desk = open.Desk;
        await using var window = await chromium.OpenAsync();
        var amara = await ChatTab.OpenAsync(desk, window, "amara");
        await amara.SayAsync("the finance share does not open since noon");
        await amara.ClickAsync("Create a ticket");
        await Expect(amara.Button("Send").Last).ToBeInViewportAsync();
        await amara.PhotographAsync("form");

        // What stands in the form when it is sent is what is filed.
        await amara.Transcript.GetByLabel("In a few words").Last.FillAsync("Finance share is gone");
        await amara.ClickAsync("Send");
        await amara.SeesAsync("Finance share is gone");
        await Expect(amara.Text("filed").Last).ToContainTextAsync("INC");

        // The form itself has given way to what became of it.
        await amara.SeesOnceAsync("Filed as INC");
        await Expect(amara.Button("Send")).ToHaveCountAsync(0);
        await amara.PhotographAsync("filed");

        await amara.Page.ReloadAsync();
        await amara.SeesOnceAsync("the finance share does not open since noon");
        await amara.SeesOnceAsync("Filed as INC");
        await Expect(amara.Button("Send")).ToHaveCountAsync(0);
        amara.HasNoComplaints();
    }

    [ChromiumFact]
    public async Task A_picture_that_is_attached_is_with_the_ticket_and_an_agent_sees_it_at_the_console()
    {
        var desk = open.Desk;
        await using var window = await chromium.OpenAsync();
        var jonas = await ChatTab.OpenAsync(desk, window, "jonas");
        var picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        await jonas.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "screen.png", MimeType = "image/png", Buffer = picture });
        await Expect(jonas.Page.Locator(".webchat__attachment-icon--checked")).ToBeVisibleAsync();
        await jonas.SayAsync("my screen looks like this, it flickers green");
        await jonas.SeesAsync("I have kept screen.png");

        await jonas.SayAsync("create a ticket");
        await jonas.ClickAsync("Send");
        await Expect(jonas.Text("filed").Last).ToContainTextAsync("INC");
        await jonas.PhotographAsync("filed-with-picture");
        jonas.HasNoComplaints();

        var page = await window.NewPageAsync();
        var number = System.Text.RegularExpressions.Regex.Match(await jonas.Text("filed").Last.InnerTextAsync(), @"INC\d+").Value;
        await page.GotoAsync($"{desk.Address}/as/priya/console/tickets/{number}");
        await Expect(page.Locator("#files img")).ToHaveJSPropertyAsync("naturalWidth", 1);
    }

    [ChromiumFact]
    public async Task Two_people_talk_in_two_tabs_and_an_answer_shows_at_once()
    {
        var desk = open.Desk;
        await using var window = await chromium.OpenAsync();
        var ravi = await ChatTab.OpenAsync(desk, window, "ravi");
        var anouk = await ChatTab.OpenAsync(desk, window, "anouk");
        var number = await ravi.FilesTicketAsync("my headset crackles in calls");

        await anouk.SayAsync($"take {number}");
        await anouk.SeesAsync("Internal note");
        await anouk.SayAsync($"note {number}: he sounds tired");
        await anouk.SayAsync($"reply {number}: I call you in five minutes");
        await ravi.SeesAsync("I call you in five minutes");
        await ravi.PhotographAsync("answer-arrived");
        await anouk.PhotographAsync("agent");

        Assert.Equal(0, await ravi.Text("he sounds tired").CountAsync());
        Assert.Equal(0, await anouk.Text("What is it about?").CountAsync());
        ravi.HasNoComplaints();
        anouk.HasNoComplaints();
    }

    [ChromiumFact]
    public async Task What_arrived_while_the_page_was_closed_is_there_when_it_opens()
    {
        var desk = open.Desk;
        await using var window = await chromium.OpenAsync();
        var noor = await ChatTab.OpenAsync(desk, window, "noor");
        var number = await noor.FilesTicketAsync("my laptop does not wake up");
        await noor.Page.CloseAsync();

        var tomasz = await ChatTab.OpenAsync(desk, window, "tomasz");
        await tomasz.SayAsync($"take {number}");
        await tomasz.SeesAsync("Internal note");
        await tomasz.SayAsync($"reply {number}: please restart it once");
        await tomasz.SeesAsync("please restart it once");

        var again = await ChatTab.OpenAsync(desk, window, "noor");
        await again.SeesAsync("please restart it once");
        again.HasNoComplaints();
    }

    [ChromiumFact]
    public async Task Hostile_text_is_shown_as_typed_and_never_run()
    {
        const string Hostile = """<img src=x onerror="document.title='owned'"> **bold** [a](javascript:alert(1)) {{DATE(2026-01-01T00:00:00Z)}} ${nonce}""";
        var desk = open.Desk;
        await using var window = await chromium.OpenAsync();
        var sofie = await ChatTab.OpenAsync(desk, window, "sofie");
        await sofie.SayAsync($"my printer jams and shows {Hostile}");
        await sofie.ClickAsync("Create a ticket");
        await sofie.Transcript.GetByLabel("In a few words").Last.FillAsync(Hostile);
        await sofie.Transcript.GetByLabel("Which service").Last.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await sofie.ClickAsync("Send");
        await Expect(sofie.Text("filed").Last).ToContainTextAsync("**bold**");
        await sofie.ClickAsync("Show ticket");
        await Expect(sofie.Transcript).ToContainTextAsync("{{\u2060DATE(2026-01-01T00:00:00Z)}}");
        await sofie.PhotographAsync("hostile");

        await Expect(sofie.Page).ToHaveTitleAsync("BotDesk");
        Assert.Equal(0, await sofie.Transcript.Locator("img[src=x]").CountAsync());
        Assert.Equal(0, await sofie.Transcript.Locator("a[href^=javascript]").CountAsync());
        Assert.Equal(0, await sofie.Transcript.Locator("strong").CountAsync());
        sofie.HasNoComplaints();
    }
}
