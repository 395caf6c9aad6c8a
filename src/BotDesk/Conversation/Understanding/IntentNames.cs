using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace BotDesk.Conversation.Understanding;

/// <summary>The names of the intents in <c>POST /api/understand</c> and in the phrase files (design.md, "Contracts").</summary>
public static class IntentNames
{
    private static readonly string[] Names =
    [
        "report_problem", "ask_question", "request_item", "request_change", "ticket_status", "list_tickets", "comment_ticket",
        "close_ticket", "reopen_ticket", "approve", "reject", "talk_to_person", "greeting", "thanks", "help", "cancel", "out_of_scope",
    ];

    private static readonly FrozenDictionary<string, Intent> Intents =
        Names.Select((name, index) => (name, index)).ToFrozenDictionary(pair => pair.name, pair => (Intent)pair.index, StringComparer.Ordinal);

    /// <summary>How many intents there are.</summary>
    public static int Count => Names.Length;

    /// <summary>The name on the wire, such as <c>report_problem</c>.</summary>
    public static string Wire(this Intent intent) => Names[(int)intent];

    /// <summary>Reads a name as it is on the wire.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out Intent intent)
    {
        intent = Intent.OutOfScope;
        return name is not null && Intents.TryGetValue(name, out intent);
    }
}
