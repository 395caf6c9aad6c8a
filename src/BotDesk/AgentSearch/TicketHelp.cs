using BotDesk.Knowledge;
using BotDesk.Knowledge.Ranking;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.AgentSearch;

/// <summary>What may help an agent with a ticket: articles that they may read, and tickets like it.</summary>
public sealed record HelpWithTicket(IReadOnlyList<KnowledgeResult> Articles, IReadOnlyList<FoundTicket> Tickets);

/// <summary>Looks for what may help with a ticket, and rather shows nothing than what does not.</summary>
public sealed class TicketHelp(KnowledgeSearch articles, TicketSearch tickets)
{
    private const int MostOfEach = 3;

    /// <summary>The estimated chance below which an article would only be in the way.</summary>
    private const double LeastConfidence = 0.1;

    /// <summary>A ticket that has less of what tells about this one is about something else.</summary>
    private const double LeastAlike = 0.3;

    public async Task<HelpWithTicket> ForAsync(Ticket ticket, Person agent)
    {
        var found = articles.Find(new KnowledgeQuestion($"{ticket.Title}\n{ticket.Description}", agent, MostOfEach));
        var alike = await tickets.SimilarAsync(ticket.Number, agent, MostOfEach, LeastAlike);
        return new HelpWithTicket([.. found.Results.Where(result => result.Confidence >= LeastConfidence)], alike.Tickets);
    }
}
