using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>
/// What can be done with a ticket of any kind, behind every door: here what agents do, in <c>TicketDesk.Requester.cs</c> what
/// requesters do. Each operation decides from the person alone whether they may, writes the history and the audit, and tells
/// those whom it concerns.
/// </summary>
public sealed partial class TicketDesk(DeskDb db, PeopleDesk people, PolicySource policy, Notifier notifier, TicketNews news, TicketClosing closing, IEnumerable<ITicketAdjunct> adjuncts, AuditTrail audit, TicketThreads threads, TimeProvider clock)
{
    /// <summary>An agent makes it theirs.</summary>
    public async Task<Outcome<Ticket>> TakeAsync(string number, Person agent)
    {
        if ((await WorkableAsync(number, agent)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        if (ticket.Take(agent, Now) is { } no)
        {
            return no;
        }

        await HappenedAsync(ticket, agent, Phrase.Of("tickets.did.took"));
        audit.Add(agent, "ticket.taken", ticket.Number);
        await news.TellRequesterAsync(ticket, agent, Phrase.Of("tickets.news.working", new { agent = agent.Name }), text: null);
        return ticket;
    }

    /// <summary>Gives it to a group, and to an agent or to nobody.</summary>
    /// <param name="agentHandle">Empty: nobody in particular.</param>
    public async Task<Outcome<Ticket>> AssignAsync(string number, Person agent, string group, string agentHandle)
    {
        if ((await WorkableAsync(number, agent)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        var target = policy.Current.FindGroup(group.Length == 0 ? ticket.Group : group);
        if (target is null)
        {
            return Refusal.Invalid("group", Phrase.Of("tickets.groupUnknown"));
        }

        Person? assignee = null;
        if (agentHandle.Length > 0)
        {
            assignee = await people.FindAsync(agentHandle);
            if (assignee is not { IsAgent: true })
            {
                return Refusal.Invalid("agent", Phrase.Of("tickets.agentUnknown"));
            }

            if (assignee.Id == ticket.RequesterId)
            {
                return Refusal.Invalid("agent", Phrase.Of("tickets.agentIsRequester", new { agent = assignee.Name, ticket.Number }));
            }
        }

        if (ticket.Assign(target.Key, assignee, Now) is { } no)
        {
            return no;
        }

        await HappenedAsync(ticket, agent, Phrase.Of("tickets.did.gave", new { to = assignee is null ? target.Name : Phrase.Join(", ", assignee.Name, target.Name) }));
        audit.Add(agent, "ticket.assigned", ticket.Number, new { group = target.Key, agent = assignee?.Handle });
        if (assignee is not null && assignee.Id != agent.Id)
        {
            await notifier.SayAsync(assignee, Phrase.Of("tickets.news.gaveYou", new { agent = agent.Name, ticket.Number, ticket.Title }), Notice.Call(ticket.Number));
        }

        return ticket;
    }

    /// <summary>An agent writes to the requester, who is told at once.</summary>
    /// <param name="wait">Whether the ticket now waits for the requester's answer.</param>
    public async Task<Outcome<Ticket>> ReplyAsync(string number, Person agent, string text, bool wait = false)
    {
        if ((await WorkableAsync(number, agent)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        if (Written("reply", text) is { } empty)
        {
            return empty;
        }

        if (!ticket.Status.IsOpen() && ticket.Status != TicketStatus.Resolved)
        {
            return Refusal.Conflict(Phrase.Of("tickets.replyOnlyOpen", new { ticket.Number, status = ticket.Status.Word() }));
        }

        if (wait && ticket.Wait(Now) is { } no)
        {
            return no;
        }

        ticket.Touch(Now);
        Comment(ticket, agent, text);
        audit.Add(agent, "ticket.replied", ticket.Number);
        await news.TellRequesterAsync(ticket, agent, wait ? Phrase.Of("tickets.news.asks", new { agent = agent.Name }) : Phrase.Of("tickets.news.wrote", new { agent = agent.Name }), text.Trim());
        return ticket;
    }

    /// <summary>An agent writes for agents only. Nobody else is told, ever.</summary>
    public async Task<Outcome<Ticket>> NoteAsync(string number, Person agent, string text)
    {
        if ((await WorkableAsync(number, agent)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        if (Written("note", text) is { } empty)
        {
            return empty;
        }

        ticket.Touch(Now);
        ticket.History.Add(new TicketEntry { At = Now, AuthorId = agent.Id, Kind = EntryKind.InternalNote, What = Phrase.Of("tickets.did.noted"), Text = text.Trim() });
        audit.Add(agent, "ticket.noted", ticket.Number);
        return ticket;
    }

    /// <summary>Done in the agent's eyes; the requester is asked to confirm.</summary>
    /// <param name="code">Key of one of the policy's resolutions for this kind of ticket.</param>
    /// <param name="asksRequester">False where they are told in another way.</param>
    public async Task<Outcome<Ticket>> ResolveAsync(string number, Person agent, string code, string text, bool asksRequester = true)
    {
        if ((await WorkableAsync(number, agent)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        if (!Resolutions(ticket).Any(resolution => resolution.Key == code))
        {
            return Refusal.Invalid("resolutionCode", Phrase.Of("tickets.resolutionCodeMissing"));
        }

        if (Written("resolution", text, Phrase.Of("tickets.resolutionMissing")) is { } empty)
        {
            return empty;
        }

        if (ticket.Resolve(code, text.Trim(), agent, Now) is { } no)
        {
            return no;
        }

        await HappenedAsync(ticket, agent, Phrase.Of("tickets.did.resolved"), text);
        audit.Add(agent, "ticket.resolved", ticket.Number, new { code });
        await closing.ExpectAsync(ticket);
        if (asksRequester)
        {
            await news.AskToConfirmAsync(ticket, agent);
        }

        return ticket;
    }

    /// <summary>The ways a ticket of this kind can end.</summary>
    public IReadOnlyList<Choice> Resolutions(Ticket ticket) =>
        ticket.Number.StartsWith(NumberSeries.ServiceRequest, StringComparison.Ordinal) ? policy.Current.RequestResolutions : policy.Current.IncidentResolutions;

    /// <summary>A ticket that this agent may work on: any but their own, because its notes are not for its requester.</summary>
    public async Task<Outcome<Ticket>> WorkableAsync(string number, Person agent)
    {
        if (!agent.IsAgent)
        {
            return Refusal.Forbidden(Phrase.Of("tickets.onlyAgents"));
        }

        var ticket = await FindAsync(number);
        if (ticket is null)
        {
            return Refusal.NotFound(Phrase.Of("tickets.notThere", new { number }));
        }

        return ticket.RequesterId == agent.Id
            ? Refusal.Forbidden(Phrase.Of("tickets.ownTicket", new { ticket.Number }))
            : ticket;
    }

    /// <summary>A ticket of this person's own. Somebody else's does not exist for them.</summary>
    public async Task<Outcome<Ticket>> OwnAsync(string number, Person requester)
    {
        var ticket = await FindAsync(number);
        return ticket is null || ticket.RequesterId != requester.Id
            ? Refusal.NotFound(Phrase.Of("tickets.notYours", new { number }))
            : ticket;
    }

    /// <summary>As of which version it is, so that what is done next in this operation is done with that one or not at all. Null when there is no such ticket.</summary>
    public async Task<int?> VersionAsync(string number) => (await FindAsync(number))?.Version;

    /// <summary>Brings in all lines of its history, also those before this operation.</summary>
    public async Task<Ticket> LoadHistoryAsync(Ticket ticket)
    {
        await db.SaveChangesAsync();
        await db.Entry(ticket).Collection(each => each.History).Query().Include(entry => entry.Author).OrderBy(entry => entry.Id).LoadAsync();
        ticket.History.Sort((one, other) => one.Id.CompareTo(other.Id));
        await db.Entry(ticket).Collection(each => each.Files).Query().OrderBy(file => file.SentAt).LoadAsync();
        return ticket;
    }

    private Task<Ticket?> FindAsync(string number) =>
        db.Set<Ticket>().Include(ticket => ticket.Requester).Include(ticket => ticket.Assignee).AsTracking().FirstOrDefaultAsync(ticket => ticket.Number == number);

    private static Refusal? Written(string field, string text, Phrase? missing = null) =>
        text.Trim().Length == 0 ? Refusal.Invalid(field, missing ?? Phrase.Of("tickets.writeSomething"))
        : text.Length > Ticket.LongestText ? Refusal.Invalid(field, Phrase.Of("tickets.textTooLong", new { now = text.Length, most = Ticket.LongestText }))
        : null;

    /// <summary>Something happened by which the ticket stands otherwise than before, which is seen wherever it is shown.</summary>
    private async Task HappenedAsync(Ticket ticket, Person who, Phrase what, string? text = null)
    {
        Event(ticket, who, what, text);
        await db.SaveChangesAsync();
        await threads.StateChangedAsync(ticket);
    }

    private void Event(Ticket ticket, Person who, Phrase what, string? text = null) =>
        ticket.History.Add(new TicketEntry { At = Now, AuthorId = who.Id, Kind = EntryKind.Event, What = what, Text = text?.Trim() });

    private void Comment(Ticket ticket, Person who, string text) =>
        ticket.History.Add(new TicketEntry { At = Now, AuthorId = who.Id, Kind = EntryKind.Comment, What = Phrase.Of("tickets.did.wrote"), Text = text.Trim() });

    private DateTimeOffset Now => clock.GetUtcNow();
}
