using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>Block Kit's parts, each within its limits (https://docs.slack.dev/reference/block-kit).</summary>
internal static class Kit
{
    public static JsonObject Plain(string text, int limit) => new()
    {
        ["type"] = "plain_text",
        ["text"] = SlackText.Shorten(SlackText.Clean(text), limit),
        ["emoji"] = false, // ":(" and ":smile:" stay what was typed
    };

    public static JsonObject Mrkdwn(string mrkdwn, int limit) => new() { ["type"] = "mrkdwn", ["text"] = SlackText.Shorten(mrkdwn, limit) };

    public static JsonObject Divider() => new() { ["type"] = "divider" };

    public static JsonObject Header(string text) => new() { ["type"] = "header", ["text"] = Plain(text.Trim(), SlackLimits.HeaderText) };

    public static JsonObject Context(JsonObject text) => new() { ["type"] = "context", ["elements"] = new JsonArray(text) };

    public static JsonObject Section(JsonObject text) => new() { ["type"] = "section", ["text"] = text };

    public static JsonObject Fields(IEnumerable<JsonObject> fields) => new() { ["type"] = "section", ["fields"] = new JsonArray([.. fields]) };

    public static JsonObject Actions(IEnumerable<JsonObject> buttons) => new() { ["type"] = "actions", ["elements"] = new JsonArray([.. buttons]) };

    public static JsonObject RichText(params IEnumerable<JsonObject> parts) => new() { ["type"] = "rich_text", ["elements"] = new JsonArray([.. parts]) };

    public static JsonObject RichSection(IEnumerable<JsonObject> elements) => new() { ["type"] = "rich_text_section", ["elements"] = new JsonArray([.. elements]) };

    public static JsonObject RichPreformatted(IEnumerable<JsonObject> elements) => new() { ["type"] = "rich_text_preformatted", ["elements"] = new JsonArray([.. elements]) };

    /// <summary>An element of rich text: shown as it is, nothing in it means anything.</summary>
    public static JsonObject Words(string text, bool bold = false, bool italic = false, bool code = false, bool strike = false)
    {
        var element = new JsonObject { ["type"] = "text", ["text"] = text };
        if (bold || italic || code || strike)
        {
            var style = new JsonObject();
            foreach (var name in new[] { bold ? "bold" : null, italic ? "italic" : null, code ? "code" : null, strike ? "strike" : null }.OfType<string>())
            {
                style[name] = true;
            }

            element["style"] = style;
        }

        return element;
    }

    public static JsonObject Link(string url, string text) => new() { ["type"] = "link", ["url"] = url, ["text"] = text };

    /// <summary>The title of a button that opens something.</summary>
    public static string Opening(string title) => $"{SlackText.Shorten(title, SlackLimits.ButtonText - 1)}…";

    /// <param name="actionId">Of its own within the message.</param>
    /// <param name="value">What a click brings back.</param>
    public static JsonObject Button(string title, string actionId, string value, string? style = null, string? tooltip = null)
    {
        var button = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = actionId,
            ["text"] = Plain(title, SlackLimits.ButtonText),
            ["value"] = value,
        };
        if (style is "positive" or "destructive")
        {
            button["style"] = style == "positive" ? "primary" : "danger";
        }

        if (!string.IsNullOrWhiteSpace(tooltip))
        {
            button["accessibility_label"] = SlackText.Shorten(SlackText.Clean(tooltip), SlackLimits.AccessibilityLabel);
        }

        return button;
    }

    public static JsonObject LinkButton(string title, string actionId, string url) => new()
    {
        ["type"] = "button",
        ["action_id"] = actionId,
        ["text"] = Plain(title, SlackLimits.ButtonText),
        ["url"] = url,
    };

    /// <summary>How many characters of text are in it, which is what Slack counts for a whole message.</summary>
    public static int TextLength(JsonNode? node) => node switch
    {
        JsonObject some => some.Sum(each => each is { Key: "text" or "label" or "alt_text", Value: JsonValue value } && value.TryGetValue<string>(out var text) ? text.Length : TextLength(each.Value)),
        JsonArray array => array.Sum(TextLength),
        _ => 0,
    };
}
