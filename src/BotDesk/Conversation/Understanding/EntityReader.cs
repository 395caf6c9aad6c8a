namespace BotDesk.Conversation.Understanding;

/// <summary>Puts together what the finders of single entities find.</summary>
internal static class EntityReader
{
    public static Entities Read(string text, List<Token> tokens, List<TicketMention> tickets, Intent intent, ServiceMentions services)
    {
        var words = new Wording(tokens);
        var tellsOfPast = intent is Intent.ReportProblem or Intent.TicketStatus or Intent.ReopenTicket or Intent.CloseTicket or Intent.CommentTicket;
        var (time, since) = TimeMentions.Find(text, tellsOfPast);
        return new Entities
        {
            Tickets = [.. tickets.Select(ticket => ticket.Number).Distinct(StringComparer.Ordinal)],
            Service = services.Find(tokens),
            Asset = AssetMentions.Find(text, isWanted: intent == Intent.RequestItem),
            Urgency = UrgencyMentions.Urgency(words),
            Impact = UrgencyMentions.Impact(text, words),
            Person = PersonMentions.Find(text),
            Time = time,
            Since = since,
            Item = intent == Intent.RequestItem ? ItemMentions.Find(text) : null,
            Rest = RestOfMessage.Find(text, tickets, intent),
        };
    }
}
