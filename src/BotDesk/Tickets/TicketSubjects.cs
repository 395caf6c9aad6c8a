using System.Globalization;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>A ticket as an agents' room sees it: one card for as long as it lives.</summary>
internal sealed class BoardCard(DeskDb db, TicketCards cards) : ISubjectCard
{
    public const string Kind = "tickets.board";

    public static CardSubject Of(Ticket ticket) => new(Kind, ticket.Number);

    public async Task<CardView?> RenderAsync(string id, Person? viewer)
    {
        var ticket = await db.Set<Ticket>().Include(each => each.Requester).Include(each => each.Assignee).FirstOrDefaultAsync(each => each.Number == id);
        return ticket is null || viewer is { IsAgent: false } || viewer?.Id == ticket.RequesterId ? null : new CardView("tickets/board", cards.Board(ticket));
    }
}

/// <summary>A line of a ticket's history in a thread about the ticket.</summary>
internal sealed class TicketLineCard(DeskDb db) : ISubjectCard
{
    public const string Kind = "tickets.line";

    public static CardSubject Of(TicketEntry line) => new(Kind, line.Id.ToString(CultureInfo.InvariantCulture));

    public async Task<CardView?> RenderAsync(string id, Person? viewer)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await db.Set<TicketEntry>().Include(each => each.Author).FirstOrDefaultAsync(each => each.Id == number) is not { } line)
        {
            return null;
        }

        if (viewer is not null)
        {
            var requester = await db.Set<Ticket>().Where(ticket => ticket.Id == line.TicketId).Select(ticket => ticket.RequesterId).FirstAsync();
            if (viewer.Id == requester ? line.Kind == EntryKind.InternalNote : !viewer.IsAgent)
            {
                return null;
            }
        }

        return new CardView("tickets/line", new
        {
            who = line.Author?.Name ?? Phrase.Of("tickets.theDesk"),
            what = line.Kind switch { EntryKind.Comment => null, EntryKind.InternalNote => Phrase.Of("tickets.internalNote"), _ => line.What },
            text = line.Text,
            @internal = line.Kind == EntryKind.InternalNote,
        });
    }
}
