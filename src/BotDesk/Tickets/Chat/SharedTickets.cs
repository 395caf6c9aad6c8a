using BotDesk.Conversation;

namespace BotDesk.Tickets.Chat;

/// <summary>One's own tickets, to put into a conversation as they stand.</summary>
internal sealed class SharedTickets(TicketBook book, TicketCards cards) : ISharedSearch
{
    public const string Name = "tickets";

    public async Task<IReadOnlyList<Shareable>> FindAsync(Turn turn, string text, int skip, int top)
    {
        var number = TicketNumber.Normalise(text);
        var words = number is null ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        var mine = await book.MineAsync(turn.Person, words);
        return
        [
            .. mine.Where(ticket => number is null || ticket.Number == number).Skip(skip).Take(top).Select(ticket => new Shareable(
                $"{ticket.Number}: {ticket.Title}",
                TicketCards.Status(ticket.Status, asRequester: true).Word,
                "tickets/shared",
                cards.Shared(ticket, turn.Person, turn.Now))),
        ];
    }
}
