using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>What a button's <c>value</c> says: the deed itself, or where in the stored message it stands.</summary>
/// <param name="Verb">What the card's button does; null when the value refers to the message.</param>
/// <param name="Data">The button's data.</param>
/// <param name="Nonce">Of the rendering that the value refers to; null for words without a card.</param>
/// <param name="Form">Which form of the message to open.</param>
/// <param name="Action">Which of the message's deeds that are too long for a value.</param>
/// <param name="Hidden">Which part of the card that is unfolded.</param>
/// <param name="Page">Which page of what did not fit into the message.</param>
/// <param name="IsBack">Whether it leads to the step before in a long form.</param>
internal sealed record SlackClick(string? Verb = null, JsonElement Data = default, string? Nonce = null, int? Form = null, int? Action = null, int? Page = null, int? Hidden = null, bool IsBack = false)
{
    /// <summary>The value of the button that leads to the step before.</summary>
    public const string Back = """{"b":true}""";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Null when it is no button of this desk.</returns>
    public static SlackClick? Read(string? value)
    {
        if (value is null || !value.StartsWith('{'))
        {
            return null;
        }

        try
        {
            var click = JsonElement.Parse(value);
            return click.Is("b") ? new SlackClick(IsBack: true)
                : click.Text("v") is { } verb
                ? new SlackClick(verb, click.TryGetProperty("d", out var data) && data.ValueKind == JsonValueKind.Object ? data : default)
                : new SlackClick(Nonce: click.Text("n"), Form: Number(click, "f"), Action: Number(click, "a"), Page: Number(click, "m"), Hidden: Number(click, "h")) is { } reference && (reference.Form ?? reference.Action ?? reference.Page ?? reference.Hidden) is not null ? reference : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Deed(string verb, JsonElement data) => new JsonObject
    {
        ["v"] = verb,
        ["d"] = data.ValueKind == JsonValueKind.Object ? JsonNode.Parse(data.GetRawText()) : new JsonObject(),
    }.ToJsonString(Compact);

    public static string OpenForm(int index, string? nonce) => Reference("f", index, nonce);

    public static string LongDeed(int index, string? nonce) => Reference("a", index, nonce);

    public static string ShowPage(int index, string? nonce) => Reference("m", index, nonce);

    public static string ShowHidden(int index, string? nonce) => Reference("h", index, nonce);

    private static string Reference(string what, int index, string? nonce) => new JsonObject { [what] = index, ["n"] = nonce }.ToJsonString(Compact);

    private static int? Number(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 ? number : null;
}
