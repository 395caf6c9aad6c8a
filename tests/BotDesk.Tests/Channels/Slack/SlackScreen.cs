using System.Text;
using System.Text.Json;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>A message as it stands in Slack now.</summary>
/// <param name="Name">Which card it is; null for words.</param>
internal sealed record SlackShown(string Channel, string Ts, string? Thread, string Fallback, JsonElement Blocks, string? Name)
{
    /// <summary>How often it was changed.</summary>
    public int Changes { get; init; }

    /// <summary>Everything that can be read in it, a line per block.</summary>
    public string Text => Blocks.ValueKind == JsonValueKind.Array && Blocks.GetArrayLength() > 0 ? SlackReading.Text(Blocks) : Fallback;

    public IReadOnlyList<string> Buttons => [.. SlackReading.Buttons(Blocks).Select(SlackReading.Title)];

    public JsonElement Button(string title) => SlackReading.Buttons(Blocks).FirstOrDefault(button => SlackReading.Title(button) == title) is { ValueKind: JsonValueKind.Object } found
        ? found
        : throw new InvalidOperationException($"The message {Name} has no button \"{title}\" but: {string.Join(", ", Buttons)}");
}

/// <summary>A modal as it stands open now.</summary>
/// <param name="Version">1 as it was opened.</param>
internal sealed record SlackView(string Id, JsonElement Content, int Version)
{
    public string Title => Content.GetProperty("title").GetProperty("text").GetString()!;

    public string Text => SlackReading.Text(Content.GetProperty("blocks"));

    public IReadOnlyList<JsonElement> Inputs => [.. Content.GetProperty("blocks").EnumerateArray().Where(block => block.GetProperty("type").GetString() == "input")];

    public JsonElement Input(string id) => Inputs.First(input => input.GetProperty("block_id").GetString() == id);

    /// <summary>The form's <c>state.values</c> when somebody fills in these inputs and leaves the others as they stand.</summary>
    public Dictionary<string, object> State(IReadOnlyDictionary<string, string> typed) => Inputs.ToDictionary(
        input => input.GetProperty("block_id").GetString()!,
        input => (object)new Dictionary<string, object?>
        {
            [input.GetProperty("element").GetProperty("action_id").GetString()!] = SlackReading.Answer(input.GetProperty("element"), typed.GetValueOrDefault(input.GetProperty("block_id").GetString()!)),
        });
}

/// <summary>Everything that stands in Slack, for all people; waits for what has not come yet.</summary>
internal sealed class SlackScreen
{
    private readonly Lock _lock = new();
    private readonly List<SlackShown> _messages = [];
    private readonly List<SlackView> _views = [];
    private readonly List<(string User, string Text)> _whispers = [];
    private readonly Dictionary<string, SlackView> _homes = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<SlackShown> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    public IReadOnlyList<SlackView> Views
    {
        get
        {
            lock (_lock)
            {
                return [.. _views];
            }
        }
    }

    /// <summary>What one person alone was shown.</summary>
    public IReadOnlyList<(string User, string Text)> Whispers
    {
        get
        {
            lock (_lock)
            {
                return [.. _whispers];
            }
        }
    }

    public void Show(SlackShown message) => Change(() => _messages.Add(message));

    public bool Replace(string channel, string ts, string text, JsonElement blocks, string? name)
    {
        var at = _messages.FindIndex(message => message.Channel == channel && message.Ts == ts);
        if (at >= 0)
        {
            Change(() => _messages[at] = _messages[at] with { Fallback = text, Blocks = blocks, Name = name, Changes = _messages[at].Changes + 1 });
        }

        return at >= 0;
    }

    public void Open(SlackView view) => Change(() =>
    {
        _views.RemoveAll(open => open.Id == view.Id);
        _views.Add(view);
    });

    /// <summary>The app's home as somebody sees it; null when none was ever shown.</summary>
    public SlackView? Home(string user)
    {
        lock (_lock)
        {
            return _homes.GetValueOrDefault(user);
        }
    }

