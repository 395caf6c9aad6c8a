using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Approvals;

/// <content>Who is asked: delegates and stand-ins, reminders, the next in line, and everybody again when what was asked changes.</content>
public sealed partial class ApprovalDesk
{
    /// <summary>Timers of a stage, by its id.</summary>
    internal const string RemindTimer = "approvals.remind";

    /// <inheritdoc cref="RemindTimer"/>
    internal const string DueTimer = "approvals.due";

    /// <summary>Somebody who is asked has another one decide in their place.</summary>
    public async Task<Outcome<Approval>> DelegateAsync(long id, Person person, Person to)
    {
        if (await book.FindAsync(id) is not { } approval)
        {
            return NotThere();
        }

        // Whoever was read before this operation would be taken for somebody new.
        (person, to) = ((await people.FindAsync(person.Id))!, (await people.FindAsync(to.Id))!);
        var now = clock.GetUtcNow();
        if (approval.Delegate(person, to, now, out var added) is { } refusal)
        {
            return refusal;
        }

        audit.Add(person, "approval.delegated", approval.Subject, new { approval = approval.Id, to = to.Handle, asWhom = added.Select(seat => seat.AsWhom!.Handle).Distinct() });
        await SubjectOf(approval).HappenedAsync(approval.Subject, person, Phrase.Of("approvals.did.delegated", new { to = to.Name }), null);
        await TellAsync(approval, [.. added, .. await StandInsAsync(approval, added, now)]);
        return approval;
    }

