using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>What Slack was answered.</summary>
internal sealed record SlackResponse(HttpStatusCode Status, JsonElement Body)
{
    /// <summary>What is wrong beside the fields of a modal, by field.</summary>
    public IReadOnlyDictionary<string, string> Errors =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("response_action", out var action) && action.GetString() == "errors"
            ? Body.GetProperty("errors").EnumerateObject().ToDictionary(error => error.Name, error => error.Value.GetString()!)
            : new Dictionary<string, string>();
}

/// <summary>Posts to the desk as Slack does, signed.</summary>
internal sealed class SlackSender(HttpClient desk, FakeSlack slack)
{
    public SlackSender(DeskHost desk, FakeSlack slack) : this(desk.Http, slack)
    {
    }

    public static string Sign(string timestamp, string body, string secret = FakeSlack.SigningSecret) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")));

    public Task<SlackResponse> Event(JsonObject happened, string? eventId = null, int retry = 0) => Post("events", new JsonObject
    {
        ["token"] = "z",
        ["team_id"] = FakeSlack.Team,
        ["api_app_id"] = "A0DESK",
        ["event"] = happened.DeepClone(),
        ["type"] = "event_callback",
        ["event_id"] = eventId ?? $"Ev{Guid.NewGuid():N}",
        ["event_time"] = slack.Clock.GetUtcNow().ToUnixTimeSeconds(),
        ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = FakeSlack.Team, ["user_id"] = FakeSlack.Bot, ["is_bot"] = true }),
    }.ToJsonString(), "application/json", retry);

    public Task<SlackResponse> Interaction(JsonObject payload) => Post("interactions", $"payload={WebUtility.UrlEncode(payload.ToJsonString())}", "application/x-www-form-urlencoded");

    public Task<SlackResponse> Command(string user, string channel, string text) => Post(
        "commands",
        string.Join('&', new (string Name, string Value)[] { ("command", "/desk"), ("text", text), ("user_id", user), ("channel_id", channel), ("team_id", FakeSlack.Team), ("trigger_id", slack.NewTrigger()) }.Select(each => $"{each.Name}={WebUtility.UrlEncode(each.Value)}")),
        "application/x-www-form-urlencoded");

    public async Task<SlackResponse> Post(string door, string body, string contentType, int retry = 0, string? timestamp = null, string? signature = null)
    {
        timestamp ??= slack.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/slack/{door}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("X-Slack-Signature", signature ?? Sign(timestamp, body));
        if (retry > 0)
        {
            request.Headers.TryAddWithoutValidation("X-Slack-Retry-Num", retry.ToString(CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation("X-Slack-Retry-Reason", "http_timeout");
        }

        using var response = await desk.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new SlackResponse(response.StatusCode, text.StartsWith('{') ? JsonElement.Parse(text) : default);
    }
}

/// <summary>Somebody in Slack: writes, presses, fills in modals, and reads what comes.</summary>
internal sealed class SlackTalker(DeskHost desk, FakeSlack slack, string user)
{
    private readonly HashSet<(string Ts, int Changes)> _seen = [];

    public string User { get; } = user;

    public SlackSender Sender { get; } = new(desk, slack);

    public string Direct => FakeSlack.Direct(User);

    /// <summary>The messages of the bot in the direct messages with it.</summary>
    public IReadOnlyList<SlackShown> Shown => [.. slack.Screen.Messages.Where(message => message.Channel == Direct)];

    /// <summary>A message event, as Slack makes it.</summary>
    public JsonObject Message(string text, string? channel = null, string? thread = null, string type = "message", string? ts = null)
    {
        var message = new JsonObject
        {
            ["type"] = type,
            ["user"] = User,
            ["text"] = text,
            ["ts"] = ts ?? slack.NewTs(),
            ["team"] = FakeSlack.Team,
            ["channel"] = channel ?? Direct,
        };
        message["event_ts"] = message["ts"]!.GetValue<string>();
        if (type == "message")
        {
            message["channel_type"] = channel is null || channel[0] == 'D' ? "im" : "channel";
        }

        if (thread is not null)
        {
            message["thread_ts"] = thread;
        }

        slack.Wrote(message);
        return message;
    }

    /// <summary>Writes something in the direct messages, or in a channel, and reads everything that answers it.</summary>
    public async Task<IReadOnlyList<SlackShown>> Says(string text, string? channel = null, string? thread = null)
    {
        var before = slack.Screen.Messages.Count;
        var isDirect = channel is null || channel[0] == 'D';
        var message = Message(text, channel, thread, !isDirect && thread is null ? "app_mention" : "message");
        Assert.Equal(HttpStatusCode.OK, (await Sender.Event(message)).Status);
        var ts = message["ts"]!.GetValue<string>();
        return isDirect ? await AnswersTo(before, User, thread is null ? ts : $"{ts}@{thread}") : await AnswersTo(before, $"{channel}:{thread ?? ts}", ts);
    }

    /// <summary>Mentions the bot in a channel in which others do the same, and reads what comes into the thread under it.</summary>
    public async Task<IReadOnlyList<SlackShown>> SaysIn(string channel, string text)
    {
        var message = Message(text, channel, type: "app_mention");
        Assert.Equal(HttpStatusCode.OK, (await Sender.Event(message)).Status);
        var ts = message["ts"]!.GetValue<string>();
        var count = await desk.HandledAsync($"slack|{channel}:{ts}", ts);
        return await slack.Screen.WaitFor(screen => screen.Messages.Where(shown => shown.Channel == channel && shown.Thread == ts).ToList() is var come && come.Count >= count ? come : null, $"{count} answers in {channel}");
    }

    /// <summary>Sends a message of the direct messages as it stands.</summary>
    public async Task<IReadOnlyList<SlackShown>> Writes(JsonObject message)
    {
        var before = slack.Screen.Messages.Count;
        Assert.Equal(HttpStatusCode.OK, (await Sender.Event(message)).Status);
        return await AnswersTo(before, User, message["ts"]!.GetValue<string>());
    }

    /// <summary>Writes in a thread under a card that is a conversation of its own.</summary>
    public async Task<IReadOnlyList<SlackShown>> SaysUnder(SlackShown card, string text)
    {
        var before = slack.Screen.Messages.Count;
        var message = Message(text, card.Channel, card.Ts);
        Assert.Equal(HttpStatusCode.OK, (await Sender.Event(message)).Status);
        return await AnswersTo(before, $"{(card.Channel[0] == 'D' ? User : card.Channel)}:{card.Ts}", message["ts"]!.GetValue<string>());
    }

    /// <summary>Presses a button of a message that does something at once.</summary>
    public async Task<IReadOnlyList<SlackShown>> Presses(SlackShown message, string button)
    {
        var before = slack.Screen.Messages.Count;
        var press = Press(message, button);
        Assert.Equal(HttpStatusCode.OK, (await Sender.Interaction(press)).Status);
        return await AnswersTo(before, PlaceOf(message), $"click-{press["trigger_id"]}{ThreadOf(message)}");
    }

    /// <summary>Presses a button that opens a modal, and waits until what belongs into it is there.</summary>
    public async Task<SlackView> Opens(SlackShown message, string button)
    {
        var open = slack.Screen.Views.Select(view => view.Id).ToHashSet();
        Assert.Equal(HttpStatusCode.OK, (await Sender.Interaction(Press(message, button))).Status);
        return await slack.Screen.WaitFor(screen => screen.Views.FirstOrDefault(view => !open.Contains(view.Id) && view.Version > 1), $"the modal of \"{button}\"");
    }

    /// <summary>Sends a modal with this typed into it, as an anonymous object, step by step where it has several; the rest as it stands.</summary>
    public async Task<(SlackResponse Response, IReadOnlyList<SlackShown> Answers)> Sends(SlackView modal, object? typed = null, string? place = null)
    {
        var before = slack.Screen.Messages.Count;
        var submission = Submission(modal, typed);
        var response = await Sender.Interaction(submission);
        Assert.Equal(HttpStatusCode.OK, response.Status);
        if (response.Body.ValueKind == JsonValueKind.Object && response.Body.TryGetProperty("view", out var next) && next.TryGetProperty("submit", out _))
        {
            Assert.Empty(BlockRules.OfView(next));
            return await Sends(slack.Follow(modal.Id, next), typed, place);
        }

        return (response, await AnswersTo(before, place ?? User, $"submit-{submission["trigger_id"]}{ReplyOf(modal)}"));
    }

    /// <summary>Sends one step of a long form, and sees the one that follows; or the same with what is wrong.</summary>
    public async Task<SlackView> GoesOn(SlackView modal, object? typed = null)
    {
        var response = await Sender.Interaction(Submission(modal, typed));
        Assert.Equal("update", response.Body.GetProperty("response_action").GetString());
        Assert.Empty(BlockRules.OfView(response.Body.GetProperty("view")));
        return slack.Follow(modal.Id, response.Body.GetProperty("view"));
    }

    private static JsonObject State(SlackView modal, object? typed) => new JsonObject
    {
        ["values"] = JsonSerializer.SerializeToNode(modal.State(JsonSerializer.SerializeToNode(typed)?.AsObject().ToDictionary(each => each.Key, each => each.Value!.ToString()) ?? [])),
    };

    public JsonObject Submission(SlackView modal, object? typed = null) => new()
    {
        ["type"] = "view_submission",
        ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
        ["user"] = new JsonObject { ["id"] = User },
        ["trigger_id"] = slack.NewTrigger(),
        ["view"] = new JsonObject
        {
            ["id"] = modal.Id,
            ["type"] = "modal",
            ["callback_id"] = modal.Content.GetProperty("callback_id").GetString(),
            ["private_metadata"] = modal.Content.GetProperty("private_metadata").GetString(),
            ["hash"] = "1",
            ["state"] = State(modal, typed),
        },
    };

    /// <summary>Marks a message with an emoji.</summary>
    public Task<SlackResponse> Marks(string channel, string ts, string emoji) => Sender.Event(new JsonObject
    {
        ["type"] = "reaction_added",
        ["user"] = User,
        ["reaction"] = emoji,
        ["item"] = new JsonObject { ["type"] = "message", ["channel"] = channel, ["ts"] = ts },
        ["event_ts"] = slack.NewTs(),
    });

    /// <summary>Changes a message, or takes it back where there is no text.</summary>
    public Task<SlackResponse> Changes(JsonObject message, string? text)
    {
        var (before, now) = (message.DeepClone(), message.DeepClone());
        now["text"] = text;
        var happened = new JsonObject { ["type"] = "message", ["subtype"] = text is null ? "message_deleted" : "message_changed", ["channel"] = message["channel"]!.DeepClone(), ["previous_message"] = before, ["ts"] = slack.NewTs() };
        happened["event_ts"] = happened["ts"]!.GetValue<string>();
        if (text is null)
        {
            happened["deleted_ts"] = message["ts"]!.DeepClone();
        }
        else
        {
            happened["message"] = now;
        }

        return Sender.Event(happened);
    }

    /// <summary>Chooses *Create ticket* from a message's menu.</summary>
    public async Task<SlackView> CreatesTicketFrom(JsonObject message)
    {
        var open = slack.Screen.Views.Select(view => view.Id).ToHashSet();
        Assert.Equal(HttpStatusCode.OK, (await Sender.Interaction(new JsonObject
        {
            ["type"] = "message_action",
            ["callback_id"] = "create_ticket",
            ["trigger_id"] = slack.NewTrigger(),
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["user"] = new JsonObject { ["id"] = User },
            ["channel"] = new JsonObject { ["id"] = message["channel"]!.DeepClone() },
            ["message_ts"] = message["ts"]!.DeepClone(),
            ["message"] = message.DeepClone(),
        })).Status);
        return await slack.Screen.WaitFor(screen => screen.Views.FirstOrDefault(view => !open.Contains(view.Id) && view.Version > 1), "the dialog of the shortcut");
    }

    /// <summary>Opens the app's home.</summary>
    public async Task<SlackView> OpensHome()
    {
        var before = slack.Screen.Home(User)?.Version ?? 0;
        Assert.Equal(HttpStatusCode.OK, (await Sender.Event(new JsonObject { ["type"] = "app_home_opened", ["user"] = User, ["channel"] = Direct, ["tab"] = "home", ["event_ts"] = slack.NewTs() })).Status);
        return await SeesHome(home => home.Version > before, "the home");
    }

    /// <summary>The home as soon as it is like that.</summary>
    public Task<SlackView> SeesHome(Func<SlackView, bool> isIt, string what) => slack.Screen.WaitFor(screen => screen.Home(User) is { } home && isIt(home) ? home : null, $"{what} of {User}");

    /// <summary>Presses a button on the home or in a modal, with this typed into it, and sees the modal that answers.</summary>
    public async Task<SlackView> PressesIn(SlackView view, string button, object? typed = null)
    {
        var seen = slack.Screen.Views.ToDictionary(open => open.Id, open => open.Version);
        var isHome = view.Content.GetProperty("type").GetString() == "home";
        var pressed = JsonNode.Parse(SlackReading.Buttons(view.Content.GetProperty("blocks")).First(each => SlackReading.Title(each) == button).GetRawText())!.AsObject();
        pressed["action_ts"] = slack.NewTs();
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["user"] = new JsonObject { ["id"] = User, ["team_id"] = FakeSlack.Team },
            ["trigger_id"] = slack.NewTrigger(),
            ["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id },
            ["view"] = new JsonObject { ["id"] = view.Id, ["type"] = isHome ? "home" : "modal", ["private_metadata"] = view.Content.GetProperty("private_metadata").GetString(), ["state"] = State(view, typed) },
            ["actions"] = new JsonArray(pressed),
        };
        Assert.Equal(HttpStatusCode.OK, (await Sender.Interaction(payload)).Status);
        return await slack.Screen.WaitFor(screen => screen.Views.FirstOrDefault(open => open.Version > (seen.TryGetValue(open.Id, out var was) ? was : 1)), $"the modal of \"{button}\"");
    }

    /// <summary>A press as Slack sends it.</summary>
    public JsonObject Press(SlackShown message, string button, string? trigger = null)
    {
        var pressed = JsonNode.Parse(message.Button(button).GetRawText())!.AsObject();
        pressed["action_ts"] = slack.NewTs();
        var shown = new JsonObject { ["type"] = "message", ["ts"] = message.Ts, ["bot_id"] = "B0DESK" };
        if (message.Thread is not null)
        {
            shown["thread_ts"] = message.Thread;
        }

        return new JsonObject
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["user"] = new JsonObject { ["id"] = User, ["team_id"] = FakeSlack.Team },
            ["trigger_id"] = trigger ?? slack.NewTrigger(),
            ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = message.Channel },
            ["channel"] = new JsonObject { ["id"] = message.Channel },
            ["message"] = shown,
            ["actions"] = new JsonArray(pressed),
        };
    }

    /// <summary>Something that comes without having been asked for just now, or changes; each state of it is received once.</summary>
    public Task<SlackShown> Receives(Func<SlackShown, bool> isIt, string what) => slack.Screen.WaitFor(
        screen => screen.Messages.FirstOrDefault(message => message.Channel == Direct && isIt(message) && _seen.Add((message.Ts, message.Changes))), $"{what} for {User}");

    /// <summary>The message when it is in another state than it was.</summary>
    public Task<SlackShown> SeesChanged(SlackShown message) => slack.Screen.WaitFor(
        screen => screen.Messages.FirstOrDefault(now => now.Channel == message.Channel && now.Ts == message.Ts && now.Changes > message.Changes), $"a change of {message.Name} for {User}");

    /// <summary>Everything that answers it, once it was handled.</summary>
    public async Task<IReadOnlyList<SlackShown>> AnswersTo(int before, string place, string activityId)
    {
        var count = await desk.HandledAsync($"slack|{place}", activityId);
        var channel = place[0] == 'U' ? Direct : place.Split(':')[0];
        return await slack.Screen.WaitFor(
            screen => screen.Messages.Skip(before).Where(message => message.Channel == channel).ToList() is var come && come.Count >= count ? come : null, $"{count} answers to {User}");
    }

    /// <summary>A thread in the direct messages is no conversation of its own: the answer's place is kept in the id.</summary>
    private static string ThreadOf(SlackShown message) => message is { Channel: ['D', ..], Thread: { } thread } ? $"@{thread}" : "";

    private static string ReplyOf(SlackView modal) =>
        modal.Content.TryGetProperty("private_metadata", out var metadata) && JsonElement.Parse(metadata.GetString()!).TryGetProperty("reply", out var reply) && reply.GetString() is { } thread ? $"@{thread}" : "";

    private string PlaceOf(SlackShown message) => message.Channel[0] == 'D' ? User : $"{message.Channel}:{message.Thread ?? message.Ts}";
}

