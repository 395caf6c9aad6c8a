using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BotDesk.Channels.Slack.Blocks;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>A button that was pressed, on a message or in a modal (<c>block_actions</c>).</summary>
/// <param name="Id">Of this one press, the same when Slack sends it again.</param>
/// <param name="Trigger">Permission to open a modal, for 3 s.</param>
/// <param name="Value">What the desk put into the button.</param>
/// <param name="Message">The <c>ts</c> of the message; null in a modal.</param>
/// <param name="Thread">The thread the message stands in.</param>
/// <param name="ViewId">The modal; null on a message.</param>
/// <param name="Metadata">What the desk put into the modal.</param>
internal sealed record SlackClickEvent(
    string Id, string User, string? Team, string Trigger, string? Value, string? Channel, string? Message, string? Thread, string? ViewId, ModalMetadata? Metadata)
{
    /// <summary>Whether it was pressed on the app's home, which is no modal.</summary>
    public bool IsHome { get; init; }

    /// <summary>Whether its answer stands in a modal: it was pressed where there is no conversation.</summary>
    public bool AnswersInModal => IsHome || Metadata?.Asked is not null;

    /// <returns>Null when it is no button that does something, such as a link.</returns>
    public static SlackClickEvent? Read(JsonElement payload)
    {
        if (payload.Each("actions").FirstOrDefault() is not { ValueKind: JsonValueKind.Object } action || action.Text("type") != "button" || action.Text("url") is not null || Part(payload, "user").Text("id") is not { } user)
        {
            return null;
        }

        var (container, message, view) = (Part(payload, "container"), Part(payload, "message"), Part(payload, "view"));
        var trigger = payload.Text("trigger_id") ?? "";
        return new SlackClickEvent(
            $"click-{(trigger.Length > 0 ? trigger : $"{user}-{action.Text("action_ts")}")}",
            user,
            Part(payload, "team").Text("id") ?? Part(payload, "user").Text("team_id"),
            trigger,
            action.Text("value"),
            Part(payload, "channel").Text("id") ?? container.Text("channel_id"),
            message.Text("ts") ?? container.Text("message_ts"),
            (message.Text("thread_ts") ?? container.Text("thread_ts")) is { Length: > 0 } thread && thread != message.Text("ts") ? thread : null,
            view.Text("id"),
            ModalMetadata.Read(view.Text("private_metadata")))
        {
            IsHome = view.Text("type") == "home",
        };
    }

    private static JsonElement Part(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : default;
}

/// <summary>What a modal carries so that what is done in it finds its conversation and its card.</summary>
/// <param name="Place">The conversation's id.</param>
/// <param name="Channel">The Slack channel.</param>
/// <param name="Reply"><see cref="SlackSpot.ReplyThread"/>.</param>
/// <param name="Nonce">Of the rendering of the card.</param>
/// <param name="Message">The <c>ts</c> of the message.</param>
/// <param name="Form">Which form of it; null for a page of a long card.</param>
/// <param name="Asked">Id of the click that what it shows answers; null where it belongs to a message.</param>
/// <param name="Step">Which step of a long form.</param>
/// <param name="AskedIn">The conversation in which that click was made; null where it is <paramref name="Place"/>.</param>
/// <param name="Drops">Whether closing it drops the form, which was opened nowhere else.</param>
internal sealed record ModalMetadata(string Place, string Channel, string? Reply, string? Nonce, string? Message, int? Form, string? Asked = null, int Step = 0, string? AskedIn = null, bool Drops = false)
{
    [JsonIgnore]
    public SlackSpot Spot => new(SlackPlace.Parse(Place), Channel, Reply);

    public override string ToString() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>The form at its step, in the modal that carries this.</summary>
    public JsonObject View(JsonElement form, IReadOnlyDictionary<string, string>? typed = null, IReadOnlyDictionary<string, string>? errors = null)
    {
        var view = CardForm.View(form, ToString(), typed, errors, Step);
        if (Drops)
        {
            view["notify_on_close"] = true;
        }

        return view;
    }

    public static ModalMetadata? Read(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<ModalMetadata>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