    /// <summary>
    /// What was asked has changed: everybody is asked anew, on cards that say what changed. Earlier decisions are kept and no longer count. The
    /// thing itself, as it is now, must be saved in the same operation before.
    /// </summary>
    /// <param name="by">Who changed it.</param>
    /// <param name="whatChanged">As those read it who decide: "The window is Friday 18:00 instead of Tuesday 18:00".</param>
    /// <returns>The approval that counts from now on; a refusal when nothing is asked about it, or it was rejected or withdrawn.</returns>
    public async Task<Outcome<Approval>> ScopeChangedAsync(string subject, Person by, Phrase whatChanged, PlannedApproval planned)
    {
        if (await book.FindAsync(subject) is not { } before)
        {
            return Refusal.NotFound(Phrase.Of("approvals.nobodyAsked", new { subject }));
        }

        if (before.Supersede(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Add(by, "approval.superseded", subject, new { approval = before.Id, whatChanged = whatChanged.In(Language.English) });
        await SubjectOf(before).HappenedAsync(subject, by, Phrase.Of("approvals.did.changed"), text: null);
        await ForgetTimersAsync(before);
        await ChangedAsync(before);
        return await OpenAsync(before.Kind, subject, before.Requester, planned, whatChanged);
    }

    /// <summary>Somebody is away from now on: who stands in is asked what waits for them.</summary>
    /// <param name="person">As read in this operation.</param>
    internal async Task<int> StandInFromNowAsync(Person person)
    {
        var count = 0;
        foreach (var approval in await book.WaitingForAsync(person))
        {
            var own = approval.Stages.SelectMany(stage => stage.OpenSeatsOf(person)).ToList();
            if (await StandInsAsync(approval, own, clock.GetUtcNow()) is { Count: > 0 } added)
            {
                await TellAsync(approval, added);
                count++;
            }
        }

        return count;
    }

    /// <summary>Somebody is back: whoever stood in is no longer asked.</summary>
    internal async Task BackAsync(Person person)
    {
        foreach (var approval in await book.WithStandInsOfAsync(person))
        {
            if (approval.Revoke(person, clock.GetUtcNow()) is { Count: > 0 } revoked)
            {
                audit.Add(null, "approval.standInEnded", approval.Subject, new { approval = approval.Id, of = person.Handle, who = revoked.Select(each => each.Handle) });
                await ChangedAsync(approval);
            }
        }
    }

    internal async Task RemindAsync(long stageId)
    {
        if (await OpenStageAsync(stageId) is not ({ } approval, { } stage))
        {
            return;
        }

        var silent = Reached(stage).DistinctBy(person => person.Id).ToList();
        audit.Add(null, "approval.reminded", approval.Subject, new { approval = approval.Id, stage = stage.Name, who = silent.Select(person => person.Handle) });
        foreach (var person in silent)
        {
            await notifier.SayAsync(person, stage.DueAt is { } due
                ? Phrase.Of("approvals.reminderUntil", new { approval.Subject, until = times.At(due, person) })
                : Phrase.Of("approvals.reminder", new { approval.Subject }), Notice.Call(approval.Subject, stage.DueAt));
            await notifier.ShowAsync(person, Cards(approval), Notice.Call(approval.Subject, stage.DueAt));
        }
    }

    /// <summary>Somebody has not answered in time: the next in line is asked in their place, who can still decide, too.</summary>
    internal async Task EscalateAsync(long stageId)
    {
        if (await OpenStageAsync(stageId) is not ({ } approval, { } stage))
        {
            return;
        }

        var now = clock.GetUtcNow();
        var late = Reached(stage).DistinctBy(person => person.Id).ToList();
        var added = new List<ApprovalSeat>();
        foreach (var whom in stage.Silent.Select(seat => seat.AsWhom ?? seat.Person).DistinctBy(person => person.Id).ToList())
        {
            if (await NextInLineAsync(approval, stage, whom) is { } next && approval.Reseat(stage, SeatKind.Escalation, next, whom, null, now) is { } seat)
            {
                added.Add(seat);
            }
        }

        var names = ApprovalWords.And([.. added.Select(seat => seat.Person.Name).Distinct()]);
        audit.Add(null, added.Count > 0 ? "approval.escalated" : "approval.overdue", approval.Subject, new
        {
            approval = approval.Id,
            stage = stage.Name,
            silent = late.Select(person => person.Handle),
            to = added.Select(seat => seat.Person.Handle).Distinct(),
        });
        var what = added.Count > 0 ? Phrase.Of("approvals.alsoAsked", new { names, count = added.Select(seat => seat.PersonId).Distinct().Count() }) : Phrase.Of("approvals.nobodyLeft");
        await SubjectOf(approval).HappenedAsync(approval.Subject, null, Phrase.Of("approvals.did.waited", new { late = ApprovalWords.And([.. late.Select(person => person.Name)]), what }), null);
        foreach (var person in late)
        {
            await notifier.SayAsync(person, Phrase.Of("approvals.timeIsOver", new { approval.Subject, what }));
        }

        await notifier.SayAsync(approval.Requester, Phrase.Of("approvals.notDecidedYet", new { approval.Subject, late = ApprovalWords.And([.. late.Select(person => person.Name)]), what }), Notice.News(approval.Subject));
        if (added.Count > 0)
        {
            await ExpectAsync(stage, now);
            await TellAsync(approval, [.. added, .. await StandInsAsync(approval, added, now)]);
        }
        else
        {
            await ChangedAsync(approval);
        }
    }

    private async Task AskAsync(Approval approval, IReadOnlyCollection<ApprovalStage> stages)
    {
        var now = clock.GetUtcNow();
        foreach (var stage in stages)
        {
            stage.AskedAt = now;
            await StandInsAsync(approval, stage.Seats, now);
        }

        // A timer is named after its stage, which has its id from here on.
        await db.SaveChangesAsync();
        foreach (var stage in stages)
        {
            await ExpectAsync(stage, now);
        }

        await db.SaveChangesAsync();
        foreach (var person in stages.SelectMany(Reached).DistinctBy(person => person.Id))
        {
            await notifier.ShowAsync(person, Cards(approval), Notice.Call(approval.Subject, stages.Min(stage => stage.DueAt)));
        }
    }

    /// <summary>Sets by when the stage's people have to answer, counted from now.</summary>
    private async Task ExpectAsync(ApprovalStage stage, DateTimeOffset now)
    {
        if (Allowed(stage.DueIn) is not { } allowed)
        {
            return;
        }

        var (policy, id) = (policies.Current, StageTimer(stage));
        var due = policy.After(now, allowed);
        stage.DueAt = due;
        await timers.SetAsync(DueTimer, id, due);
        var remind = Allowed(stage.RemindIn) is { } after ? policy.After(now, after) : now + ((due - now) / 2);
        if (remind < due)
        {
            await timers.SetAsync(RemindTimer, id, remind);
        }
    }

    /// <summary>Those who are asked and not away with somebody in their place: whom it makes sense to tell.</summary>
    private static IEnumerable<Person> Reached(ApprovalStage stage) =>
        stage.Silent.Where(seat => !stage.Silent.Any(other => other.Kind == SeatKind.StandIn && other.AddedById == seat.PersonId && other.Voice == seat.Voice)).Select(seat => seat.Person);

    /// <summary>Seats those who stand in for whoever of these is away.</summary>
    private async Task<List<ApprovalSeat>> StandInsAsync(Approval approval, IEnumerable<ApprovalSeat> seats, DateTimeOffset now)
    {
        var added = new List<ApprovalSeat>();
        foreach (var seat in seats.ToList())
        {
            var stage = approval.Stages.First(each => each.Seats.Contains(seat));
            bool May(Person person) => person.Id != approval.RequesterId && stage.HasRoomFor(person.Id, seat.Voice);
            if (await absences.StandInAsync(seat.Person, May) is { } standIn && approval.Reseat(stage, SeatKind.StandIn, standIn, seat.AsWhom ?? seat.Person, seat.Person, now) is { } made)
            {
                audit.Add(null, "approval.standIn", approval.Subject, new { approval = approval.Id, of = seat.Person.Handle, who = standIn.Handle });
                added.Add(made);
            }
        }

        return added;
    }

    /// <summary>Saves who is asked now as well, and shows the card to them and to everybody who has it.</summary>
    private async Task TellAsync(Approval approval, IReadOnlyList<ApprovalSeat> added)
    {
        await ChangedAsync(approval);
        foreach (var seat in added.DistinctBy(seat => seat.PersonId).Where(seat => !added.Any(other => other.Kind == SeatKind.StandIn && other.AddedById == seat.PersonId)))
        {
            await notifier.ShowAsync(seat.Person, Cards(approval), Notice.Call(approval.Subject, approval.Stages.First(stage => stage.Seats.Contains(seat)).DueAt));
        }
    }

    /// <summary>Whom the policy names, else up from manager to manager, else whom it names for those who cannot.</summary>
    private async Task<Person?> NextInLineAsync(Approval approval, ApprovalStage stage, Person whom)
    {
        foreach (var handle in stage.EscalateTo?.Split(',') ?? [])
        {
            if (await people.FindAsync(handle) is { } named && May(named))
            {
                return named;
            }
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var handle = stage.EscalateTo is null ? whom.Manager : null; handle is not null && seen.Add(handle);)
        {
            if (await people.FindAsync(handle) is not { } manager)
            {
                break;
            }

            if (May(manager))
            {
                return manager;
            }

            handle = manager.Manager;
        }

        foreach (var handle in policies.Current.FindApproval(approval.Policy)?.Otherwise ?? [])
        {
            if (await people.FindAsync(handle) is { } other && May(other))
            {
                return other;
            }
        }

        return null;

        bool May(Person person) => person.Id != approval.RequesterId && person.Id != whom.Id && stage.HasRoomFor(person.Id, whom.Id);
    }

    private async Task<(Approval? Approval, ApprovalStage? Stage)> OpenStageAsync(long stageId) =>
        await book.OfStageAsync(stageId) is { Status: ApprovalStatus.Pending } approval && approval.Stages.Find(stage => stage.Id == stageId) is { Status: StageStatus.Open } stage
            ? (approval, stage)
            : default;

    /// <summary>Those of stages about which nothing is to be decided any more.</summary>
    private async Task ForgetTimersAsync(Approval approval)
    {
        foreach (var stage in approval.Stages.Where(stage => stage is { DueIn: not null, AskedAt: not null, Status: not StageStatus.Open }))
        {
            await timers.CancelAsync(RemindTimer, StageTimer(stage));
            await timers.CancelAsync(DueTimer, StageTimer(stage));
        }
    }

    private static string StageTimer(ApprovalStage stage) => stage.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static TimeAllowed? Allowed(string? text) => text is null ? null : TimeAllowed.Parse(text).Value;
}
