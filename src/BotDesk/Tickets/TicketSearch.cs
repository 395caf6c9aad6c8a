using BotDesk.Data;
using BotDesk.People;
using BotDesk.Search;
using BotDesk.Search.Highlighting;
using BotDesk.Search.Queries;
using BotDesk.Search.QueryParsing;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>A ticket that matches.</summary>
/// <param name="Snippet">The passage of the description, or of what was written later, that shows why.</param>
public sealed record FoundTicket(Ticket Ticket, Snippet Title, Snippet Snippet, double Score);

/// <param name="Total">How many match in all.</param>
public sealed record FoundTickets(IReadOnlyList<FoundTicket> Tickets, int Total);

/// <summary>Finds tickets for agents by a query in Lucene's classic syntax, or like another one. An agent's own tickets are never among them.</summary>
public sealed class TicketSearch(TicketIndex index, DeskDb db)
{
    private const int SnippetLength = 200;

    /// <param name="agent">Who asks; null: a program, which may read every ticket.</param>
    public async Task<Outcome<FoundTickets>> QueryAsync(string query, Person? agent, int top)
    {
        var searcher = index.Searcher;
        return new QueryParser(searcher.Schema).Parse(query) switch
        {
            { Error: { } error } => Refusal.Invalid("q", $"{error}"),
            var parsed => await FindAsync(parsed.Query!, [], agent, top, searcher),
        };
    }

    /// <summary>Tickets that are like this one, which is itself left out.</summary>
    /// <param name="least">Those that have less than this share of what tells about it are left out.</param>
    public async Task<FoundTickets> SimilarAsync(string number, Person? agent, int top, double least = 0)
    {
        var searcher = index.Searcher;
        if (new MoreLikeThis(searcher) { Fields = [TicketIndex.Title, TicketIndex.Description] }.Like(number) is not { } like)
        {
            return new FoundTickets([], 0);
        }

        var found = await FindAsync(like, [new TermQuery(TicketIndex.Number, number.ToLowerInvariant())], agent, top, searcher);
        var enough = least * searcher.Scores(like, [searcher.Find(number)])[0];
        return found with { Tickets = [.. found.Tickets.Where(ticket => ticket.Score >= enough)] };
    }

    private async Task<FoundTickets> FindAsync(Query query, IEnumerable<Query> without, Person? agent, int top, IIndexSearcher searcher)
    {
        IEnumerable<Query> own = agent is null ? [] : [new TermQuery(TicketIndex.RequesterId, $"{agent.Id}")];
        var found = searcher.Search(
            new BooleanQuery([new BooleanClause(query, Occur.Must), .. without.Concat(own).Select(left => new BooleanClause(left, Occur.MustNot))]), top, countAll: true);
        var highlighter = new Highlighter(searcher, query);
        var numbers = found.ScoreDocs.Select(hit => hit.Key).ToList();
        var tickets = await db.Set<Ticket>().Include(ticket => ticket.Requester).Include(ticket => ticket.Assignee).Where(ticket => numbers.Contains(ticket.Number)).ToDictionaryAsync(ticket => ticket.Number);
        return new FoundTickets(
            [.. found.ScoreDocs.Where(hit => tickets.ContainsKey(hit.Key)).Select(hit => new FoundTicket(tickets[hit.Key], Whole(hit), Passage(hit), hit.Score))],
            (int)found.TotalHits);

        Snippet Whole(ScoreDoc hit) => searcher.Text(hit.Doc, TicketIndex.Title) is var title ? highlighter.Snippet(TicketIndex.Title, title, Math.Max(1, title.Length)) : null!;

        Snippet Passage(ScoreDoc hit)
        {
            var description = highlighter.Snippet(TicketIndex.Description, searcher.Text(hit.Doc, TicketIndex.Description), SnippetLength);
            var comments = highlighter.Snippet(TicketIndex.Comments, searcher.Text(hit.Doc, TicketIndex.Comments), SnippetLength);
            return comments.Ranges.Count > description.Ranges.Count ? comments : description;
        }
    }
}
