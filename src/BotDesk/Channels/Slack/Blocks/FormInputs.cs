using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>The six inputs of a card as input blocks (https://docs.slack.dev/reference/block-kit/blocks/input-block), and what comes back of them.</summary>
internal static class FormInputs
{
    public const string ActionId = "value";

    /// <returns>Null for a choice without anything to choose from.</returns>
    public static JsonObject? Block(JsonElement input, IReadOnlyDictionary<string, string>? typed)
    {
        var id = input.Text("id")!;
        var value = typed?.GetValueOrDefault(id) ?? input.InputValue();
        var element = input.Type() switch
        {
            "Input.ChoiceSet" => Choice(input, value),
            "Input.Toggle" => Toggle(input, value),
            "Input.Number" => Number(input, value),
            "Input.Date" => Moment("datepicker", "initial_date", value, DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
            "Input.Time" => Moment("timepicker", "initial_time", value, TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
            _ => Text(input, value),
        };
        if (element is null)
        {
            return null;
        }

        element["action_id"] = ActionId;
        if (SlackText.Clean(input.Text("placeholder")) is { } placeholder && !SlackText.IsBlank(placeholder) && (string?)element["type"] is not ("checkboxes" or "radio_buttons"))
        {
            element["placeholder"] = Kit.Plain(placeholder, SlackLimits.Placeholder);
        }

        var label = new[] { input.Text("label"), input.Text("title"), id }.Select(SlackText.Clean).FirstOrDefault(words => !SlackText.IsBlank(words)) ?? "–";
        return new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = BlockId(id),
            ["optional"] = true, // the server checks, and says what it wants in words
            ["label"] = Kit.Plain(label, SlackLimits.Label),
            ["element"] = element,
        };
    }

    /// <summary>The name of an input's block.</summary>
    public static string BlockId(string id) => SlackText.Shorten(id, SlackLimits.Id);

    /// <summary>What Slack has no room for in the input itself: choices that are longer than it shows, and that a text goes on.</summary>
    public static IEnumerable<JsonObject> Beneath(JsonElement input, Language language)
    {
        var titles = input.Type() == "Input.Toggle" ? [ToggleTitle(input)] : input.Each("choices").Select(choice => choice.Text("title") ?? "");
        var inFull = string.Join('\n', titles.Where(title => Divided(title).More.Length > SlackLimits.OptionDescription).Select(title => $"• {SlackText.Clean(title).Trim()}"));
        var words = Rest(input) is { Length: > 0 and var count } ? Phrase.Of("channels.slack.goesOn", new { count }).In(language) : inFull;
        return SlackText.Split(words, SlackLimits.ContextText).Where(part => !SlackText.IsBlank(part)).Select(part => Kit.Context(Kit.Plain(part, SlackLimits.ContextText)));
    }

    /// <param name="answer">The input's part of the view's state.</param>
    public static string Read(JsonElement input, JsonElement answer)
    {
        switch (answer.Type())
        {
            case "static_select" or "radio_buttons":
                return answer.TryGetProperty("selected_option", out var one) ? Chosen(input, one) : "";
            case "multi_static_select":
                return string.Join(',', answer.Each("selected_options").Select(option => Chosen(input, option)));
            case "checkboxes" when input.Type() == "Input.Toggle":
                return answer.Each("selected_options").Any() ? input.Text("valueOn") ?? "true" : input.Text("valueOff") ?? "false";
            case "checkboxes":
                return string.Join(',', answer.Each("selected_options").Select(option => Chosen(input, option)));
            case "datepicker":
                return answer.Text("selected_date") ?? "";
            case "timepicker":
                return answer.Text("selected_time") ?? "";
            default:
                return answer.Text("value") is { Length: > 0 } typed ? typed + Rest(input) : "";
        }
    }

    private static JsonObject Text(JsonElement input, string value)
    {
        var (longest, rest) = (LongestText(input), Rest(input));
        value = SlackText.Clean(value);
        value = rest.Length > 0 && value.EndsWith(rest, StringComparison.Ordinal) ? value[..^rest.Length] : value;
        var element = new JsonObject { ["type"] = "plain_text_input", ["multiline"] = input.Is("isMultiline"), ["max_length"] = longest };
        return WithInitial(element, "initial_value", SlackText.Shorten(value, longest));
    }

    private static int LongestText(JsonElement input) => int.TryParse(input.Text("maxLength"), out var limit) ? Math.Clamp(limit, 1, SlackLimits.InputText) : SlackLimits.InputText;

    /// <summary>What stands in the input beyond Slack's own limit: it stays behind what is typed.</summary>
    private static string Rest(JsonElement input) =>
        input.Type() == "Input.Text" && LongestText(input) == SlackLimits.InputText && SlackText.Clean(input.InputValue()) is { Length: > SlackLimits.InputText } value ? value[SlackText.Split(value, SlackLimits.InputText).First().Length..] : "";

    private static JsonObject Number(JsonElement input, string value)
    {
        var element = new JsonObject { ["type"] = "number_input", ["is_decimal_allowed"] = true };
        foreach (var (ours, theirs) in new[] { ("min", "min_value"), ("max", "max_value") })
        {
            if (IsNumber(input.Text(ours)))
            {
                element[theirs] = input.Text(ours);
            }
        }

        return WithInitial(element, "initial_value", IsNumber(value) ? value : "");
    }

    private static JsonObject Moment(string type, string initial, string value, bool isValid) => WithInitial(new JsonObject { ["type"] = type }, initial, isValid ? value : "");

    private static JsonObject Toggle(JsonElement input, string value)
    {
        var option = Option(ToggleTitle(input), "on");
        var element = new JsonObject { ["type"] = "checkboxes", ["options"] = new JsonArray(option) };
        if (value == (input.Text("valueOn") ?? "true"))
        {
            element["initial_options"] = new JsonArray(option.DeepClone());
        }

        return element;
    }

    private static string ToggleTitle(JsonElement input) => SlackText.Clean(input.Text("title")) is { } given && !SlackText.IsBlank(given) ? given : input.Text("label") ?? input.Text("id")!;

    private static JsonObject? Choice(JsonElement input, string value)
    {
        var options = Options(input).Select(each => (each.Value, Option: Option(each.Title, each.Key))).ToList();
        if (options.Count == 0)
        {
            return null;
        }

        var isMultiple = input.Is("isMultiSelect");
        var chosen = isMultiple ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value];
        var initial = options.Where(each => chosen.Contains(each.Value)).Select(each => each.Option.DeepClone()).ToArray();
        var showsAll = input.Is("style", "expanded") && options.Count <= SlackLimits.OptionsPerButtons;
        var element = new JsonObject { ["type"] = (showsAll, isMultiple) switch { (true, true) => "checkboxes", (true, false) => "radio_buttons", (false, true) => "multi_static_select", _ => "static_select" } };
        if (options.Count <= SlackLimits.OptionsPerSelect)
        {
            element["options"] = new JsonArray([.. options.Select(each => each.Option)]);
        }
        else
        {
            element["option_groups"] = new JsonArray([.. options.Take(SlackLimits.OptionsPerSelect * SlackLimits.OptionsPerSelect).Chunk(SlackLimits.OptionsPerSelect).Select((group, at) => (JsonNode)new JsonObject
            {
                ["label"] = Kit.Plain($"{(at * SlackLimits.OptionsPerSelect) + 1}–{(at * SlackLimits.OptionsPerSelect) + group.Length}", SlackLimits.OptionText),
                ["options"] = new JsonArray([.. group.Select(each => each.Option)]),
            })]);
        }

        if (initial.Length > 0)
        {
            element[isMultiple ? "initial_options" : "initial_option"] = isMultiple ? new JsonArray(initial) : initial[0];
        }

        return element;
    }

    /// <summary>The choices with the key by which Slack tells them apart: the value itself where it is short enough and its own.</summary>
    private static List<(string Title, string Value, string Key)> Options(JsonElement input)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return [.. input.Each("choices").Select((choice, at) =>
        {
            var value = choice.Text("value") ?? "";
            var key = value.Length is > 0 and <= SlackLimits.OptionValue && !value.StartsWith('#') && keys.Add(value) ? value : $"#{at}";
            return (choice.Text("title") ?? value, value, key);
        })];
    }

    private static string Chosen(JsonElement input, JsonElement option) =>
        option.ValueKind == JsonValueKind.Object && option.Text("value") is { } key ? Options(input).FirstOrDefault(each => each.Key == key).Value ?? "" : "";

    private static JsonObject Option(string title, string key)
    {
        var (words, more) = Divided(title);
        var option = new JsonObject { ["text"] = Kit.Plain(words, SlackLimits.OptionText), ["value"] = key };
        if (more.Length > 0)
        {
            option["description"] = Kit.Plain(more, SlackLimits.OptionDescription);
        }

        return option;
    }

    /// <summary>A choice in one line, and what of it stands beneath in small.</summary>
    private static (string Words, string More) Divided(string title)
    {
        var whole = SlackText.Clean(title).Trim() is { } given && !SlackText.IsBlank(given) ? given : "–";
        var words = SlackText.Split(whole, SlackLimits.OptionText).First();
        return (words.TrimEnd(), whole[words.Length..].Trim() is var more && !SlackText.IsBlank(more) ? more : "");
    }

    private static JsonObject WithInitial(JsonObject element, string property, string value)
    {
        if (value.Length > 0)
        {
            element[property] = value;
        }

        return element;
    }

    private static bool IsNumber(string? text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}
