using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.People;

namespace BotDesk.Tickets.Chat;

/// <summary>One's own tickets, to put into a conversation as they stand.</summary>
internal sealed partial class SharedTickets(TicketBook book, TicketCards cards) : ISharedSearch
{
    public const string Name = "tickets";

    public Phrase BeforeTyping => Phrase.Of("tickets.share.none");

    public async Task<IReadOnlyList<Shareable>> FindAsync(Turn turn, string text, int skip, int top) =>
    [
        .. (await FindAsync(turn.Person, text)).Skip(skip).Take(top).Select(ticket => new Shareable(
            $"{ticket.Number}: {ticket.Title}",
            TicketCards.Status(ticket.Status, asRequester: true).Word,
            "tickets/shared",
            cards.Shared(ticket, turn.Person, turn.Now))),
    ];

    /// <summary>By number, of which the kind may be left out and the end may not be typed yet; else by words.</summary>
    private async Task<List<Ticket>> FindAsync(Person person, string text)
    {
        if (NumberStart().Match(text) is { Success: true } match)
        {
            var (series, digits) = (match.Groups["series"].Value.ToUpperInvariant(), match.Groups["digits"].Value);
            var found = (await book.MineAsync(person, [])).FindAll(ticket => ticket.Number.StartsWith(series, StringComparison.Ordinal) && Digits(ticket).StartsWith(digits, StringComparison.Ordinal));
            found = [.. found.OrderByDescending(ticket => Digits(ticket) == digits)];
            if (found.Count > 0 || TicketNumber.Normalise(text) is not null)
            {
                return found;
            }
        }

        return await book.MineAsync(person, text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Digits(Ticket ticket) => ticket.Number.TrimStart("INCREQ".ToCharArray());

    [GeneratedRegex(@"^\s*#?(?<series>INC|REQ|)[\s\-_#:]*0*(?<digits>[0-9]{0,9})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberStart();
}
