using BotDesk.Conversation;
using BotDesk.People;

namespace BotDesk.Tickets;

/// <summary>How a ticket stands, in the thread that it was made from: no more than all there may know. Its requester sees the whole of it.</summary>
internal sealed class TicketThreadCard(TicketBook book, TicketCards cards) : ISubjectCard
{
    public const string Kind = "ticket";

    public static CardSubject Of(Ticket ticket) => new(Kind, ticket.Number);

    public async Task<CardView?> RenderAsync(string id, Person? viewer) => await book.FindAsync(id) switch
    {
        null => null,
        var ticket when viewer is null => new CardView("tickets/thread", TicketCards.Thread(ticket)),
        var ticket when viewer.Id == ticket.RequesterId => new CardView("tickets/ticket", cards.ForRequester(ticket, viewer)),
        _ => null,
    };

    public async Task<IReadOnlyList<long>> ConcernsAsync(string id) => await book.FindAsync(id) is { } ticket ? [ticket.RequesterId] : [];
}
