using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Notifications;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>
/// What follows from every change of a ticket, whichever operation made it: agents' rooms see it once and its state stays true there, what is said
/// elsewhere is said under it, and its people's own pages are renewed.
/// </summary>
internal sealed class TicketFollow(DeskDb db, Outbox outbox, Notifier notifier, SubjectCards subjects, IEnumerable<IAgentsRoom> rooms, IEnumerable<IHomeKeeper> homes, SaidHere here, TimeProvider clock) : IConsequence
{
    /// <summary>What is loaded with a past of its own, such as by an import, is no news.</summary>
    private static readonly TimeSpan News = TimeSpan.FromMinutes(1);

    public async Task FollowAsync(IReadOnlyCollection<IFollowed> changed)
    {
        var tickets = changed.OfType<Ticket>().OrderBy(ticket => ticket.Id).ToList();
        var lines = changed.OfType<TicketEntry>().Where(line => line.LiveChat is null).OrderBy(line => line.Id).ToList();
        if (tickets.Count == 0 && lines.Count == 0)
        {
            return;
        }

        if (await RoomsAsync() is { Count: > 0 } open)
        {
            foreach (var ticket in tickets)
            {
                await ShowAsync(ticket, open);
            }

            foreach (var line in lines)
            {
                await SayAsync(line, tickets.Find(ticket => ticket.Id == line.TicketId) ?? await db.Set<Ticket>().FirstAsync(ticket => ticket.Id == line.TicketId), open);
            }
        }

        var concerned = tickets.SelectMany(ticket => new[] { ticket.RequesterId, ticket.AssigneeId ?? ticket.RequesterId }).ToHashSet();
        db.AfterCommit(() =>
        {
            foreach (var home in homes)
            {
                home.Changed(concerned);
            }
        });
    }

    /// <summary>A ticket that nobody has is announced, once; from then on its card tells how it stands.</summary>
    private async Task ShowAsync(Ticket ticket, List<Conversation.Chat> open)
    {
        var subject = BoardCard.Of(ticket);
        if (ticket.Status.IsWork() && ticket.AssigneeId is null && clock.GetUtcNow() - ticket.UpdatedAt < News)
        {
            foreach (var room in open)
            {
                if (!await outbox.ShowsAsync(room.Key, subject.ToString()))
                {
                    await notifier.ShowInAsync(room.Key, subject, ticket.Topic);
                }
            }
        }

        await subjects.BringUpToDateAsync(subject);
    }

    /// <summary>Says a line under the ticket's card, except where it was said.</summary>
    private async Task SayAsync(TicketEntry line, Ticket ticket, List<Conversation.Chat> open)
    {
        if (line.Text is null || (line.Kind == EntryKind.Event && line.At == ticket.OpenedAt))
        {
            return;
        }

        foreach (var room in open)
        {
            if (!here.Keys.Contains(room.Key) && await outbox.ShowsAsync(room.Key, BoardCard.Of(ticket).ToString()))
            {
                await notifier.ShowInAsync(room.Key, TicketLineCard.Of(line), ticket.Topic);
            }
        }
    }

    private async Task<List<Conversation.Chat>> RoomsAsync()
    {
        var open = new List<Conversation.Chat>();
        foreach (var room in rooms)
        {
            if (await room.OpenAsync() is { } chat)
            {
                open.Add(chat);
            }
        }

        return open;
    }
}
