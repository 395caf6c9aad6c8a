using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BotDesk.Tests;

/// <summary>A card as somebody sees it.</summary>
/// <param name="Template">The path of its template, such as <c>tickets/filed</c>; empty when only its content came.</param>
internal sealed partial record ShownCard(string Template, JsonElement Content, string ActivityId)
{
    /// <summary>Everything that can be read on it, a line per block or button.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            Read(Content, text);
            return text.ToString();
        }
    }

    /// <summary>Those that do something; one that opens a window of the channel's own is not among them.</summary>
    public IReadOnlyList<string> Buttons => [.. Elements("Action.Execute", "Action.Submit")
        .Where(button => button.TryGetProperty("verb", out _) || (button.TryGetProperty("data", out var data) && data.TryGetProperty("verb", out _))).Select(button => button.GetProperty("title").GetString()!)];

    /// <summary>The first ticket's number on it.</summary>
    public string Number => TicketNumber().Match(Text) is { Success: true } match ? match.Value : throw new InvalidOperationException($"No ticket number on: {Text}");

    public string Nonce => Elements("Action.Execute", "Action.Submit")
        .Select(button => button.TryGetProperty("data", out var data) && data.TryGetProperty("nonce", out var nonce) ? nonce.GetString() : null).OfType<string>().First();

    public static ShownCard? Of(JsonElement activity, string activityId) =>
        activity.TryGetProperty("attachments", out var attachments) && attachments.GetArrayLength() > 0 && attachments[0].TryGetProperty("content", out _)
            ? new ShownCard(attachments[0].GetProperty("name").GetString()!, attachments[0].GetProperty("content"), activityId)
            : null;

    /// <summary>What stands in an input; null when there is none of this id.</summary>
    public string? Input(string id) =>
        Inputs().FirstOrDefault(input => input.GetProperty("id").GetString() == id) is { ValueKind: JsonValueKind.Object } found
            ? found.TryGetProperty("value", out var value) ? value.ToString() : ""
            : null;

    /// <summary>The values that can be chosen in an input.</summary>
    public IReadOnlyList<string> Choices(string id) =>
        [.. Inputs().First(input => input.GetProperty("id").GetString() == id).GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("value").GetString()!)];

    /// <summary>What a client sends for a button: its verb, and its data with what stands in the inputs over it. Inputs in which nothing stands are left out.</summary>
    /// <param name="typed">Typed into inputs, or forged, as an anonymous object.</param>
    public (string Verb, JsonObject Data) Press(string title, object? typed)
    {
        var button = Elements("Action.Execute", "Action.Submit").FirstOrDefault(candidate => candidate.GetProperty("title").GetString() == title);
        if (button.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidOperationException($"The card {Template} has no button \"{title}\" but: {string.Join(", ", Buttons)}");
        }

        var data = button.TryGetProperty("data", out var given) ? JsonNode.Parse(given.GetRawText())!.AsObject() : [];
        var verb = button.TryGetProperty("verb", out var own) ? own.GetString()! : data["verb"]!.GetValue<string>();
        data.Remove("verb");
        if (!button.TryGetProperty("associatedInputs", out var associated) || associated.GetString() != "none")
        {
            foreach (var input in Inputs())
            {
                data[input.GetProperty("id").GetString()!] = input.TryGetProperty("value", out var value) ? value.ToString() : "";
            }
        }

        foreach (var (name, value) in JsonSerializer.SerializeToNode(typed)?.AsObject() ?? [])
        {
            data[name] = value?.DeepClone();
        }

        foreach (var input in Inputs().Select(input => input.GetProperty("id").GetString()!).Where(id => data[id] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0))
        {
            data.Remove(input);
        }

        return (verb, data);
    }

    private IEnumerable<JsonElement> Inputs() => Elements("Input.Text", "Input.ChoiceSet", "Input.Toggle", "Input.Date", "Input.Number", "Input.Time");

    public IEnumerable<JsonElement> Elements(params string[] types) =>
        Walk(Content).Where(element => element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && types.Contains(type.GetString()));

    private static IEnumerable<JsonElement> Walk(JsonElement element) => element.ValueKind switch
    {
        // What a client shows that knows the element: never the fallback beside it.
        JsonValueKind.Object => element.EnumerateObject().Where(property => property.Name is not ("fallback" or "data")).SelectMany(property => Walk(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Walk),
        _ => [],
    };

    private static void Read(JsonElement element, StringBuilder text)
    {
        foreach (var each in Walk(element))
        {
            var type = each.TryGetProperty("type", out var kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
            if (type is "RichTextBlock" or "TextBlock")
            {
                text.Append('\n');
            }

            if (type is "TextRun" or "TextBlock")
            {
                text.Append(each.GetProperty("text").GetString());
            }
            else if (type?.StartsWith("Action.", StringComparison.Ordinal) == true && each.TryGetProperty("title", out var title))
            {
                text.Append('\n').Append(title.GetString());
            }
        }
    }

    [GeneratedRegex(@"\b(INC|REQ|CHG)\d+\b")]
    private static partial Regex TicketNumber();
}
