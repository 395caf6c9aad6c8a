using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using BotDesk.Timers;

namespace BotDesk.Approvals;

/// <summary>
/// What can be done with an approval, behind every door. Each operation decides from the person alone whether they may, writes the audit,
/// tells the practice that asked, and brings every card about it up to date.
/// </summary>
public sealed partial class ApprovalDesk(
    DeskDb db, ApprovalBook book, Absences absences, PeopleDesk people, SubjectCards cards, Notifier notifier, DeskTimers timers, TicketTimes times, PolicySource policies, AuditTrail audit, Acting acting,
    IServiceProvider services, TimeProvider clock)
{
    /// <summary>The longest reason, question or answer: all of them fit on one card.</summary>
    public const int LongestText = 1000;

    /// <summary>
    /// Asks everybody whom the first step names; with nobody to ask, it is approved by the policy. The thing itself must be saved in the same
    /// operation before.
    /// </summary>
    /// <param name="planned">From <see cref="ApprovalPlan"/>.</param>
    /// <param name="whatChanged">See <see cref="Approval.WhatChanged"/>.</param>
    public async Task<Approval> OpenAsync(string kind, string subject, Person requester, PlannedApproval planned, Phrase? whatChanged = null)
    {
        // Whoever was read before this operation would be taken for somebody new.
        requester = (await people.FindAsync(requester.Id))!;
        var now = clock.GetUtcNow();
        var approval = new Approval { Kind = kind, Subject = subject, RequesterId = requester.Id, Requester = requester, OpenedAt = now, Policy = planned.Policy.Key, WhatChanged = whatChanged };
        approval.Stages.AddRange(planned.Stages);
        var asked = approval.Start(now);
        db.Add(approval);
        await db.SaveChangesAsync();
        audit.Add(requester, "approval.opened", subject, new { approval = approval.Id, policy = planned.Policy.Key, asked = approval.Seats.Select(seat => seat.Person.Handle) });
        if (approval.Status == ApprovalStatus.Approved)
        {
            audit.Add(null, "approval.automatic", subject, new { approval = approval.Id, policy = planned.Policy.Key });
            await SubjectOf(approval).HappenedAsync(subject, null, Phrase.Of("approvals.did.automatic", new { policy = planned.Policy.Key }), null);
            await EndAsync(approval);
        }

        await AskAsync(approval, asked);
        return approval;
    }

    /// <inheritdoc cref="OpenAsync(string, string, Person, PlannedApproval, Phrase?)"/>
    /// <param name="stages">From <see cref="ApprovalPlan"/>.</param>
    public Task<Approval> OpenAsync(string kind, string subject, Person requester, ApprovalPolicy policy, IReadOnlyList<ApprovalStage> stages) =>
        OpenAsync(kind, subject, requester, new PlannedApproval(policy, stages));

    /// <param name="text">A remark; with a rejection the reason, which must be there.</param>
    /// <param name="cardHash">See <see cref="ApprovalDecision.CardHash"/>.</param>
    public async Task<Outcome<Approval>> DecideAsync(long id, Person person, ApprovalChoice choice, string text, string? cardHash)
    {
        if (await book.FindAsync(id) is not { } approval)
        {
            return NotThere();
        }

        text = text.Trim();
        if (choice == ApprovalChoice.Reject && text.Length == 0 && approval.WaitsFor(person))
        {
            return Refusal.Invalid("text", Phrase.Of("approvals.sayWhy"));
        }

        if (TooLong(text) is { } tooLong && approval.WaitsFor(person))
        {
            return tooLong;
        }

        var now = clock.GetUtcNow();
        var seats = approval.Seats.Where(seat => seat.PersonId == person.Id && seat.Decision is null).ToList();
        ApprovalDecision Decision() => new() { At = now, Choice = choice, Reason = text.Length == 0 ? null : text, Via = acting.Via, CardHash = cardHash };
        if (approval.Decide(person, now, Decision, out var asked) is { } refusal)
        {
            return refusal;
        }

        foreach (var seat in seats.Where(seat => seat.Decision is not null))
        {
            audit.Add(person, choice == ApprovalChoice.Approve ? "approval.approved" : "approval.rejected", approval.Subject, new
            {
                approval = approval.Id,
                stage = approval.Stages.First(stage => stage.Seats.Contains(seat)).Name,
                asWhom = seat.AsWhom?.Handle,
                reason = seat.Decision!.Reason,
                card = cardHash,
            });
        }

        var names = seats.Select(seat => seat.AsWhom?.Name).OfType<string>().Distinct().ToList();
        var what = (choice, names) switch
        {
            (ApprovalChoice.Approve, []) => Phrase.Of("approvals.did.approved"),
            (ApprovalChoice.Approve, _) => Phrase.Of("approvals.did.approvedFor", new { whom = ApprovalWords.And([.. names]) }),
            (_, []) => Phrase.Of("approvals.did.rejected"),
            _ => Phrase.Of("approvals.did.rejectedFor", new { whom = ApprovalWords.And([.. names]) }),
        };
        await SubjectOf(approval).HappenedAsync(approval.Subject, person, what, text.Length == 0 ? null : text);
        await EndAsync(approval);
        await AskAsync(approval, asked);
        return approval;
    }

    /// <summary>Asks the requester something, without deciding.</summary>
    public async Task<Outcome<Approval>> AskRequesterAsync(long id, Person person, string text)
    {
        if (await book.FindAsync(id) is not { } approval)
        {
            return NotThere();
        }

        person = (await people.FindAsync(person.Id))!;
        if (approval.WaitsFor(person) && Written(text, Phrase.Of("approvals.writeQuestion")) is { } refused)
        {
            return refused;
        }

        if (approval.Ask(person, text.Trim(), clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Add(person, "approval.asked", approval.Subject, new { approval = approval.Id });
        await SubjectOf(approval).HappenedAsync(approval.Subject, person, Phrase.Of("approvals.did.asked"), text.Trim());
        await ChangedAsync(approval);
        await notifier.ShowAsync(approval.Requester, CardOf(approval));
        return approval;
    }

    /// <summary>The requester answers.</summary>
    /// <param name="question">Null: the earliest that is open.</param>
    public async Task<Outcome<Approval>> AnswerAsync(long id, Person person, long? question, string text)
    {
        if (await book.FindAsync(id) is not { } approval || (approval.RequesterId != person.Id && !approval.HasAsked(person)))
        {
            return NotThere();
        }

        if (approval.RequesterId == person.Id && approval.OpenQuestion is not null && Written(text, Phrase.Of("approvals.writeAnswer")) is { } refused)
        {
            return refused;
        }

        if (!approval.Answer(person, question, text.Trim(), clock.GetUtcNow()).Is(out var answered, out var refusal))
        {
            return refusal;
        }

        audit.Add(person, "approval.answered", approval.Subject, new { approval = approval.Id, question = answered.Id });
        await SubjectOf(approval).HappenedAsync(approval.Subject, person, Phrase.Of("approvals.did.answered", new { who = answered.AskedBy.Name }), text.Trim());
        await ChangedAsync(approval);
        await notifier.ShowAsync(answered.AskedBy, Cards(approval));
        return approval;
    }

    /// <summary>The requester no longer wants it.</summary>
    public async Task<Outcome<Approval>> WithdrawAsync(long id, Person person)
    {
        if (await book.FindAsync(id) is not { } approval || (approval.RequesterId != person.Id && !approval.HasAsked(person)))
        {
            return NotThere();
        }

        if (approval.Withdraw(person, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Add(person, "approval.withdrawn", approval.Subject, new { approval = approval.Id });
        await SubjectOf(approval).HappenedAsync(approval.Subject, person, Phrase.Of("approvals.did.withdrew"), null);
        await EndAsync(approval);
        return approval;
    }

    /// <summary>The subject of the cards by which people decide.</summary>
    internal static CardSubject Cards(Approval approval) => new(ApprovalCard.Kind, ApprovalCard.IdOf(approval));

    private async Task EndAsync(Approval approval)
    {
        // Whoever decides at the same time at another instance is found out here, before the thing itself is asked to move on.
        await db.SaveChangesAsync();
        await ForgetTimersAsync(approval);
        if (approval.Status != ApprovalStatus.Pending)
        {
            await SubjectOf(approval).EndedAsync(approval);
        }

        await ChangedAsync(approval);
    }

    private async Task ChangedAsync(Approval approval)
    {
        await db.SaveChangesAsync();
        await cards.BringUpToDateAsync(Cards(approval));
        await cards.BringUpToDateAsync(CardOf(approval));
    }

    /// <summary>The subject of the card on which the requester follows it.</summary>
    private static CardSubject CardOf(Approval approval) => new(approval.Kind, approval.Subject);

    private IApprovalSubject SubjectOf(Approval approval) => services.GetRequiredKeyedService<IApprovalSubject>(approval.Kind);

    private static Refusal NotThere() => Refusal.NotFound(Phrase.Of("approvals.nothingLike"));

    private static Refusal? Written(string text, Phrase empty) => text.Trim().Length == 0 ? Refusal.Invalid("text", empty) : TooLong(text.Trim());

    private static Refusal? TooLong(string text) => text.Length > LongestText
        ? Refusal.Invalid("text", Phrase.Of("approvals.tooLong", new { now = text.Length, most = LongestText }))
        : null;
}
