using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Fulfilment.Automation;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.ServiceRequests.Fulfilment;

/// <summary>A task with the request that it belongs to.</summary>
public sealed record TaskAtHand(ServiceRequest Request, RequestTask Task);

/// <summary>The place of a task among those that can be done, what waits longest first.</summary>
public readonly record struct TaskPlace(DateTimeOffset OpenedAt, long Id);

/// <summary>Does the tasks of requests. Agents do those of their groups; the request is resolved when all have ended.</summary>
public sealed class FulfilmentDesk(DeskDb db, PolicySource policy, TaskStarter starter, TicketNews news, TicketClosing closing, AuditTrail audit, TimeProvider clock)
{
    private const int MostListed = 200;

    /// <summary>It is done.</summary>
    /// <param name="note">What was done, for the requester; may be empty.</param>
    public Task<Outcome<TaskAtHand>> CompleteAsync(string number, string task, Person agent, string note) => EndAsync(number, task, agent, RequestTaskMove.Complete, note);

    /// <summary>It does not have to be done.</summary>
    /// <param name="reason">For the requester.</param>
    public async Task<Outcome<TaskAtHand>> SkipAsync(string number, string task, Person agent, string reason) =>
        string.IsNullOrWhiteSpace(reason)
            ? Refusal.Invalid("note", Phrase.Of("serviceRequests.whyNotNeeded"))
            : await EndAsync(number, task, agent, RequestTaskMove.Skip, reason);

    /// <summary>What can be done now, what waits longest first; the agent's own requests are left out.</summary>
    /// <param name="group">Key; null: all groups.</param>
    /// <param name="after">The last one seen before; null: from the first.</param>
    public Task<IReadOnlyList<TaskAtHand>> OpenAsync(Person agent, string? group, TaskPlace? after = null, int most = MostListed) =>
        ListAsync(agent, group is null ? Open : Open.Where(task => task.Group == group), after, most);

    /// <summary>What the agent can do now: open tasks of the groups they are in.</summary>
    public Task<IReadOnlyList<TaskAtHand>> MineAsync(Person agent, TaskPlace? after = null, int most = MostListed)
    {
        string[] others = [.. policy.Current.Groups.Select(group => group.Key).Where(group => !IsOf(agent, group))];
        return ListAsync(agent, Open.Where(task => !others.Contains(task.Group)), after, most);
    }

    /// <summary>A request on whose tasks this agent may work.</summary>
    public async Task<Outcome<ServiceRequest>> FindAsync(string number, Person agent)
    {
        if (!agent.IsAgent)
        {
            return Refusal.Forbidden(Phrase.Of("tickets.onlyAgents"));
        }

        var request = await db.Set<ServiceRequest>().Include(each => each.Requester).Include(each => each.Assignee).AsTracking().FirstOrDefaultAsync(each => each.Number == number);
        if (request is null)
        {
            return Refusal.NotFound(Phrase.Of("serviceRequests.notThere", new { number }));
        }

        if (request.RequesterId == agent.Id)
        {
            return Refusal.Forbidden(Phrase.Of("serviceRequests.own", new { number }));
        }

        return request.Tasks.Count > 0 ? request : Refusal.NotFound(Phrase.Of("serviceRequests.noTasks", new { number }));
    }

    /// <summary>A task that this agent may see.</summary>
    public async Task<Outcome<TaskAtHand>> FindAsync(string number, string task, Person agent)
    {
        if (!(await FindAsync(number, agent)).Is(out var request, out var refusal))
        {
            return refusal;
        }

        return request.Tasks.FirstOrDefault(each => each.Key == task) is { } found
            ? new TaskAtHand(request, found)
            : Refusal.NotFound(Phrase.Of("serviceRequests.noSuchTask", new { number, tasks = Phrase.Join(", ", request.Tasks.OrderBy(each => each.Position).Select(each => each.Name)) }));
    }

    /// <summary>Whether tasks of the group are this agent's to do. Who is in a group for which the policy names nobody is not known, so there any agent may.</summary>
    public bool IsOf(Person agent, string group) => policy.Current.FindGroup(group) is not { Members: { Length: > 0 } members } || members.Contains(agent.Handle);

    private IQueryable<RequestTask> Open => db.Set<RequestTask>().AsNoTracking().Where(task => task.Status == RequestTaskStatus.Open);

    private async Task<IReadOnlyList<TaskAtHand>> ListAsync(Person agent, IQueryable<RequestTask> tasks, TaskPlace? after, int most)
    {
        if (after is { OpenedAt: var at, Id: var id })
        {
            tasks = tasks.Where(task => task.OpenedAt > at || (task.OpenedAt == at && task.Id > id));
        }

        var own = db.Set<ServiceRequest>().Where(request => request.RequesterId == agent.Id).Select(request => request.Id);
        var found = await tasks.Where(task => !own.Contains(task.TicketId)).OrderBy(task => task.OpenedAt).ThenBy(task => task.Id).Take(most).ToListAsync();
        var ids = found.Select(task => task.TicketId).ToHashSet();
        var requests = await db.Set<ServiceRequest>().AsNoTracking().Include(request => request.Requester).Where(request => ids.Contains(request.Id)).ToDictionaryAsync(request => request.Id);
        return [.. found.Select(task => new TaskAtHand(requests[task.TicketId], task))];
    }

