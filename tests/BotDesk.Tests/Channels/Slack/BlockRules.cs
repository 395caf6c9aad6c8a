using System.Text.Json;
using System.Text.RegularExpressions;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>
/// Slack's own rules for blocks and views, written down from its reference (https://docs.slack.dev/reference/block-kit, …/surfaces/modals) and not from
/// the code that keeps them. What breaks one is refused as Slack refuses it.
/// </summary>
internal static partial class BlockRules
{
    private static readonly Dictionary<string, string[]> MessageBlocks = new()
    {
        ["section"] = ["type", "block_id", "text", "fields", "accessory", "expand"],
        ["header"] = ["type", "block_id", "text"],
        ["context"] = ["type", "block_id", "elements"],
        ["divider"] = ["type", "block_id"],
        ["image"] = ["type", "block_id", "image_url", "alt_text", "title"],
        ["actions"] = ["type", "block_id", "elements"],
        ["rich_text"] = ["type", "block_id", "elements"],
        ["input"] = ["type", "block_id", "label", "element", "optional", "hint", "dispatch_action"],
    };

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] InputElements =
        ["plain_text_input", "number_input", "static_select", "multi_static_select", "checkboxes", "radio_buttons", "datepicker", "timepicker"];

    /// <summary>Everything that is wrong with the blocks of a message.</summary>
    public static List<string> OfMessage(JsonElement blocks)
    {
        var wrong = new List<string>();
        Check(wrong, blocks.ValueKind == JsonValueKind.Array, "blocks is no array");
        Check(wrong, blocks.GetArrayLength() <= 50, $"{blocks.GetArrayLength()} blocks in a message");
        Check(wrong, Characters(blocks) <= 13_000, $"{Characters(blocks)} characters in a message");
        Check(wrong, !blocks.EnumerateArray().Any(block => Word(block, "type") == "input"), "an input in a message of this desk");
        Blocks(wrong, blocks);
        return wrong;
    }

    /// <summary>Everything that is wrong with a modal, or with somebody's home.</summary>
    public static List<string> OfView(JsonElement view)
    {
        var wrong = new List<string>();
        var isHome = Word(view, "type") == "home";
        Check(wrong, isHome || Word(view, "type") == "modal", "the view is neither modal nor home");
        Check(wrong, !isHome || !(view.TryGetProperty("title", out _) || view.TryGetProperty("submit", out _) || view.TryGetProperty("close", out _)), "a home has a title or buttons of its own");
        PlainText(wrong, view, "title", 24, isRequired: !isHome);
        PlainText(wrong, view, "submit", 24, isRequired: false);
        PlainText(wrong, view, "close", 24, isRequired: false);
        Check(wrong, (Word(view, "private_metadata") ?? "").Length <= 3000, "private_metadata is too long");
        Check(wrong, (Word(view, "callback_id") ?? "").Length <= 255, "callback_id is too long");
        Check(wrong, JsonSerializer.Serialize(view, Relaxed).Length <= 250_000, "view_too_large");
        var blocks = view.GetProperty("blocks");
        Check(wrong, blocks.GetArrayLength() is > 0 and <= 100, $"{blocks.GetArrayLength()} blocks in a modal");
        Check(wrong, view.TryGetProperty("submit", out _) || !blocks.EnumerateArray().Any(block => Word(block, "type") == "input"), "inputs but no submit");
        Blocks(wrong, blocks);
        return wrong;
    }

    private static void Blocks(List<string> wrong, JsonElement blocks)
    {
        var ids = blocks.EnumerateArray().Select(block => Word(block, "block_id")).OfType<string>().ToList();
        Check(wrong, ids.Distinct().Count() == ids.Count, "two blocks have one block_id");
        Check(wrong, ids.All(id => id.Length is > 0 and <= 255), "a block_id is too long");
        foreach (var block in blocks.EnumerateArray())
        {
            var type = Word(block, "type") ?? "";
            if (!MessageBlocks.TryGetValue(type, out var properties))
            {
                wrong.Add($"unknown block {type}");
                continue;
            }

            wrong.AddRange(block.EnumerateObject().Where(property => !properties.Contains(property.Name)).Select(property => $"{type} has no {property.Name}"));
            Block(wrong, type, block);
        }
    }

    private static void Block(List<string> wrong, string type, JsonElement block)
    {
        switch (type)
        {
            case "section":
                Check(wrong, block.TryGetProperty("text", out _) || block.TryGetProperty("fields", out _), "a section with neither text nor fields");
                Text(wrong, block, "text", 3000, isRequired: false);
                if (block.TryGetProperty("fields", out var fields))
                {
                    Check(wrong, fields.GetArrayLength() is > 0 and <= 10, $"{fields.GetArrayLength()} fields");
                    fields.EnumerateArray().ToList().ForEach(field => Text(wrong, field, 2000));
                }

                if (block.TryGetProperty("accessory", out var accessory))
                {
                    Button(wrong, accessory);
                }

                break;
            case "header":
                PlainText(wrong, block, "text", 150, isRequired: true);
                break;
            case "context":
                Check(wrong, block.GetProperty("elements").GetArrayLength() is > 0 and <= 10, "context elements");
                block.GetProperty("elements").EnumerateArray().ToList().ForEach(text => Text(wrong, text, 2000));
                break;
            case "image":
                Check(wrong, Word(block, "image_url") is { Length: > 0 and <= 3000 } url && url.StartsWith("https://", StringComparison.Ordinal), "image_url");
                Check(wrong, Word(block, "alt_text") is { Length: > 0 and <= 2000 }, "alt_text");
                break;
            case "actions":
                var elements = block.GetProperty("elements").EnumerateArray().ToList();
                Check(wrong, elements.Count is > 0 and <= 25, $"{elements.Count} elements in actions");
                Check(wrong, elements.Select(element => Word(element, "action_id")).Distinct().Count() == elements.Count, "two elements of a block have one action_id");
                elements.ForEach(button => Button(wrong, button));
                break;
            case "rich_text":
                Check(wrong, block.GetProperty("elements").GetArrayLength() > 0, "an empty rich_text");
                block.GetProperty("elements").EnumerateArray().ToList().ForEach(part => RichPart(wrong, part));
                break;
            case "input":
                PlainText(wrong, block, "label", 2000, isRequired: true);
                Input(wrong, block.GetProperty("element"));
                break;
        }
    }

    private static void RichPart(List<string> wrong, JsonElement part)
    {
        Check(wrong, Word(part, "type") is "rich_text_section" or "rich_text_preformatted", $"{Word(part, "type")} in rich_text");
        Check(wrong, part.GetProperty("elements").GetArrayLength() > 0, "an empty part of rich_text");
        foreach (var element in part.GetProperty("elements").EnumerateArray())
        {
            Check(wrong, Word(element, "text") is { Length: > 0 and <= 3000 }, "rich text without text, or too long");
            Check(wrong, Word(element, "type") == "text" || (Word(element, "type") == "link" && Uri.TryCreate(Word(element, "url"), UriKind.Absolute, out _)), "an element of rich_text");
            Check(wrong, !element.TryGetProperty("style", out var style) || style.EnumerateObject().All(each => each.Name is "bold" or "italic" or "strike" or "code" && each.Value.ValueKind == JsonValueKind.True), "style of rich_text");
        }
    }

    private static void Button(List<string> wrong, JsonElement button)
    {
        Check(wrong, Word(button, "type") == "button", "no button");
        PlainText(wrong, button, "text", 75, isRequired: true);
        Check(wrong, Word(button, "action_id") is { Length: > 0 and <= 255 }, "action_id");
        Check(wrong, (Word(button, "value") ?? "").Length <= 2000, "value is too long");
        Check(wrong, Word(button, "url") is null or { Length: <= 3000 }, "url is too long");
        Check(wrong, Word(button, "style") is null or "primary" or "danger", "style of a button");
        Check(wrong, Word(button, "accessibility_label") is null or { Length: > 0 and <= 75 }, "accessibility_label");
    }

    private static void Input(List<string> wrong, JsonElement element)
    {
        var type = Word(element, "type") ?? "";
        Check(wrong, InputElements.Contains(type), $"no input: {type}");
        Check(wrong, Word(element, "action_id") is { Length: > 0 and <= 255 }, "action_id of an input");
        PlainText(wrong, element, "placeholder", 150, isRequired: false);
        Check(wrong, !(type is "checkboxes" or "radio_buttons") || !element.TryGetProperty("placeholder", out _), "a placeholder where there is none");
        switch (type)
        {
            case "plain_text_input":
                var most = element.TryGetProperty("max_length", out var length) ? length.GetInt32() : 3000;
                Check(wrong, most is >= 1 and <= 3000, "max_length");
                Check(wrong, (Word(element, "initial_value") ?? "").Length <= most, "initial_value is longer than max_length");
                break;
            case "number_input":
                Check(wrong, element.TryGetProperty("is_decimal_allowed", out _), "is_decimal_allowed");
                break;
            case "datepicker":
                Check(wrong, Word(element, "initial_date") is null or { Length: 10 }, "initial_date");
                break;
            case "timepicker":
                Check(wrong, Word(element, "initial_time") is null or { Length: 5 }, "initial_time");
                break;
            default:
                Options(wrong, element, type is "checkboxes" or "radio_buttons" ? 10 : 100);
                break;
        }
    }

    private static void Options(List<string> wrong, JsonElement element, int most)
    {
        var groups = element.TryGetProperty("option_groups", out var given) ? given.EnumerateArray().ToList() : [element];
        Check(wrong, groups.Count is > 0 and <= 100, $"{groups.Count} groups of options");
        foreach (var group in groups)
        {
            Check(wrong, group.GetProperty("options").GetArrayLength() is > 0 && group.GetProperty("options").GetArrayLength() <= most, $"{group.GetProperty("options").GetArrayLength()} options");
        }

        var options = groups.SelectMany(group => group.GetProperty("options").EnumerateArray()).ToList();
        options.ForEach(option => PlainText(wrong, option, "text", 75, isRequired: true));
        options.ForEach(option => PlainText(wrong, option, "description", 75, isRequired: false));
        Check(wrong, options.All(option => Word(option, "value") is { Length: > 0 and <= 75 }), "value of an option");
        Check(wrong, options.Select(option => Word(option, "value")).Distinct().Count() == options.Count, "two options have one value");
        var initial = element.TryGetProperty("initial_option", out var one) ? [one] : element.TryGetProperty("initial_options", out var some) ? some.EnumerateArray().ToList() : [];
        Check(wrong, initial.All(each => options.Exists(option => JsonElement.DeepEquals(option, each))), "an initial option that is none of the options");
    }

    private static void PlainText(List<string> wrong, JsonElement parent, string property, int most, bool isRequired)
    {
        Text(wrong, parent, property, most, isRequired);
        Check(wrong, !parent.TryGetProperty(property, out var text) || Word(text, "type") == "plain_text", $"{property} is no plain_text");
    }

    private static void Text(List<string> wrong, JsonElement parent, string property, int most, bool isRequired)
    {
        if (parent.TryGetProperty(property, out var text))
        {
            Text(wrong, text, most);
        }
        else
        {
            Check(wrong, !isRequired, $"{property} is missing");
        }
    }

    private static void Text(List<string> wrong, JsonElement text, int most)
    {
        var words = Word(text, "text") ?? "";
        Check(wrong, Word(text, "type") is "plain_text" or "mrkdwn", "type of a text");
        Check(wrong, words.Length > 0 && words.Length <= most, $"a text of {words.Length} characters where {most} fit");
        Check(wrong, Word(text, "type") != "mrkdwn" || !text.TryGetProperty("emoji", out _), "emoji in mrkdwn");
        Check(wrong, Word(text, "type") != "mrkdwn" || !Unescaped().IsMatch(words), $"mrkdwn that is not escaped: {words}");
    }

    private static int Characters(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().Sum(each => each.Name is "text" or "alt_text" && each.Value.ValueKind == JsonValueKind.String ? each.Value.GetString()!.Length : Characters(each.Value)),
        JsonValueKind.Array => node.EnumerateArray().Sum(Characters),
        _ => 0,
    };

    private static string? Word(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void Check(List<string> wrong, bool isRight, string what)
    {
        if (!isRight)
        {
            wrong.Add(what);
        }
    }

    // A link, or one of the three entities; any other of these characters means something.
    [GeneratedRegex(@"&(?!amp;|lt;|gt;)|<(?!https?://[^|>]+(\|[^>]*)?>)")]
    private static partial Regex Unescaped();
}
