using System.Globalization;
using System.Text.Json;
using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>A click on a card: the verb of its button, the button's data, and what was typed into the card's inputs.</summary>
/// <remarks>All of it is what a client claims. Ids are checked against what the person may see, like typed ones.</remarks>
public sealed class CardAction
{
    private static readonly HashSet<string> Envelope = new(StringComparer.Ordinal) { "verb", "nonce", "msteams" };

    private readonly Dictionary<string, string> _fields;

    private CardAction(string verb, string? nonce, Dictionary<string, string> fields) => (Verb, Nonce, _fields) = (verb, nonce, fields);

    /// <summary>What the button does, such as <c>tickets.take</c>.</summary>
    public string Verb { get; }

    /// <summary>Of the rendering on which was clicked.</summary>
    public string? Nonce { get; }

    public IReadOnlyDictionary<string, string> Fields => _fields;

    /// <summary>A field, trimmed; empty when it is missing.</summary>
    public string this[string name] => _fields.TryGetValue(name, out var value) ? value.Trim() : "";

    /// <summary>Reads a click from the invoke of a card or of a dialog, or from the message of an <c>Action.Submit</c>.</summary>
    /// <returns>Null when the activity is not a click on a card of this desk.</returns>
    public static CardAction? Read(Activity activity)
    {
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value)
        {
            return null;
        }

        if (activity is { Type: ActivityTypes.Invoke, Name: InvokeNames.TaskSubmit or InvokeNames.TaskFetch or InvokeNames.ComposeExtensionSubmitAction })
        {
            return value.TryGetProperty("data", out var sent) && sent.ValueKind == JsonValueKind.Object &&
                sent.TryGetProperty("verb", out var its) && its.ValueKind == JsonValueKind.String
                ? Read(its.GetString()!, sent)
                : null;
        }

        if (activity.Type == ActivityTypes.Invoke)
        {
            return value.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object &&
                action.TryGetProperty("verb", out var verb) && verb.ValueKind == JsonValueKind.String
                ? Read(verb.GetString()!, action.TryGetProperty("data", out var data) ? data : default)
                : null;
        }

        return value.TryGetProperty("verb", out var submitted) && submitted.ValueKind == JsonValueKind.String
            ? Read(submitted.GetString()!, value)
            : null;
    }

    /// <summary>The first field that is not one of these, or not a plain value; null when all is well.</summary>
    public string? FindForeign(IReadOnlySet<string> known) => _fields.Keys.FirstOrDefault(field => !known.Contains(field));

    private static CardAction Read(string verb, JsonElement data)
    {
        string? nonce = null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (data.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in data.EnumerateObject())
            {
                if (property.Name == "nonce")
                {
                    nonce = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
                }
                else if (!Envelope.Contains(property.Name))
                {
                    fields[property.Name] = Plain(property.Value);
                }
            }
        }

        return new CardAction(verb, nonce, fields);
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? number.ToString(CultureInfo.InvariantCulture) : value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };
}