    private async Task<Outcome<TaskAtHand>> EndAsync(string number, string key, Person agent, RequestTaskMove move, string note)
    {
        if (!(await FindAsync(number, key, agent)).Is(out var found, out var refusal))
        {
            return refusal;
        }

        var (request, task) = found;
        if (!IsOf(agent, task.Group))
        {
            return Refusal.Forbidden(Phrase.Of("serviceRequests.otherGroup", new { task = task.Name, group = policy.Current.FindGroup(task.Group)!.Name }));
        }

        if (note.Length > Ticket.LongestText)
        {
            return Refusal.Invalid("note", Phrase.Of("serviceRequests.noteTooLong", new { now = note.Length, most = Ticket.LongestText }));
        }

        var (now, written) = (clock.GetUtcNow(), note.Trim() is { Length: > 0 } text ? text : null);
        if (request.End(task, move, agent, written, now) is { } no)
        {
            return no;
        }

        Event(request, agent, move == RequestTaskMove.Complete ? Phrase.Of("serviceRequests.did.task", new { task = task.Name }) : Phrase.Of("serviceRequests.did.notNeeded", new { task = task.Name }), written);
        audit.Add(agent, move == RequestTaskMove.Complete ? "request.task.done" : "request.task.skipped", request.Number, new { task = task.Key });
        return await EndedAsync(found, agent, written);
    }

    /// <summary>A program has done it.</summary>
    internal async Task<Outcome<TaskAtHand>> EndByDeskAsync(ServiceRequest request, RequestTask task, string note)
    {
        var written = note.Trim() is { Length: > 0 } text ? text : null;
        if (request.End(task, RequestTaskMove.Complete, null, written, clock.GetUtcNow()) is { } no)
        {
            return no;
        }

        Event(request, null, Phrase.Of("serviceRequests.did.task", new { task = task.Name }), written);
        audit.Add(null, "request.task.done", request.Number, new { task = task.Key });
        return await EndedAsync(new TaskAtHand(request, task), null, written);
    }

    /// <summary>A program did not do it: from now on it is the group's.</summary>
    /// <param name="reason">Stands with the task.</param>
    internal async Task HandOverAsync(ServiceRequest request, RequestTask task, Phrase reason)
    {
        var now = clock.GetUtcNow();
        var group = policy.Current.FindGroup(task.Group)?.Name ?? task.Group;
        if (task.Move(RequestTaskMove.HandOver, null, reason.In(request.Requester.Language), now))
        {
            Event(request, null, Phrase.Of("serviceRequests.did.handedOver", new { task = task.Name, group }), reason.In(request.Requester.Language));
            request.Touch(now);
            await news.TellAssigneeAsync(request, Phrase.Of("serviceRequests.automation.yours", new { request.Number, task = task.Name, group, reason }));
        }
    }

    private async Task<Outcome<TaskAtHand>> EndedAsync(TaskAtHand found, Person? agent, string? written)
    {
        var (request, task) = found;
        await starter.StartAsync(request);
        if (request.Tasks.Any(each => each.Status.IsAhead()))
        {
            await news.TellRequesterAsync(request, agent, Progress(request, task), written);
            return found;
        }

        return Finish(request, agent, clock.GetUtcNow()) is { } stuck ? stuck : await AskAsync(found, agent);
    }

    /// <summary>All tasks have ended: it is done in the desk's eyes.</summary>
    private Refusal? Finish(ServiceRequest request, Person? agent, DateTimeOffset now)
    {
        var code = policy.Current.RequestResolutions.FirstOrDefault()?.Key ?? "fulfilled";
        var tasks = request.Tasks.OrderBy(each => each.Position).ToLookup(each => each.Status, each => each.Name);
        var done = tasks.Contains(RequestTaskStatus.Done) ? Phrase.Of("serviceRequests.tasksDone", new { tasks = Phrase.Join(", ", tasks[RequestTaskStatus.Done]) }).In(request.Requester.Language) : "";
        var rest = tasks.Contains(RequestTaskStatus.NotNeeded) ? Phrase.Of("serviceRequests.tasksNotNeeded", new { tasks = Phrase.Join(", ", tasks[RequestTaskStatus.NotNeeded]) }).In(request.Requester.Language) : "";
        if (request.Resolve(code, $"{done} {rest}".Trim(), agent, now) is { } no)
        {
            return no;
        }

        Event(request, agent, Phrase.Of("serviceRequests.did.lastTask"), request.Resolution);
        audit.Add(agent, "ticket.resolved", request.Number, new { code });
        return null;
    }

    private async Task<Outcome<TaskAtHand>> AskAsync(TaskAtHand done, Person? agent)
    {
        await closing.ExpectAsync(done.Request);
        await news.AskToConfirmAsync(done.Request, agent);
        return done;
    }

    private static Phrase Progress(ServiceRequest request, RequestTask task) =>
        Phrase.Of("serviceRequests.progress", new { ended = request.Tasks.Count(each => !each.Status.IsAhead()), all = request.Tasks.Count, task = task.Name, status = task.Status.Word() });

    private void Event(ServiceRequest request, Person? who, Phrase what, string? text) =>
        request.History.Add(new TicketEntry { At = clock.GetUtcNow(), AuthorId = who?.Id, Kind = EntryKind.Event, What = what, Text = text });
}
