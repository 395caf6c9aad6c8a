using System.Text.Json;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>Reads elements of an Adaptive Card (https://adaptivecards.io/explorer) after its template was expanded; what is null is left out.</summary>
internal static class CardReading
{
    public static string Type(this JsonElement element) => element.Text("type") ?? "";

    public static string? Text(this JsonElement element, string property) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(property, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    public static bool Is(this JsonElement element, string property) => element.Text(property) is { } value && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    public static bool Is(this JsonElement element, string property, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (element.Text(property)?.Equals(word, StringComparison.OrdinalIgnoreCase) == true)
            {
                return true;
            }
        }

        return false;
    }

    public static IEnumerable<JsonElement> Each(this JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(each => each.ValueKind != JsonValueKind.Null && !IsHidden(each))
            : [];

    /// <summary>What a card, container or column holds.</summary>
    public static IEnumerable<JsonElement> Children(this JsonElement element) =>
        element.Each("body").Concat(element.Each("items")).Concat(element.Type() == "Table" ? [] : element.Each("columns")).Concat(element.Each("rows")).Concat(element.Each("cells")).Concat(element.Each("images"));

    /// <summary>Everything in it, also what is hidden.</summary>
    public static IEnumerable<JsonElement> Everything(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Everything(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Everything),
        _ => [],
    };

    /// <summary>Its actions, wherever they stand in it.</summary>
    public static IEnumerable<JsonElement> AllActions(this JsonElement card) => card.Everything().SelectMany(element => element.Each("actions"));

    public static bool IsInput(this JsonElement element) => element.Type().StartsWith("Input.", StringComparison.Ordinal) && element.Text("id") is { Length: > 0 };

    /// <summary>All inputs in it, in order.</summary>
    public static IEnumerable<JsonElement> Inputs(this JsonElement element) =>
        element.IsInput() ? [element] : element.Children().SelectMany(Inputs);

    /// <summary>What stands in an input when the card is shown, as a click would send it.</summary>
    public static string InputValue(this JsonElement input) => input.Text("value") ?? "";

    /// <summary>What a person reads who sees the input's value; empty where nothing was entered.</summary>
    public static string ShownValue(this JsonElement input, Language language)
    {
        var value = input.InputValue();
        return input.Type() switch
        {
            "Input.ChoiceSet" when value.Length > 0 => string.Join(", ", input.Each("choices").Where(choice => input.ChosenValues().Contains(choice.Text("value"))).Select(choice => choice.Text("title"))),
            "Input.Toggle" => value == (input.Text("valueOn") ?? "true") ? input.Text("title") ?? "" : "",
            "Input.Date" when DateOnly.TryParseExact(value, "yyyy-MM-dd", out var date) => language.Day(date),
            _ => value,
        };
    }

    public static string[] ChosenValues(this JsonElement input) =>
        input.Is("isMultiSelect") ? input.InputValue().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [input.InputValue()];

    /// <summary>The words of a text element; our own Markdown without its marks.</summary>
    public static string Words(this JsonElement element) => element.Type() switch
    {
        "TextBlock" => SlackText.WithoutMarkdown(SlackText.Clean(element.Text("text"))),
        "RichTextBlock" => string.Concat(element.Each("inlines").Select(run => SlackText.Clean(run.ValueKind == JsonValueKind.String ? run.GetString() : run.Text("text")))),
        _ => "",
    };

    public static bool IsText(this JsonElement element) => element.Type() is "TextBlock" or "RichTextBlock";

    public static bool IsHeading(this JsonElement element) =>
        element.Is("style", "heading") || element.Is("size", "large", "extraLarge") || element.Each("inlines").Any(run => run.Is("size", "large", "extraLarge"));

    private static bool IsHidden(JsonElement element) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty("isVisible", out var visible) && visible.ValueKind == JsonValueKind.False;
}
