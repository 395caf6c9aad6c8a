using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Knowledge.Ranking;
using BotDesk.Search.Highlighting;
using BotDesk.Tickets;

namespace BotDesk.AgentSearch.Chat;

/// <summary>"search title:vpn AND "error 619" -mac", as an agent.</summary>
internal sealed partial class SearchCommand(DeskSearch search) : ICommand
{
    private const int MostOfEach = 4;

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (!turn.Person.IsAgent || Command().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        var query = match.Groups["query"].Value;
        var outcome = await search.FindAsync(query, turn.Person, MostOfEach);
        if (!outcome.Is(out var found, out var refusal))
        {
            turn.Say(Phrase.Of("agentSearch.unreadable", new { why = refusal.Message }));
            return true;
        }

        turn.Show("agentSearch/found", new
        {
            query,
            empty = found.Articles.Total + found.Tickets.Total == 0 ? Phrase.Of("agentSearch.nothing") : null,
            articles = found.Articles.Results.Select(result => new { number = result.Key, title = Title(result), snippet = Runs(result.Snippet) }),
            articlesHeading = Heading(found.Articles.Total, found.Articles.Results.Count, Phrase.Of("agentSearch.articles", new { count = found.Articles.Total })),
            tickets = found.Tickets.Tickets.Select(result => new { number = result.Ticket.Number, title = result.Ticket.Title, about = About(result.Ticket), snippet = Runs(result.Snippet) }),
            ticketsHeading = Heading(found.Tickets.Total, found.Tickets.Tickets.Count, Phrase.Of("agentSearch.tickets", new { count = found.Tickets.Total })),
        });
        return true;
    }

    private static Phrase? Heading(int total, int shown, Phrase found) =>
        total == 0 ? null : total > shown ? Phrase.Of("agentSearch.theBest", new { found, shown }) : found;

    private static string Title(KnowledgeResult result) => result.Title.Text.Length > 0 ? result.Title.Text : result.Key;

    private static Phrase About(Ticket ticket) =>
        Phrase.Join(" · ", [ticket.Status.Word(), ticket.Requester.Name, .. ticket.PriorityWord is { } priority ? (Phrase[])[priority] : []]);

    private static List<object> Runs(Snippet snippet) =>
        [.. snippet.Pieces().Select(piece => new { text = piece.Text.ReplaceLineEndings(" "), highlight = piece.IsMatch })];

    [GeneratedRegex(@"^\s*(search|find|suche)\s*(for\s+|:\s*)?(?<query>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Command();
}
