using BotDesk.Approvals;
using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>
/// How a change is planned, behind every door: written, assessed, put to those who have to agree, moved, cancelled. Decisions about it are
/// taken on its approval (<see cref="ApprovalDesk"/>); its day is <see cref="ChangeDay"/>.
/// </summary>
public sealed class ChangeDesk(
    DeskDb db, TicketNumbers numbers, ChangeSubmission submission, ChangeConflicts conflicts, ApprovalDesk approvals, ApprovalBook book, PolicySource policy, SubjectCards cards, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What a draft has to have already; the rest is asked for when it is assessed.</summary>
    private static readonly string[] NeededByDrafts = ["title", "services", "items", "environment", "type", "start", "end"];

    /// <summary>Everything that does not fit, by field; empty when it can be filed.</summary>
    public IReadOnlyDictionary<string, Phrase> Check(ChangeProposal proposal) => ChangeRules.Check(proposal.Completed(policy.Current.Changes), policy.Current, Earliest(proposal.Type));

    /// <summary>Writes it, assesses it and asks those who have to agree; an emergency begins at once.</summary>
    public async Task<Outcome<Change>> FileAsync(Person requester, ChangeProposal proposal)
    {
        if (Check(proposal) is { Count: > 0 } errors)
        {
            return Refusal.Invalid(errors);
        }

        if (policy.Current.Changes is not { } changes)
        {
            return NotTaken();
        }

        var complete = proposal.Completed(changes);
        if (!(await submission.PlanAsync(Unsaved("", requester.Id, complete))).Is(out var plan, out var refusal))
        {
            return refusal;
        }

        var change = await NewAsync(requester, complete, Phrase.Of("changes.did.asked"));
        _ = change.Move(ChangeMove.Assess, clock.GetUtcNow());
        await submission.SubmitAsync(change, requester, plan);
        return change;
    }

    /// <summary>Writes it down, for nobody to decide about yet.</summary>
    public async Task<Outcome<Change>> DraftAsync(Person requester, ChangeProposal proposal)
    {
        if (policy.Current.Changes is not { } changes)
        {
            return NotTaken();
        }

        var errors = Check(proposal).Where(error => NeededByDrafts.Contains(error.Key)).ToDictionary();
        return errors.Count > 0 ? Refusal.Invalid(errors) : await NewAsync(requester, proposal.Completed(changes), Phrase.Of("changes.did.drafted"));
    }

    /// <summary>Says that a draft is complete; what is missing is named.</summary>
    public async Task<Outcome<Change>> AssessAsync(string number, Person person)
    {
        if (await FindAsync(number) is not { } change || !ChangeRights.MayPlan(change, person, policy.Current))
        {
            return NoChange(number);
        }

        if (!ChangeLifecycle.Allows(change.Status, ChangeMove.Assess))
        {
            return Already(change);
        }

        if (Check(ChangeProposal.Of(change)) is { Count: > 0 } errors)
        {
            return Refusal.Invalid(errors);
        }

        _ = change.Move(ChangeMove.Assess, clock.GetUtcNow());
        change.Note(person, Phrase.Of("changes.did.assessed"), null, clock.GetUtcNow());
        audit.Add(person, "change.assessed", number, new { risk = change.Risk.ToString(), score = change.RiskScore });
        return await SavedAsync(change);
    }

    /// <summary>Asks those who have to agree.</summary>
    public async Task<Outcome<Change>> SubmitAsync(string number, Person person)
    {
        if (await FindAsync(number) is not { } change || !ChangeRights.MayPlan(change, person, policy.Current))
        {
            return NoChange(number);
        }

        if (change.Status != ChangeStatus.Assessed)
        {
            return change.Status == ChangeStatus.Draft ? Refusal.Conflict(Phrase.Of("changes.isDraft", new { number })) : Already(change);
        }

        if (!(await submission.PlanAsync(change)).Is(out var plan, out var refusal))
        {
            return refusal;
        }

        await submission.SubmitAsync(change, person, plan);
        return await SavedAsync(change);
    }

    /// <summary>Changes what is planned. Where those who agreed would have agreed to something else, they are asked again.</summary>
    /// <param name="edit">Gets it as it stands, in UTC.</param>
    public async Task<Outcome<Change>> EditAsync(string number, Person person, Func<ChangeProposal, ChangeProposal> edit)
    {
        if (await FindAsync(number) is not { } change || !ChangeRights.MayPlan(change, person, policy.Current))
        {
            return NoChange(number);
        }

        if (change.Status is not (ChangeStatus.Draft or ChangeStatus.Assessed or ChangeStatus.Approval or ChangeStatus.Scheduled))
        {
            return Already(change);
        }

        var before = ChangeProposal.Of(change);
        var after = edit(before).Completed(policy.Current.Changes);
        var edited = ChangeEdits.Between(before, after);
        if (edited.Count == 0)
        {
            return change;
        }

        var now = clock.GetUtcNow();
        var moved = edited.Contains(ChangeEdits.Window);
        var errors = ChangeRules.Check(after, policy.Current, moved ? Earliest(after.Type) : DateTimeOffset.MinValue);
        foreach (var later in errors.Keys.Where(key => change.Status == ChangeStatus.Draft && !NeededByDrafts.Contains(key)).ToList())
        {
            errors.Remove(later);
        }

        if (errors.Count > 0)
        {
            return Refusal.Invalid(errors);
        }

        if (!(await submission.PlanAsync(Unsaved(number, change.RequesterId, after))).Is(out var plan, out var refusal) && change.Status is ChangeStatus.Approval or ChangeStatus.Scheduled)
        {
            return refusal!;
        }

        submission.Write(change, after);
        change.Note(person, Phrase.Of("changes.did.edited", new { what = ChangeEdits.Words(edited) }), null, now);
        audit.Add(person, "change.edited", number, new { edited });
        if (ChangeEdits.AskAgain(edited))
        {
            await submission.ScopeChangedAsync(change, person, ChangeEdits.Words(edited), plan!);
        }

        return await SavedAsync(change);
    }

    /// <summary>Plans it into the next window of the same length that nothing is in the way of.</summary>
    public async Task<Outcome<Change>> MoveToNextFreeAsync(string number, Person person)
    {
        if (await FindAsync(number) is not { } change || !ChangeRights.MayPlan(change, person, policy.Current))
        {
            return NoChange(number);
        }

        return await conflicts.NextFreeAsync(change.AsPlanned(), change.Environment, clock.GetUtcNow()) is { } window
            ? await EditAsync(number, person, proposal => proposal.At(window) with { WantsException = false })
            : Refusal.Conflict(Phrase.Of("changes.noFreeWindow", new { number, days = Calendar.ChangeCalendar.Horizon.Days }));
    }

    /// <summary>Nobody wants it any more; nobody has to decide.</summary>
    public async Task<Outcome<Change>> CancelAsync(string number, Person person)
    {
        if (await FindAsync(number) is not { } change || !ChangeRights.MayCancel(change, person, policy.Current))
        {
            return NoChange(number);
        }

        if (!ChangeLifecycle.Allows(change.Status, ChangeMove.Cancel))
        {
            return Already(change);
        }

        if (change.Status == ChangeStatus.Approval && change.RequesterId == person.Id && await book.FindAsync(number) is { Status: ApprovalStatus.Pending } approval)
        {
            return (await approvals.WithdrawAsync(approval.Id, person)).Is(out _, out var refusal) ? change : refusal;
        }

        if (change.Status == ChangeStatus.Approval)
        {
            return Refusal.Forbidden(Phrase.Of("changes.onlyRequesterWithdraws", new { requester = change.Requester.Name, number }));
        }

        await submission.CancelAsync(change, person);
        return await SavedAsync(change);
    }

    internal Task<Change?> FindAsync(string number) => db.Set<Change>().AsTracking()
        .Include(change => change.Requester).Include(change => change.Implementer).Include(change => change.Incidents)
        .FirstOrDefaultAsync(change => change.Number == number);

    internal static Refusal NoChange(string number) => Refusal.NotFound(Phrase.Of("changes.notThere", new { number }));

    internal static Refusal Already(Change change) => Refusal.Conflict(Phrase.Of("changes.already", new { change.Number, status = ChangeWords.Status(change.Status) }));

    private static Refusal NotTaken() => Refusal.Conflict(Phrase.Of("changes.notTaken"));

    /// <summary>An emergency may have begun before anybody had time to write it down.</summary>
    private DateTimeOffset Earliest(ChangeType type) => clock.GetUtcNow() - (type == ChangeType.Emergency ? TimeSpan.FromDays(1) : TimeSpan.Zero);

    private Change Unsaved(string number, long requester, ChangeProposal proposal)
    {
        var change = new Change { Number = number, Title = "", Description = "", Why = "", RequesterId = requester, Service = "", RollBack = "", OpenedAt = clock.GetUtcNow() };
        submission.Write(change, proposal);
        return change;
    }

    private async Task<Change> NewAsync(Person requester, ChangeProposal proposal, Phrase what)
    {
        var now = clock.GetUtcNow();
        var change = Unsaved(await numbers.NextAsync(NumberSeries.Change), requester.Id, proposal);
        change.Note(requester, what, null, now);
        db.Add(change);
        await db.SaveChangesAsync();
        await db.Entry(change).Reference(each => each.Requester).LoadAsync();
        await db.Entry(change).Reference(each => each.Implementer).LoadAsync();
        audit.Add(requester, "change.filed", change.Number, new { type = change.Type.ToString(), risk = change.Risk.ToString(), service = change.Service });
        return change;
    }

    private async Task<Change> SavedAsync(Change change)
    {
        await db.SaveChangesAsync();
        await cards.BringUpToDateAsync(new CardSubject(ChangeApproval.Kind, change.Number));
        return change;
    }
}
