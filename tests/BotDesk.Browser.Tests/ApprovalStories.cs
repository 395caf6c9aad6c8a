using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BotDesk.Browser.Tests;

/// <summary>The approval pages as a person sees them: every form that is there can be used.</summary>
[Collection(OneBrowser.Name)]
public sealed class ApprovalStories(Chromium chromium, OpenDesk open)
{
    [ChromiumFact]
    public async Task An_approver_decides_passes_on_approves_several_and_hands_over()
    {
        var desk = open.Desk;
        using var http = new HttpClient { BaseAddress = new Uri(desk.Address) };
        for (var each = 0; each < 4; each++)
        {
            using var filed = await http.PostAsJsonAsync("/api/service-requests", new { requester = "sofie", item = "project-licence", values = new Dictionary<string, string> { ["plan"] = "desktop", ["cost-centre"] = "CC-1204" } });
            Assert.True(filed.IsSuccessStatusCode, await filed.Content.ReadAsStringAsync());
        }

        await using var window = await chromium.OpenAsync(new() { Width = 1200, Height = 1100 });
        var page = await window.NewPageAsync();
        await page.GotoAsync($"{desk.Address}/as/desmond/console/approvals");
        var rows = page.Locator("#waiting tbody tr");
        await Expect(rows).ToHaveCountAsync(4);

        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Photograph(page, "console-approval");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(page.Locator("#done")).ToContainTextAsync("You approved");

        await page.GotoAsync($"{desk.Address}/as/desmond/console/approvals");
        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByLabel("Or somebody else decides in your place").FillAsync("Mira");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delegate" }).ClickAsync();
        await Expect(page.Locator(".facts")).ToContainTextAsync("Mira Castellanez for Desmond Oyelaran");

        await page.GotoAsync($"{desk.Address}/as/desmond/console/approvals");
        await rows.Nth(1).GetByRole(AriaRole.Checkbox).CheckAsync();
        await rows.Nth(2).GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve the chosen…" }).ClickAsync();
        await Photograph(page, "console-approvals");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve all 2" }).ClickAsync();
        await Expect(page.Locator("#done")).ToContainTextAsync("You approved");

        await page.GetByText("I'll be away").ClickAsync();
        await page.GetByLabel("Who decides in your place").FillAsync("Helena");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Expect(page.Locator("#away")).ToContainTextAsync("Helena Strandmark decides in your place");
        await page.GetByRole(AriaRole.Button, new() { Name = "I'm back" }).ClickAsync();
        await Expect(page.GetByText("I'll be away")).ToBeVisibleAsync();
    }

    private static async Task Photograph(IPage page, string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Desk.Metadata("Screenshots"), name + ".png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
}
