using System.Text.Json;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation.LanguageModels;

/// <summary>Which intent a message has that the desk is not sure of. What is advised is one of a list, and none that changes something.</summary>
internal static class IntentAdvice
{
    /// <summary>A longer one is a log or a letter, and stays here.</summary>
    private const int LongestMessage = 2000;

    private static readonly Dictionary<Intent, string> Offered = new()
    {
        [Intent.ReportProblem] = "something that worked, or should work, does not",
        [Intent.AskQuestion] = "wants to know something about IT at work, or to be shown how",
        [Intent.RequestItem] = "wants what IT gives to people: hardware, software, access, an account, a password reset",
        [Intent.RequestChange] = "wants a system or service altered that others rely on",
        [Intent.TicketStatus] = "asks about one ticket that was filed before",
        [Intent.ListTickets] = "asks for a list of own tickets",
        [Intent.Help] = "asks what this assistant can do",
        [Intent.OutOfScope] = "has nothing to do with IT",
    };

    private static readonly string Instruction =
        $"You sort messages that employees write to an IT service desk, in English or German. Answer {{\"intent\": ..., \"item\": ...}}. The intent is one of: {string.Join("; ", Offered.Select(intent => $"\"{intent.Key.Wire()}\" ({intent.Value}))"))}; or null when you cannot tell. The item is what is asked for, copied from the message word by word, where the intent is \"request_item\"; otherwise null.";

    /// <summary>What is asked of the model about a message; null for one that it is not asked about.</summary>
    public static ModelQuestion? About(string message) => message.Length > LongestMessage ? null : new ModelQuestion(Instruction, new { message });

    /// <returns>The message as it is read with the advice; null where the advice is not one that was asked for.</returns>
    public static Understood? Read(string? answer, string message, Understood understood)
    {
        if (ModelJson.Parse(answer) is not { } advice || !ModelJson.TryText(advice, "intent", out var name) || !IntentNames.TryParse(name, out var intent) || !Offered.ContainsKey(intent))
        {
            return null;
        }

        var item = intent == Intent.RequestItem && understood.Entities.Item is null && ModelJson.TryText(advice, "item", out var named) && message.Contains(named, StringComparison.OrdinalIgnoreCase)
            ? named
            : understood.Entities.Item;
        return understood with { Intent = intent, Confidence = Understood.Floor, Entities = understood.Entities with { Item = item } };
    }
}

/// <summary>Reads what a language model meant as JSON.</summary>
internal static class ModelJson
{
    private static readonly JsonSerializerOptions Flat = new() { MaxDepth = 8 };

    /// <summary>The one object in an answer, also where words or a code fence stand around it; null when there is none.</summary>
    public static JsonElement? Parse(string? answer)
    {
        if (answer is null || answer.IndexOf('{', StringComparison.Ordinal) is not (>= 0 and var start) || answer.LastIndexOf('}') is not (>= 0 and var end) || end < start)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<JsonElement>(answer.AsSpan(start, end - start + 1), Flat);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static bool TryText(JsonElement from, string name, out string text)
    {
        text = from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
        return text.Length > 0;
    }
}
