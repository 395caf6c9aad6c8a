using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BotDesk.Browser.Tests.Teams;

/// <summary>A person of the demo company in front of their Teams, for which the Agents Playground stands.</summary>
public sealed class PlaygroundTab
{
    private readonly string _handle;

    private TaskCompletionSource? _renewed;

    private PlaygroundTab(IPage page, string handle)
    {
        (Page, _handle) = (page, handle);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            if (frame.Text?.Contains("\"updateMessage\"", StringComparison.Ordinal) == true)
            {
                _renewed?.TrySetResult();
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Messages and cards of the chat that is open; what stands in a channel is marked otherwise.</summary>
    public ILocator Messages => Page.Locator("div:has(> [aria-label='Message header'])");

    private ILocator Box => Page.Locator("[data-lexical-editor=true]").Last;

    public static async Task<PlaygroundTab> OpenAsync(Playground playground, IBrowserContext window, string handle)
    {
        var tab = new PlaygroundTab(await window.NewPageAsync(), handle);
        await tab.Page.GotoAsync(playground.Address);
        await tab.Page.GetByTitle("Hide log panel").ClickAsync();
        return tab;
    }

    /// <summary>Goes to another conversation, such as <c>Jonas and colleagues</c>.</summary>
    public Task GoToAsync(string conversation) => Page.GetByRole(AriaRole.Treeitem, new() { Name = conversation, Exact = true }).ClickAsync();

    public async Task SayAsync(string text)
    {
        await Box.FillAsync(text);
        await Page.GetByLabel("Send Message").Last.ClickAsync();
    }

    /// <summary>Begins a thread in the channel that is open.</summary>
    public async Task PostAsync(string text, string mentioning)
    {
        await Box.PressSequentiallyAsync($"@{mentioning[..3]}");
        await Page.GetByText(mentioning, new() { Exact = true }).Last.ClickAsync();
        await Box.PressSequentiallyAsync($" {text}");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
    }

    /// <summary>Clicks a button of the newest card that has it.</summary>
    public Task ClickAsync(string button) => Button(button).Last.ClickAsync();

    /// <summary>
    /// Clicks, and waits until the card was renewed twice, by the click's answer and for everybody, and is drawn: what is typed into it
    /// before that is lost.
    /// </summary>
    public async Task ChangesAsync(string button)
    {
        _renewed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Page.RunAndWaitForResponseAsync(() => ClickAsync(button), response => response.Request.Method == "POST");
        await _renewed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await Page.EvaluateAsync("() => new Promise(drawn => requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(drawn))))");
    }

    public ILocator Button(string name) => Messages.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Types into an input of the newest card that has it.</summary>
    public Task FillAsync(string label, string text) => Input(label).Last.FillAsync(text);

    /// <summary>Chooses from a list of the newest card that has it.</summary>
    public async Task ChooseAsync(string label, string choice)
    {
        await Input(label).Last.ClickAsync();
        await Page.GetByRole(AriaRole.Option, new() { Name = choice, Exact = true }).ClickAsync();
    }

    public ILocator Input(string label) => Messages.GetByLabel(label, new() { Exact = true });

    public Task SeesAsync(string text) => Expect(Message(text).Last).ToBeVisibleAsync();

    public Task SeesOnceAsync(string text) => Expect(Message(text)).ToHaveCountAsync(1);

    public Task SeesNoAsync(string text) => Expect(Message(text)).ToHaveCountAsync(0);

    /// <summary>Every message and card in which this stands.</summary>
    public ILocator Message(string text) => Messages.Filter(new() { HasTextRegex = new Regex(Regex.Escape(text)) });

    /// <summary>Keeps what the client looks like beside the test results.</summary>
    public async Task PhotographAsync(string name)
    {
        Directory.CreateDirectory(Desk.Metadata("Screenshots"));
        if (await Messages.CountAsync() > 0)
        {
            await Messages.Last.ScrollIntoViewIfNeededAsync();
        }

        await Page.ScreenshotAsync(new() { Path = Path.Combine(Desk.Metadata("Screenshots"), $"teams-{_handle}-{name}.png"), Animations = ScreenshotAnimations.Disabled });
    }
}
