using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BotDesk.Browser.Tests;

/// <summary>A person in front of their chat. Whatever the browser complains about fails the story.</summary>
public sealed class ChatTab
{
    private readonly List<string> _complaints = [];

    private ChatTab(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // While the desk is away its own requests fail, and the browser says so.
            if (message.Type == "error" && !message.Text.Contains("net::ERR_", StringComparison.Ordinal) && !message.Text.Contains("WebSocket connection", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public ILocator Transcript => Page.Locator("#chat [role=feed]");

    public ILocator Notice => Page.Locator("#notice");

    public ILocator Box => Page.GetByPlaceholder("Say what you need");

    public static async Task<ChatTab> OpenAsync(Desk desk, IBrowserContext window, string handle)
    {
        var tab = new ChatTab(await window.NewPageAsync());
        await tab.Page.GotoAsync($"{desk.Address}/as/{handle}/");
        await tab.IsConnectedAsync();
        return tab;
    }

    public Task IsConnectedAsync() => Expect(Page.Locator("#chat[data-state=online]")).ToBeVisibleAsync();

    public async Task SayAsync(string text)
    {
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
    }

    /// <summary>Clicks a button of the newest card that has it.</summary>
    public Task ClickAsync(string button) => Button(button).Last.ClickAsync();

    public ILocator Button(string name) => Transcript.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public Task SeesAsync(string text) => Expect(Text(text).Last).ToBeVisibleAsync();

    public Task SeesOnceAsync(string text) => Expect(Text(text)).ToHaveCountAsync(1);

    /// <summary>Files a ticket about something.</summary>
    /// <returns>Its number.</returns>
    public async Task<string> FilesTicketAsync(string about)
    {
        await SayAsync($"create a ticket: {about}");
        await ClickAsync("Send");
        await SeesAsync("filed");
        return Regex.Match(await Text("filed").Last.InnerTextAsync(), @"INC\d+").Value;
    }

    /// <summary>Every message and card in whose visible part this stands.</summary>
    public ILocator Text(string text) =>
        Transcript.Locator(".webchat__bubble__content").Filter(new() { HasTextRegex = new Regex(Regex.Escape(text)) });

    /// <summary>Keeps what the tab looks like beside the test results.</summary>
    public async Task PhotographAsync(string name)
    {
        Directory.CreateDirectory(Desk.Metadata("Screenshots"));
        await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Desk.Metadata("Screenshots"), name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }

    public void HasNoComplaints() => Assert.Empty(_complaints);
}
