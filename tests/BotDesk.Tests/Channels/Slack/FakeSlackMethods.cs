using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>A workspace that installs the app.</summary>
internal sealed record SlackInstallation(string Team, string Name, string Bot, string Token);

/// <summary>The Web API's methods, each as its page of https://docs.slack.dev/reference/methods says.</summary>
internal sealed partial class FakeSlack
{
    private static readonly TimeSpan TriggerLifetime = TimeSpan.FromSeconds(3);

    public const string AppToken = "xapp-1-test";
    public const string ClientId = "0.1";

    /// <summary>A channel to which nobody has invited the bot.</summary>
    public const string NotJoined = "C0OTHERS";
    public const string ClientSecret = "0123456789abcdef";

    private readonly Dictionary<string, DateTimeOffset> _lastMessage = [];
    private readonly Dictionary<string, string> _tokens = new() { [Token] = Team };
    private readonly Dictionary<string, SlackInstallation> _codes = [];
    private readonly Dictionary<(string Channel, string Ts), JsonObject> _written = [];
    private readonly List<JsonObject> _posted = [];

    /// <summary>Somebody allows the app in another workspace: what Slack gives for this code.</summary>
    public void Allows(string code, SlackInstallation installed)
    {
        lock (_lock)
        {
            _codes[code] = installed;
        }
    }

    /// <summary>The workspace takes the token back.</summary>
    public void Revokes(string token)
    {
        lock (_lock)
        {
            _tokens.Remove(token);
        }
    }


    private JsonObject Do(string method, JsonElement arguments) => method switch
    {
        "api.test" or "auth.test" => Ok(("url", "https://larkfield.slack.example.com/"), ("team", "Larkfield"), ("user", "botdesk"), ("team_id", Team), ("user_id", Bot), ("bot_id", "B0DESK")),
        "users.info" => UserInfo(Word(arguments, "user"), Word(arguments, "include_locale") == "true"),
        "users.list" => Ok(("members", new JsonArray([.. _users.Keys.Where(_ => !HidesMembers).Select(id => UserInfo(id)["user"]!.DeepClone())])), ("response_metadata", new JsonObject { ["next_cursor"] = "" })),
        "conversations.open" => Word(arguments, "users") is { } user && _users.ContainsKey(user)
            ? Ok(("channel", new JsonObject { ["id"] = Direct(user) }))
            : Refuse("user_not_found"),
        "chat.postMessage" => Post(arguments),
        "chat.update" => Update(arguments),
        "chat.postEphemeral" => Ephemeral(arguments),
        "views.open" or "views.push" => Open(arguments),
        "views.update" => UpdateView(arguments),
        "views.publish" => Publish(arguments),
        "chat.getPermalink" => _written.ContainsKey((Word(arguments, "channel") ?? "", Word(arguments, "message_ts") ?? ""))
            ? Ok(("permalink", $"https://larkfield.slack.example.com/archives/{Word(arguments, "channel")}/p{Word(arguments, "message_ts")!.Replace(".", "", StringComparison.Ordinal)}"))
            : Refuse("message_not_found"),
        "conversations.info" => Ok(("channel", new JsonObject { ["id"] = Word(arguments, "channel"), ["name"] = "it-help", ["is_member"] = Word(arguments, "channel") != NotJoined })),
        "conversations.history" or "conversations.replies" when Word(arguments, "include_all_metadata") == "true" => Posted(Word(arguments, "channel"), Word(arguments, "ts"), Word(arguments, "oldest")),
        "conversations.history" => Written(Word(arguments, "channel"), Word(arguments, "latest"), isReply: false),
        "conversations.replies" => Written(Word(arguments, "channel"), Word(arguments, "ts"), isReply: true),
        "apps.connections.open" => Ok(("url", $"{_app.Urls.First().Replace("http", "ws", StringComparison.Ordinal)}/link/{Lines.NewTicket()}")),
        "oauth.v2.access" => Exchange(arguments),
        "auth.revoke" => Ok(("revoked", true)),
        _ => Refuse("unknown_method"),
    };

