using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BotDesk.Browser.Tests;

/// <summary>An employee in the chat and an agent at the console talk with each other, in two real browser tabs.</summary>
[Collection(OneBrowser.Name)]
public sealed class LiveChatStories(Chromium chromium, OpenDesk open)
{
    [ChromiumFact]
    public async Task They_talk_without_a_page_being_loaded_again()
    {
        await using var window = await chromium.OpenAsync();
        var noor = await ChatTab.OpenAsync(open.Desk, window, "noor");
        var priya = await ChatTab.OpenAsync(open.Desk, window, "priya");
        await noor.SayAsync("my vpn drops every ten minutes");
        await noor.ClickAsync("Talk to a person");
        await noor.SeesAsync("stands for it");
        await noor.PhotographAsync("live-waiting");
        await priya.SeesAsync("Somebody asks for a person");
        await priya.PhotographAsync("live-call");

        var desk = await window.NewPageAsync();
        await desk.GotoAsync($"{open.Desk.Address}/as/priya/console/chats");
        await desk.Locator(".chat-list a", new() { HasText = "Noor" }).First.ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Take it" }).ClickAsync();
        await noor.SeesAsync("has joined the chat");
        await desk.EvaluateAsync("window.stayed = true");
        await desk.Locator("#say-text").FillAsync("Which wifi are you on?");
        await desk.Locator("#say-text").PressAsync("Control+Enter");
        await noor.SeesAsync("Which wifi are you on?");
        await noor.SayAsync("the guest wifi, and my password has expired");
        await Expect(desk.Locator(".transcript .theirs").Last).ToContainTextAsync("the guest wifi");
        await desk.Locator("#remark-text").FillAsync("should not be on the guest wifi");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Keep internal remark" }).ClickAsync();
        await Expect(desk.Locator(".transcript > .internal")).ToContainTextAsync("should not be");
        await Expect(desk.Locator("#remark-text")).ToHaveValueAsync("");
        await desk.ScreenshotAsync(new() { Path = Path.Combine(Directory.CreateDirectory(Desk.Metadata("Screenshots")).FullName, "live-console.png"), FullPage = true });
        Assert.True(await desk.EvaluateAsync<bool>("window.stayed === true"));

        await priya.PhotographAsync("live-taken");
        await desk.GetByText("End the chat").First.ClickAsync();
        await desk.Locator("[name=code]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await desk.Locator("#end-text").FillAsync("Moved you to the staff wifi");
        await desk.Locator("details button", new() { HasText = "End the chat" }).ClickAsync();
        await noor.SeesAsync("Moved you to the staff wifi");
        await noor.PhotographAsync("live-ended");
        await noor.ClickAsync("5");
        await noor.SeesAsync("Thank you for saying so");
        Assert.Equal(0, await noor.Text("should not be on the guest wifi").CountAsync());
        noor.HasNoComplaints();
        priya.HasNoComplaints();
    }
}