/// <summary>A desk in a workspace, with people of the demo company in it.</summary>
internal static class SlackDesk
{
    /// <summary>Jonas, an employee; Tomasz and Anouk, agents; known by their addresses.</summary>
    public static async Task<FakeSlack> WorkspaceAsync(TimeProvider? clock = null, TimeSpan? leastInterval = null)
    {
        var slack = await FakeSlack.StartAsync(clock, leastInterval);
        slack.Knows(new SlackUser("U0JONAS", "Jonas Achterberg", "jonas.achterberg@larkfield.example.com"));
        slack.Knows(new SlackUser("U0TOMASZ", "Tomasz W", "tomasz.wilkosz@larkfield.example.com"));
        slack.Knows(new SlackUser("U0ANOUK", "Anouk", "anouk.verhaal@larkfield.example.com"));
        slack.Knows(new SlackUser("U0STRANGER", "Sam Stranger", "sam@elsewhere.example"));
        return slack;
    }

    public static SlackTalker InSlack(this DeskHost desk, FakeSlack slack, string user) => new(desk, slack, user);

    public static SlackShown Card(this IReadOnlyList<SlackShown> answers, string name) =>
        answers.SingleOrDefault(answer => answer.Name == name) ?? throw new InvalidOperationException($"No card {name} came, but: {string.Join("; ", answers.Select(answer => answer.Name ?? answer.Text))}");
}