    private JsonObject UserInfo(string? id, bool withLocale = false) => id is not null && _users.TryGetValue(id, out var user)
        ? Ok(("user", new JsonObject
        {
            ["id"] = user.Id,
            ["team_id"] = user.Team,
            ["name"] = user.Name.ToLowerInvariant().Replace(' ', '.'),
            ["deleted"] = user.IsDeleted,
            ["locale"] = withLocale ? user.Locale : null,
            ["is_bot"] = user.IsBot,
            ["enterprise_user"] = user.GridTeams is { } teams ? new JsonObject { ["teams"] = new JsonArray([.. teams.Select(team => (JsonNode)team)]) } : null,
            ["is_restricted"] = user.IsGuest,
            ["is_email_confirmed"] = user.IsConfirmed,
            ["profile"] = new JsonObject { ["real_name"] = user.Name, ["display_name"] = "", ["email"] = user.Email },
        }))
        : Refuse("user_not_found");

    private JsonObject Post(JsonElement arguments)
    {
        if (Problem(arguments, ["channel", "text", "blocks", "thread_ts", "metadata", "unfurl_links", "unfurl_media", "mrkdwn", "reply_broadcast"]) is { } problem)
        {
            return problem;
        }

        var channel = Word(arguments, "channel")!;
        if (channel[0] is not ('C' or 'G' or 'D'))
        {
            return Refuse("channel_not_found");
        }

        if (LeastInterval is { } interval && _lastMessage.TryGetValue(channel, out var last) && _clock.GetUtcNow() - last < interval)
        {
            return Refuse("ratelimited");
        }

        _lastMessage[channel] = _clock.GetUtcNow();
        var thread = Word(arguments, "thread_ts");
        var ts = string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow().ToUnixTimeSeconds()}.{++_last:000000}");
        _posted.Add(new JsonObject { ["channel"] = channel, ["ts"] = ts, ["thread_ts"] = thread, ["text"] = Word(arguments, "text"), ["bot_id"] = "B0DESK", ["metadata"] = arguments.TryGetProperty("metadata", out var metadata) ? JsonNode.Parse(metadata.GetRawText()) : null });
        Screen.Show(new SlackShown(channel, ts, thread, Word(arguments, "text") ?? "", arguments.TryGetProperty("blocks", out var blocks) ? blocks : default, NameOf(arguments)));
        return Ok(("channel", channel), ("ts", ts), ("message", new JsonObject { ["ts"] = ts, ["text"] = Word(arguments, "text") }));
    }

    private JsonObject Update(JsonElement arguments)
    {
        if (Problem(arguments, ["channel", "ts", "text", "blocks", "metadata"]) is { } problem)
        {
            return problem;
        }

        var (channel, ts) = (Word(arguments, "channel")!, Word(arguments, "ts"));
        return ts is null || !Screen.Replace(channel, ts, Word(arguments, "text") ?? "", arguments.TryGetProperty("blocks", out var blocks) ? blocks : default, NameOf(arguments))
            ? Refuse("message_not_found")
            : Ok(("channel", channel), ("ts", ts), ("text", Word(arguments, "text")));
    }

    private JsonObject Ephemeral(JsonElement arguments)
    {
        if (Problem(arguments, ["channel", "user", "text", "blocks", "thread_ts"]) is { } problem)
        {
            return problem;
        }

        Screen.Whisper(Word(arguments, "user")!, Word(arguments, "text")!);
        return Ok(("message_ts", "1.1"));
    }

    private JsonObject Written(string? channel, string? ts, bool isReply) => channel == NotJoined ? Refuse("not_in_channel")
        : Ok(("messages", _written.TryGetValue((channel ?? "", ts ?? ""), out var message) && (isReply || !message.ContainsKey("thread_ts")) ? new JsonArray(message.DeepClone()) : new JsonArray()));

    /// <summary>The bot's own messages, with what it keeps in them; Slack shows the latest first, and in a thread the first one first.</summary>
    private JsonObject Posted(string? channel, string? thread, string? oldest) => Ok(("messages", new JsonArray(
        [.. _posted.Where(message => (string?)message["channel"] == channel && (string?)message["thread_ts"] == thread && double.Parse((string)message["ts"]!, CultureInfo.InvariantCulture) >= double.Parse(oldest ?? "0", CultureInfo.InvariantCulture))
            .Reverse().Take(200).Select(message => message.DeepClone())])));

    private JsonObject Publish(JsonElement arguments)
    {
        var view = arguments.GetProperty("view");
        if (Word(arguments, "user_id") is not { } user || !_users.ContainsKey(user))
        {
            return Refuse("invalid_arguments", ["user_id"]);
        }

        if (Word(view, "type") != "home" || BlockRules.OfView(view) is { Count: > 0 })
        {
            return Refuse("invalid_arguments", BlockRules.OfView(view));
        }

        Screen.Publish(user, view);
        return Ok(("view", new JsonObject { ["id"] = $"VH{user}" }));
    }

    private JsonObject Exchange(JsonElement arguments)
    {
        if (Word(arguments, "client_id") != ClientId || Word(arguments, "client_secret") != ClientSecret)
        {
            return Refuse("bad_client_secret");
        }

        if (Word(arguments, "code") is not { } code || !_codes.Remove(code, out var installed))
        {
            return Refuse("invalid_code");
        }

        _tokens[installed.Token] = installed.Team;
        return Ok(
            ("access_token", installed.Token), ("token_type", "bot"), ("scope", "chat:write,im:history"), ("bot_user_id", installed.Bot), ("app_id", "A0DESK"),
            ("team", new JsonObject { ["id"] = installed.Team, ["name"] = installed.Name }), ("authed_user", new JsonObject { ["id"] = "U0ADMIN" }));
    }

    private bool MayCall(string method, string authorization) => method switch
    {
        "oauth.v2.access" => true,
        "apps.connections.open" => authorization == $"Bearer {AppToken}",
        _ => authorization.StartsWith("Bearer ", StringComparison.Ordinal) && _tokens.ContainsKey(authorization["Bearer ".Length..]),
    };

    private static JsonObject? Problem(JsonElement arguments, string[] known)
    {
        if (Word(arguments, "channel") is not { Length: > 0 })
        {
            return Refuse("channel_not_found");
        }

        if (arguments.EnumerateObject().Select(argument => argument.Name).FirstOrDefault(name => !known.Contains(name) && name != "token") is { } unknown)
        {
            return Refuse("invalid_arguments", [$"unknown argument {unknown}"]);
        }

        var hasBlocks = arguments.TryGetProperty("blocks", out var blocks) && blocks.ValueKind == JsonValueKind.Array;
        if (string.IsNullOrEmpty(Word(arguments, "text")) && !hasBlocks)
        {
            return Refuse("no_text");
        }

        return hasBlocks && BlockRules.OfMessage(blocks) is { Count: > 0 } wrong ? Refuse("invalid_blocks", wrong) : null;
    }

    private JsonObject Open(JsonElement arguments)
    {
        if (Word(arguments, "trigger_id") is not { } trigger || !_triggers.Remove(trigger, out var given))
        {
            return Refuse("exchanged_trigger_id");
        }

        if (_clock.GetUtcNow() - given > TriggerLifetime)
        {
            return Refuse("expired_trigger_id");
        }

        var view = arguments.GetProperty("view");
        if (BlockRules.OfView(view) is { Count: > 0 } wrong)
        {
            return Refuse("invalid_arguments", wrong);
        }

        var id = $"V{++_last}";
        _views[id] = new SlackView(id, view, 1);
        Screen.Open(_views[id]);
        return Ok(("view", new JsonObject { ["id"] = id, ["hash"] = "1" }));
    }

    private JsonObject UpdateView(JsonElement arguments)
    {
        if (Word(arguments, "view_id") is not { } id || !_views.TryGetValue(id, out var open))
        {
            return Refuse("not_found");
        }

        var view = arguments.GetProperty("view");
        if (BlockRules.OfView(view) is { Count: > 0 } wrong)
        {
            return Refuse("invalid_arguments", wrong);
        }

        _views[id] = new SlackView(id, view, open.Version + 1);
        Screen.Open(_views[id]);
        return Ok(("view", new JsonObject { ["id"] = id, ["hash"] = (open.Version + 1).ToString(CultureInfo.InvariantCulture) }));
    }

    private static string? NameOf(JsonElement arguments) =>
        arguments.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? Word(metadata.GetProperty("event_payload"), "name") : null;

    private static string? Word(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonObject Ok(params (string Name, JsonNode? Value)[] properties)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in properties)
        {
            answer[name] = value;
        }

        return answer;
    }
}
