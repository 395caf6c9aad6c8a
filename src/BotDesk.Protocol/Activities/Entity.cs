using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotDesk.Protocol;

/// <summary>
/// Something an activity speaks about: a mention, the client's time zone, a schema.org thing. Only <c>type</c> is common to all, so
/// everything else stays as it came; a field that means one thing in a mention may have another shape elsewhere.
/// </summary>
public sealed class Entity
{
    public const string MentionType = "mention";

    public string? Type { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }

    /// <returns>Null when this is no mention, or one that names nobody.</returns>
    public Mention? AsMention()
    {
        if (Type != MentionType || Extensions is null
            || !Extensions.TryGetValue("mentioned", out var mentioned) || mentioned.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var text = Extensions.TryGetValue("text", out var written) && written.ValueKind == JsonValueKind.String ? written.GetString() : null;
        return new Mention(new ChannelAccount { Id = Text(mentioned, "id"), Name = Text(mentioned, "name") }, text);
    }

    /// <summary>A mention for the bot's own message; <paramref name="text"/> must stand literally in the message's text.</summary>
    public static Entity ForMention(ChannelAccount mentioned, string text) => new()
    {
        Type = MentionType,
        Extensions = new Dictionary<string, JsonElement>
        {
            ["mentioned"] = JsonSerializer.SerializeToElement(mentioned, ProtocolJson.Default.ChannelAccount),
            ["text"] = JsonSerializer.SerializeToElement(text, ProtocolJson.Default.String),
        },
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>Somebody's name within a message's text.</summary>
/// <param name="Mentioned">Who is meant; decided by the channel, not by what stands in the text.</param>
/// <param name="Text">How the mention is written in the text, for example <c>&lt;at&gt;Desk&lt;/at&gt;</c>; null when the channel does not say.</param>
public sealed record Mention(ChannelAccount Mentioned, string? Text);
