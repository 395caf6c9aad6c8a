using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotDesk.Protocol;

/// <summary>A card or a file that travels with a message.</summary>
public sealed class Attachment
{
    public const string AdaptiveCardContentType = "application/vnd.microsoft.card.adaptive";

    public string? ContentType { get; set; }

    public string? ContentUrl { get; set; }

    /// <summary>The card itself.</summary>
    public JsonElement? Content { get; set; }

    public string? Name { get; set; }

    public string? ThumbnailUrl { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}

/// <summary>Buttons above the input box that vanish once one was used.</summary>
public sealed class SuggestedActions
{
    /// <summary>For whom; in a group everybody when empty.</summary>
    public IList<string>? To { get; set; }

    public IList<CardAction>? Actions { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}

/// <summary>One button.</summary>
public sealed class CardAction
{
    /// <summary>"imBack" says the value for the person to see, "messageBack", "postBack", "openUrl"…</summary>
    public string? Type { get; set; }

    public string? Title { get; set; }

    public string? Text { get; set; }

    public string? DisplayText { get; set; }

    public JsonElement? Value { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extensions { get; set; }
}
