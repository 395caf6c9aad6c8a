using BotDesk.Conversation;
using BotDesk.People;

namespace BotDesk.Tickets.Chat;

/// <summary>Somebody's tickets, on a page of their own.</summary>
internal sealed class TicketsOnHome(TicketBook book, TicketCards cards) : IHomePart
{
    public async Task<CardView?> RenderAsync(Person person) => new CardView(
        "tickets/list", cards.List(Phrase.Of("tickets.listHeading"), await book.MineAsync(person, []), page: 1, filter: "", person, Phrase.Of("tickets.listEmpty")));
}

/// <summary>What an agent has taken, on a page of their own.</summary>
internal sealed class WorkOnHome(TicketBook book, TicketCards cards) : IHomePart
{
    public async Task<CardView?> RenderAsync(Person person) =>
        person.IsAgent && await book.QueueAsync(person, new TicketFilter(Assignee: person.Handle)) is { Count: > 0 } mine
            ? new CardView("tickets/queue", cards.Queue(Phrase.Of("tickets.queue.yours"), Phrase.Of("tickets.queue.yoursWords"), mine, page: 1, filter: "mine"))
            : null;
}
