using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Notifications;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>Puts an incident down to the changes on the same service that are being done or were done shortly before.</summary>
internal sealed class ChangeWatch(DeskDb db, ChangeNews news, Notifier notifier, SubjectCards cards, AuditTrail audit, TimeProvider clock) : ITicketWatcher
{
    public async Task OpenedAsync(Ticket ticket)
    {
        if (ticket.Service is not { } service)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var near = await db.Set<Change>().AsTracking().Include(change => change.Requester).Include(change => change.Implementer).Include(change => change.Incidents)
            .Where(change => change.Status == ChangeStatus.InProgress || change.WatchedUntil > now)
            .Where(change => change.Service == service || change.OtherServices != "").OrderBy(change => change.Id).ToListAsync();
        foreach (var change in near.Where(change => change.Services.Contains(service)))
        {
            await LinkAsync(change, ticket, now);
        }
    }

    private async Task LinkAsync(Change change, Ticket ticket, DateTimeOffset now)
    {
        var isFirst = change.ReviewReason is null;
        change.Incidents.Add(new ChangeIncident { Number = ticket.Number, At = now });
        change.ReviewReason ??= Phrase.Of("changes.reason.incident", new { ticket = ticket.Number });
        if (change.Status == ChangeStatus.Closed)
        {
            _ = change.Move(ChangeMove.Recall, now);
        }

        change.Note(null, Phrase.Of("changes.did.linked", new { ticket = ticket.Number }), ticket.Title, now);
        ticket.History.Add(new TicketEntry { At = now, Kind = EntryKind.Event, What = Phrase.Of("changes.did.linkedTicket", new { change.Number }) });
        audit.Add(null, "change.incidentLinked", change.Number, new { incident = ticket.Number });
        await db.SaveChangesAsync();
        await cards.BringUpToDateAsync(new CardSubject(ChangeApproval.Kind, change.Number));
        if (await news.DoingAsync(change) is { } doing)
        {
            await notifier.SayAsync(doing, change.Status == ChangeStatus.InProgress
                ? Phrase.Of("changes.news.during", new { ticket = ticket.Number, change.Number, ticket.Title })
                : Phrase.Of("changes.news.after", new { ticket = ticket.Number, change.Number, ticket.Title }));
        }

        if (isFirst && change.Status == ChangeStatus.Review)
        {
            await news.AskForReviewAsync(change);
        }
    }
}
