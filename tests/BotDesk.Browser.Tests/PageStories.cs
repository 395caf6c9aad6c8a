using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BotDesk.Browser.Tests;

/// <summary>The pages around the chat, and how they look.</summary>
[Collection(OneBrowser.Name)]
public sealed class PageStories(Chromium chromium, OpenDesk open)
{
    private static readonly ViewportSize Phone = new() { Width = 375, Height = 812 };

    [ChromiumFact]
    public async Task A_visitor_chooses_a_person_and_comes_back_to_choose_another()
    {
        var desk = open.Desk;
        await using var window = await chromium.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(desk.Address);
        await Photograph(page, "welcome");
        var tab = await window.RunAndWaitForPageAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Tomasz Wilkosz" }).ClickAsync());
        await Expect(tab.GetByRole(AriaRole.Banner)).ToContainTextAsync("Tomasz Wilkosz");
        await Expect(tab.GetByRole(AriaRole.Link, new() { Name = "Console" })).ToHaveAttributeAsync("href", "/as/tomasz/console");

        await tab.GetByRole(AriaRole.Link, new() { Name = "Be somebody else" }).ClickAsync();
        await Expect(tab).ToHaveURLAsync($"{desk.Address}/");
    }

    [ChromiumFact]
    public async Task Without_demo_people_the_first_page_says_how_to_get_some()
    {
        await using var desk = await Desk.StartAsync(("BotDesk__Demo", "false"));
        await using var window = await chromium.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(desk.Address);
        await Expect(page.GetByText("BotDesk__Demo=true")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Everything_fits_a_phone_in_the_dark()
    {
        var desk = open.Desk;
        await using var window = await chromium.OpenAsync(Phone, ColorScheme.Dark);
        var page = await window.NewPageAsync();
        await page.GotoAsync(desk.Address);
        await NothingSticksOut(page);
        await Photograph(page, "phone-welcome");

        var desmond = await ChatTab.OpenAsync(desk, window, "desmond");
        await desmond.SeesAsync("I am the service desk");
        await desmond.PhotographAsync("phone-greeting");
        await desmond.SayAsync("printer jams");
        await Expect(desmond.Button("Create a ticket").Last).ToBeInViewportAsync();
        await desmond.PhotographAsync("phone-suggestions");
        await desmond.ClickAsync("Create a ticket");
        await Expect(desmond.Button("Send").Last).ToBeInViewportAsync();
        await desmond.PhotographAsync("phone-form");
        await NothingSticksOut(desmond.Page);
        desmond.HasNoComplaints();
    }

    [ChromiumFact]
    public async Task The_gallery_shows_every_card()
    {
        var desk = open.Desk;
        await using var window = await chromium.OpenAsync(new() { Width = 1100, Height = 1400 });
        var page = await window.NewPageAsync();
        await page.GotoAsync($"{desk.Address}/cards");
        var links = page.Locator("#cards a");
        await Expect(page.Locator("#chat .ac-adaptiveCard").First).ToBeVisibleAsync();
        foreach (var card in await links.AllInnerTextsAsync())
        {
            await links.GetByText(card, new() { Exact = true }).ClickAsync();
            await Expect(page).ToHaveTitleAsync($"{card} – BotDesk");
            await Expect(page.Locator("#chat .ac-adaptiveCard").First).ToBeVisibleAsync();
            await Photograph(page, "card-" + card.Replace('/', '-'));
        }
    }

    private static async Task NothingSticksOut(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page is wider than the screen.");

    private static async Task Photograph(IPage page, string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Desk.Metadata("Screenshots"), name + ".png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
}
