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

    public async Task FollowAsync(IReadOnlyCollection<Followed> changed)
    {
        var tickets = changed.Select(each => each.Entity).OfType<Ticket>().OrderBy(ticket => ticket.Id).ToList();
        var lines = changed.Where(each => each.IsNew).Select(each => each.Entity).OfType<TicketEntry>().Where(line => line.LiveChat is null).OrderBy(line => line.Id).ToList();
        foreach (var line in changed.Where(each => !each.IsNew).Select(each => each.Entity).OfType<TicketEntry>())
        {
            await subjects.BringUpToDateAsync(TicketLineCard.Of(line));
        }

        if (tickets.Count == 0 && lines.Count == 0)
        {
            return;
        }

        var open = await RoomsAsync();
        foreach (var ticket in open.Count > 0 ? tickets : [])
        {
            await ShowAsync(ticket, open);
        }

        foreach (var line in lines)
        {
            var ticket = tickets.Find(each => each.Id == line.TicketId) ?? await db.Set<Ticket>().FirstAsync(each => each.Id == line.TicketId);
            if (line.Text is not null && !(line.Kind == EntryKind.Event && line.At == ticket.OpenedAt))
            {
                await SayAsync(line, ticket, open);
                await SayInThreadsAsync(line, ticket);
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
        foreach (var room in open)
        {
            if (!here.Keys.Contains(room.Key) && await outbox.ShowsAsync(room.Key, BoardCard.Of(ticket).ToString()))
            {
                await notifier.ShowInAsync(room.Key, TicketLineCard.Of(line), ticket.Topic);
            }
        }
    }

    /// <summary>Says a line under the message that the ticket was made from, except where it was said there; what is internal never.</summary>
    private async Task SayInThreadsAsync(TicketEntry line, Ticket ticket)
    {
        if (line.Kind == EntryKind.InternalNote)
        {
            return;
        }

        var threads = await db.Set<TicketMessage>().Where(message => message.TicketId == ticket.Id && message.HasThread && message.EntryId == null).Select(message => message.ConversationKey).Distinct().ToListAsync();
        foreach (var thread in threads)
        {
            var wasSaidThere = await db.Set<TicketMessage>().AnyAsync(message => message.EntryId == line.Id && message.ConversationKey == thread);
            if (!wasSaidThere && await db.Set<Conversation.Chat>().AnyAsync(chat => chat.Key == thread && chat.LeftAt == null))
            {
                await notifier.ShowInAsync(thread, TicketLineCard.Of(line));
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
