using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BotDesk.Browser.Tests.Teams;

/// <summary>A person of the demo company in front of their Teams, for which the Agents Playground stands.</summary>
public sealed class PlaygroundTab
{
    private readonly string _handle;
    private readonly string _playground;

    private TaskCompletionSource? _renewed;

    private PlaygroundTab(IPage page, string handle, string playground)
    {
        (Page, _handle, _playground) = (page, handle, playground);
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
        var tab = new PlaygroundTab(await window.NewPageAsync(), handle, playground.Address);
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
    /// <returns>The id of the thread's conversation.</returns>
    public async Task<string> PostAsync(string text, string mentioning)
    {
        await Box.PressSequentiallyAsync($"@{mentioning[..3]}");
        await Page.GetByText(mentioning, new() { Exact = true }).Last.ClickAsync();
        await Box.PressSequentiallyAsync($" {text}");
        var posted = await Page.RunAndWaitForResponseAsync(
            () => Page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync(),
            response => response.Request.Method == "POST" && response.Url.EndsWith("/messages", StringComparison.Ordinal));
        return (await posted.JsonAsync())!.Value.GetProperty("postConversationId").GetString()!;
    }

    /// <summary>
    /// Has the Playground send what Teams sends and the Playground has no button for (reactions, changed and deleted messages), as its "Mock an Activity" does. Its
    /// own messages have other ids for the bot than for the page, so that what is reacted to or changed is sent this way, too.
    /// </summary>
    /// <param name="thread">Of a channel.</param>
    public async Task SendAsync(string thread, JsonObject activity)
    {
        var template = await Page.APIRequest.GetAsync($"{_playground}/_internal/v1/customActivities/template", new() { Params = new Dictionary<string, object> { ["conversationId"] = thread } });
        var sent = JsonNode.Parse(await template.TextAsync())!.AsObject();
        foreach (var (name, value) in activity)
        {
            sent[name] = value?.DeepClone();
        }

        var answer = await Page.APIRequest.PostAsync($"{_playground}/_internal/v1/customActivities", new() { Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" }, Data = sent.ToJsonString() });
        Assert.True(answer.Ok, await answer.TextAsync());
    }

    /// <summary>Searches from the compose box, and puts what is found into the conversation.</summary>
    public async Task PutInAsync(string command, string typed, string found)
    {
        await Page.GetByLabel("Trigger Message Extension App").Last.ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Search Command" }).ClickAsync();
        await Page.GetByText("Specify Command ID or Parameter").ClickAsync();
        await Page.GetByPlaceholder("Command ID").FillAsync(command);
        await Page.GetByPlaceholder("Parameter name").FillAsync("query");
        await Page.GetByPlaceholder("Enter a search term").FillAsync(typed);
        await Page.Locator("[role=group], [tabindex='-1']").GetByText(found).Last.ClickAsync();
        await Page.GetByLabel("Send Message").Last.ClickAsync();
    }

    /// <summary>Chooses an action in the menu of the newest message in which this stands, and sees its dialog.</summary>
    public async Task<ILocator> OpenFromMenuAsync(string message, string command)
    {
        await Message(message).Last.GetByLabel("Show more information").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = "Action Command" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).First.FillAsync(command);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        return Page.GetByRole(AriaRole.Dialog);
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
