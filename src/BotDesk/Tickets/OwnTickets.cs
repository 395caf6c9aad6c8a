using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Search;
using BotDesk.Search.Analysis;

namespace BotDesk.Tickets;

/// <summary>
/// Finds among a person's own tickets the one that they mean. Asked of the database, so that one filed a second ago is found; what a word weighs is what
/// the index of all tickets says of it.
/// </summary>
public sealed class OwnTickets(TicketBook book, TicketIndex index, PolicySource policy)
{
    // How much it says that a ticket has a word there.
    private const int InTitle = 4;
    private const int AsItem = 3;
    private const int InText = 2;
    private const int AsService = 1;

    /// <summary>What says less than this share of what the best says is not meant.</summary>
    private const double LeastMeant = 0.75;

    /// <summary>The share of what tells about the shorter of the two that both must have.</summary>
    private const double LeastAlike = 0.5;

    /// <summary>The same where both are about one service.</summary>
    private const double LeastAlikeInService = 0.3;

    private static readonly Analyzer[] Analyzers = [new EnglishAnalyzer(), new GermanAnalyzer()];

    /// <summary>Those that are about these words: open ones where there are any, else those that were.</summary>
    /// <param name="words">Not empty. A catalog item is also meant by the words that the policy has for it.</param>
    public async Task<List<Ticket>> AboutAsync(Person person, IReadOnlyList<string> words)
    {
        var scored = (await book.MineAsync(person, [])).Select(ticket => (Ticket: ticket, Score: words.Sum(word => Score(ticket, word)))).Where(each => each.Score > 0).ToList();
        var going = scored.Where(each => each.Ticket.Status.IsOpen() || each.Ticket.Status == TicketStatus.Resolved).ToList();
        var among = going.Count > 0 ? going : scored;
        var best = among.Count == 0 ? 0 : among.Max(each => each.Score);
        return [.. among.Where(each => each.Score >= LeastMeant * best).OrderByDescending(each => each.Score).Select(each => each.Ticket)];
    }

    /// <summary>Whether all the words are of something that can be ordered.</summary>
    public bool IsOrdered(IEnumerable<string> words) =>
        words.All(word => policy.Current.Catalog.Any(item => item.Keywords.Concat(item.Name.Everywhere).Any(text => text.Contains(Stem(word), StringComparison.OrdinalIgnoreCase))));

    private int Score(Ticket ticket, string word)
    {
        var stem = Stem(word);
        return Has(ticket.Title) ? InTitle
            : policy.Current.Catalog.Any(item => item.Name.IsCalled(ticket.Title) && (item.Keywords.Any(Has) || item.Name.Everywhere.Any(Has))) ? AsItem
            : ticket.Status.IsOpen() && (Has(ticket.Description) || ticket.Facts().Any(fact => fact.Text.Everywhere.Any(Has))) ? InText
            : ticket.Service is { } key && key.Equals(stem, StringComparison.OrdinalIgnoreCase) ? AsService
            : 0;

        bool Has(string text) => text.Contains(stem, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Without the ending of a plural, in either language.</summary>
    private static string Stem(string word) => word.Length > 4 && word[^1] is 's' or 'S' ? word[..^1] : word.Length > 5 && word.EndsWith("en", StringComparison.OrdinalIgnoreCase) ? word[..^2] : word;

    /// <param name="service">Key of the service that the words name, or null.</param>
    /// <returns>The most alike; null when none is. What is said to be elsewhere is another thing, however alike.</returns>
    public async Task<T?> AlikeAsync<T>(Person person, string text, string? service)
        where T : Ticket
    {
        var open = (await book.MineAsync(person, [])).OfType<T>().Where(ticket => ticket.Status.IsOpen());
        return open.Select(ticket => (Ticket: ticket, Alike: Alike(text, ticket) / (service is not null && ticket.Service == service ? LeastAlikeInService : LeastAlike)))
            .Where(each => each.Alike >= 1 && (service is null || each.Ticket.Service is null || each.Ticket.Service == service) && !NamedPlaces.Differ(text, $"{each.Ticket.Title}\n{each.Ticket.Description}"))
            .OrderByDescending(each => each.Alike).Select(each => each.Ticket).FirstOrDefault();
    }

    private double Alike(string text, Ticket ticket) => Analyzers.Min(analyzer =>
    {
        // A word without meaning in one language is one in the other: the lower of both counts.
        var (said, told) = (Terms(analyzer, text), Terms(analyzer, $"{ticket.Title}\n{ticket.Description}"));
        var least = Math.Min(said.Sum(Weight), told.Sum(Weight));
        return least == 0 ? 0 : said.Intersect(told).Sum(Weight) / least;
    });

    private static HashSet<string> Terms(Analyzer analyzer, string text) => [.. analyzer.Tokens(text).Select(token => token.Term).Where(term => term.Length > 1)];

    private double Weight(string term)
    {
        var searcher = index.Searcher;
        return BM25Similarity.Idf(Math.Max(1, searcher.DocFreq(TicketIndex.Description, term)), Math.Max(1, searcher.DocCount(TicketIndex.Description)));
    }
}
