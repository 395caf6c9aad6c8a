using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>What holds for all tickets.</summary>
/// <param name="CloseResolvedAfter">How long a requester has to say that it is still broken, before a resolved ticket closes by itself; null: for ever.</param>
public sealed record TicketRules(TimeAllowed? CloseResolvedAfter)
{
    internal static TicketRules Read(YamlSection? section) => new(section?.ParsedOrNull<TimeAllowed>("closeResolvedAfter", TimeAllowed.Parse));
}