    public void Publish(string user, System.Text.Json.JsonElement view) => Change(() => _homes[user] = new SlackView($"VH{user}", view, (_homes.GetValueOrDefault(user)?.Version ?? 0) + 1));

    public void Whisper(string user, string text) => Change(() => _whispers.Add((user, text)));

    /// <summary>The first answer that is not null; asked again whenever something changes.</summary>
    public async Task<T> WaitFor<T>(Func<SlackScreen, T?> find, string what) where T : class
    {
        using var patience = new CancellationTokenSource(Arrivals.Patience);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                more = _more.Task;
            }

            if (find(this) is { } found)
            {
                return found;
            }

            try
            {
                await more.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited {Arrivals.Patience.TotalSeconds} s for {what}. There is: {string.Join("; ", Messages.Select(message => message.Name ?? message.Text))}");
            }
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            change();
            (more, _more) = (_more, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        more.SetResult();
    }
}

/// <summary>Reads Block Kit as a person does.</summary>
internal static class SlackReading
{
    public static string Text(JsonElement blocks)
    {
        var lines = new List<string>();
        foreach (var block in blocks.EnumerateArray())
        {
            var line = new StringBuilder();
            Read(block, line);
            lines.Add(line.ToString());
        }

        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    public static IEnumerable<JsonElement> Buttons(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Buttons),
        JsonValueKind.Object when node.TryGetProperty("type", out var type) && type.GetString() == "button" => [node],
        JsonValueKind.Object => node.EnumerateObject().SelectMany(property => Buttons(property.Value)),
        _ => [],
    };

    public static string Title(JsonElement button) => button.GetProperty("text").GetProperty("text").GetString()!;

    /// <summary>What Slack sends for an input: what was typed, or what stood in it.</summary>
    public static object Answer(JsonElement element, string? typed)
    {
        var type = element.GetProperty("type").GetString()!;
        var options = element.TryGetProperty("options", out var its) ? its.EnumerateArray().ToList()
            : element.TryGetProperty("option_groups", out var groups) ? [.. groups.EnumerateArray().SelectMany(group => group.GetProperty("options").EnumerateArray())]
            : [];
        JsonElement? Option(string value) => options.FirstOrDefault(option => option.GetProperty("value").GetString() == value) is { ValueKind: JsonValueKind.Object } found ? found : throw new InvalidOperationException($"\"{value}\" cannot be chosen.");
        return type switch
        {
            "static_select" or "radio_buttons" => new { type, selected_option = typed is null ? Part(element, "initial_option") : typed.Length == 0 ? null : Option(typed) },
            "checkboxes" or "multi_static_select" => new { type, selected_options = typed is null ? Part(element, "initial_options") ?? (object)Array.Empty<object>() : typed.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(value => Option(value)).ToArray() },
            "datepicker" => new { type, selected_date = typed ?? Word(element, "initial_date") },
            "timepicker" => new { type, selected_time = typed ?? Word(element, "initial_time") },
            _ => new { type, value = typed ?? Word(element, "initial_value") },
        };
    }

    private static void Read(JsonElement node, StringBuilder line)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var each in node.EnumerateArray())
            {
                Read(each, line);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in node.EnumerateObject())
            {
                if (property.Name is "text" && property.Value.ValueKind == JsonValueKind.String)
                {
                    line.Append(line.Length > 0 && node.GetProperty("type").GetString() is "plain_text" or "mrkdwn" ? " | " : "").Append(property.Value.GetString());
                }
                else if (property.Name is not ("value" or "action_id" or "style" or "initial_option" or "options"))
                {
                    Read(property.Value, line);
                }
            }
        }
    }

    private static JsonElement? Part(JsonElement element, string property) => element.TryGetProperty(property, out var value) ? value : null;

    private static string? Word(JsonElement element, string property) => element.TryGetProperty(property, out var value) ? value.GetString() : null;
}
