using BotDesk.Knowledge;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.AgentSearch;

/// <summary>What an agent found.</summary>
public sealed record FoundAtDesk(MatchingArticles Articles, FoundTickets Tickets);

/// <summary>
/// An agent's search over articles and tickets at once, in Lucene's classic syntax. A field that only one of the two has ("assignee:noor") leaves
/// the other out.
/// </summary>
public sealed class DeskSearch(KnowledgeSearch articles, TicketSearch tickets)
{
    private static readonly Refusal NotForThem = Refusal.Forbidden(Phrase.Of("agentSearch.forAgents"));

    /// <param name="top">How many of each at most.</param>
    public async Task<Outcome<FoundAtDesk>> FindAsync(string query, Person agent, int top)
    {
        if (!agent.MaySeeConsole)
        {
            return NotForThem;
        }

        var someArticles = articles.Query(query, agent, top);
        var someTickets = await tickets.QueryAsync(query, agent, top);
        // What is wrong in both is wrong; what is wrong in one names a field of the other.
        return someArticles.Refusal is { } refusal && someTickets.Refusal is not null
            ? refusal
            : new FoundAtDesk(someArticles.Value ?? new MatchingArticles([], 0), someTickets.Value ?? new FoundTickets([], 0));
    }
}
