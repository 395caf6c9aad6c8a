using BotDesk.Conversation.Understanding;
using BotDesk.Incidents.Suggestions;

namespace BotDesk.Incidents.Chat;

/// <summary>What the form of an incident is filled in with.</summary>
internal sealed class IncidentDraft(Understander understander, Suggester suggester)
{
    /// <summary>What can be taken from the person's own words, and what tickets like theirs were about.</summary>
    public Dictionary<string, string> FromWords(string said)
    {
        var entities = understander.Understand(said).Entities;
        var title = TicketTitle.From(said);
        return new(StringComparer.Ordinal)
        {
            ["title"] = title,
            ["description"] = said,
            ["service"] = suggester.Service(title, said) ?? entities.Service ?? "",
            ["category"] = suggester.Category(title, said) ?? "",
            ["impact"] = entities.Impact ?? "low",
            ["urgency"] = entities.Urgency ?? "medium",
        };
    }
}
