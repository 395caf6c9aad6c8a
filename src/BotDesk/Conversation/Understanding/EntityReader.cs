namespace BotDesk.Conversation.Understanding;

/// <summary>Puts together what the finders of single entities find.</summary>
internal static class EntityReader
{
    public static Entities Read(string text, List<Token> tokens, List<TicketMention> tickets, Intent intent, ServiceMentions services)
    {
        _ = text;
        _ = intent;
        return new Entities
        {
            Tickets = [.. tickets.Select(ticket => ticket.Number).Distinct()],
            Service = services.Find(tokens),
        };
    }
}
