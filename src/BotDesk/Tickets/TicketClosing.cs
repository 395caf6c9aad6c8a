using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Notifications;
using BotDesk.Policy;
using BotDesk.Timers;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>Closes a resolved ticket whose requester says nothing for as long as the policy allows (<see cref="TicketRules.CloseResolvedAfter"/>).</summary>
public sealed class TicketClosing(DeskDb db, DeskTimers timers, PolicySource policy, Notifier notifier, TicketThreads threads, AuditTrail audit, TimeProvider clock) : ITimerHandler
{
    public const string Kind = "tickets.close";

    /// <summary>It was resolved: sets when it closes.</summary>
    public async Task ExpectAsync(Ticket ticket)
    {
        if (ClosesAt(ticket) is { } at)
        {
            await timers.SetAsync(Kind, ticket.Number, at);
        }
    }

    /// <inheritdoc/>
    public async Task FireAsync(DueTimer timer)
    {
        var ticket = await db.Set<Ticket>().Include(each => each.Requester).Include(each => each.Assignee).AsTracking().FirstOrDefaultAsync(each => each.Number == timer.Subject);
        if (ticket is null || ClosesAt(ticket) is not { } at)
        {
            return;
        }

        var now = clock.GetUtcNow();
        if (at > now)
        {
            // Resolved again, or the policy allows more time than it did.
            await timers.SetAsync(Kind, ticket.Number, at);
            return;
        }

        if (ticket.Lapse(now) is not null)
        {
            return;
        }

        var allowed = policy.Current.Tickets.CloseResolvedAfter!.Value;
        ticket.History.Add(new TicketEntry { At = now, Kind = EntryKind.Event, What = Phrase.Of("tickets.did.lapsed", new { time = allowed.Words }) });
        audit.Add(null, "ticket.lapsed", ticket.Number, new { resolvedAt = ticket.ResolvedAt });
        await db.SaveChangesAsync();
        await threads.StateChangedAsync(ticket);
        await notifier.SayAsync(ticket.Requester, Phrase.Of("tickets.news.lapsed", new { ticket.Number, ticket.Title, time = allowed.Words }), Notice.News(ticket.Number));
    }

    /// <summary>Null when it does not close by itself.</summary>
    private DateTimeOffset? ClosesAt(Ticket ticket) =>
        ticket is { Status: TicketStatus.Resolved, ResolvedAt: { } resolved } && policy.Current.Tickets.CloseResolvedAfter is { } allowed
            ? policy.Current.After(resolved, allowed)
            : null;
}

/// <summary>Finds, once a day, resolved tickets for which no time was set: those from before the policy had one.</summary>
internal sealed class TicketsToClose(DeskDb db, TicketClosing closing, PolicySource policy) : ITimerHandler
{
    public const string Kind = "tickets.toClose";
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    public async Task FireAsync(DueTimer timer)
    {
        if (policy.Current.Tickets.CloseResolvedAfter is null)
        {
            return;
        }

        foreach (var ticket in await db.Set<Ticket>().AsNoTracking().Where(ticket => ticket.Status == TicketStatus.Resolved).ToListAsync())
        {
            await closing.ExpectAsync(ticket);
        }
    }
}
