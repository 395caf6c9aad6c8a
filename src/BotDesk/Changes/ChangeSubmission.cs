using BotDesk.Approvals;
using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Changes;

/// <summary>Takes a change that is complete to where its type and risk lead it: to those who have to agree, onto the calendar, or into action.</summary>
public sealed class ChangeSubmission(DeskDb db, ChangeConflicts conflicts, ChangeSchedule schedule, ApprovalDesk approvals, ApprovalPlan plan, PeopleDesk people, PolicySource policy, SubjectCards cards, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Nobody has to agree, but those who can allow it in a freeze.</summary>
    private static readonly ApprovalPolicy Nobody = new("freeze-exception", [], []);

    /// <summary>Writes what was proposed into the change. Only what <see cref="ChangeDesk.Check"/> let through.</summary>
    public void Write(Change change, ChangeProposal proposal)
    {
        var changes = policy.Current.Changes!;
        (change.Type, change.Template) = (proposal.Type, proposal.Template.Length > 0 ? proposal.Template : null);
        (change.Title, change.Description, change.Why) = (proposal.Title.Trim(), proposal.Description.Trim(), proposal.Why.Trim());
        (change.Service, change.OtherServices) = (proposal.ServiceKeys[0], string.Join(',', proposal.ServiceKeys.Skip(1)));
        change.Items = ChangeItems.Tidy(proposal.Items);
        change.Environment = proposal.Environment.Length > 0 ? proposal.Environment : changes.Environments[0].Key;
        (change.TestPlan, change.RollBack, change.Communication) = (proposal.TestPlan.Trim(), proposal.RollBack.Trim(), proposal.Communication.Trim());
        (change.PlannedStart, change.PlannedEnd) = (proposal.Window!.Value.Start, proposal.Window.Value.End);
        change.WantsException = proposal.WantsException;
        if (proposal.ImplementerId != change.ImplementerId)
        {
            (change.ImplementerId, change.Implementer) = (proposal.ImplementerId, null);
        }

        var (level, score) = proposal.Judged(changes) ?? (ChangeRisk.Medium, null);
        (change.Risk, change.RiskScore, change.RiskAnswers) = (level, score, score is null ? "" : proposal.Answers.ToString());
    }

    /// <summary>Who has to agree to such a change, before anything is written: what is refused here has changed nothing.</summary>
    /// <returns>Without stages where nobody has to.</returns>
    internal async Task<Outcome<PlannedApproval>> PlanAsync(Change change)
    {
        if (change.Type == ChangeType.Emergency)
        {
            return new PlannedApproval(Nobody, []);
        }

        if (!(await AskedAsync(change)).Is(out var asked, out var refusal))
        {
            return refusal;
        }

        if (asked.Stages.IsEmpty)
        {
            return new PlannedApproval(asked, []);
        }

        var requester = (await people.FindAsync(change.RequesterId))!;
        var occasion = new ApprovalOccasion(requester) { Service = change.Service, Risk = Enum.Parse<ApprovalRisk>(change.Risk.ToString()) };
        return (await plan.MakeAsync(asked, occasion)).Is(out var stages, out var nobody) ? new PlannedApproval(asked, stages) : nobody;
    }

    /// <summary>From assessed to wherever it goes next.</summary>
    internal Task SubmitAsync(Change change, Person by, PlannedApproval planned) =>
        change.Type == ChangeType.Emergency ? schedule.ActFirstAsync(change, by)
        : planned.Stages.Count == 0 ? ScheduleAsync(change, by)
        : AskAsync(change, planned);

    /// <summary>Something that people agreed to, or are asked to agree to, is different now.</summary>
    internal async Task ScopeChangedAsync(Change change, Person by, Phrase what, PlannedApproval planned)
    {
        var now = clock.GetUtcNow();
        if (change.Status == ChangeStatus.Assessed)
        {
            _ = change.Move(ChangeMove.Revise, now);
            _ = change.Move(ChangeMove.Assess, now);
        }

        if (change.Status is not (ChangeStatus.Approval or ChangeStatus.Scheduled))
        {
            return;
        }

        change.ConfirmedAt = null;
        if (planned.Stages.Count == 0)
        {
            await schedule.SetAsync(change);
            return;
        }

        await schedule.ClearAsync(change);
        _ = change.Move(ChangeMove.AskAgain, now);
        await db.SaveChangesAsync();
        if (!(await approvals.ScopeChangedAsync(change.Number, by, what, planned)).Is(out _, out _))
        {
            // Nobody was asked so far: it was agreed to before.
            await AskAsync(change, planned);
        }
    }

    /// <summary>Nobody wants it any more.</summary>
    public async Task CancelAsync(Change change, Person by)
    {
        var now = clock.GetUtcNow();
        _ = change.Move(ChangeMove.Cancel, now);
        (change.Outcome, change.EndedAt) = (ChangeOutcome.Cancelled, now);
        change.Note(by, Phrase.Of("changes.did.cancelled"), null, now);
        audit.Add(by, "change.cancelled", change.Number, new { });
        await schedule.ClearAsync(change);
    }

    private async Task ScheduleAsync(Change change, Person by)
    {
        var now = clock.GetUtcNow();
        _ = change.Move(ChangeMove.Schedule, now);
        change.Note(null, Phrase.Of("changes.did.scheduled"), null, now);
        audit.Add(by, "change.scheduled", change.Number, new { template = change.Template });
        await schedule.SetAsync(change);
        await db.SaveChangesAsync();
        await cards.BringUpToDateAsync(new CardSubject(ChangeApproval.Kind, change.Number));
    }

    private async Task AskAsync(Change change, PlannedApproval planned)
    {
        var requester = (await people.FindAsync(change.RequesterId))!;
        if (change.Status == ChangeStatus.Assessed)
        {
            _ = change.Move(ChangeMove.Submit, clock.GetUtcNow());
        }

        await db.SaveChangesAsync();
        await approvals.OpenAsync(ChangeApproval.Kind, change.Number, requester, planned);
        await cards.BringUpToDateAsync(new CardSubject(ChangeApproval.Kind, change.Number));
    }

    /// <summary>Whom the policy asks about this one, and beside them those who can allow it in a freeze.</summary>
    /// <returns>Without stages where nobody has to agree.</returns>
    private async Task<Outcome<ApprovalPolicy>> AskedAsync(Change change)
    {
        var changes = policy.Current.Changes!;
        var asked = policy.Current.FindApproval(changes.ApprovalFor(change.Type, change.Risk, change.Environment)) ?? Nobody;
        var hard = (await conflicts.FindAsync(change.AsPlanned(), change.Environment)).Hard.ToList();
        if (hard.Find(freeze => freeze.Exception is null) is { } closed)
        {
            return Refusal.Invalid("start", Phrase.Of("changes.frozen", new { freeze = closed.Name }));
        }

        if (hard.Count > 0 && !change.WantsException)
        {
            var who = (await people.FindAsync(hard[0].Exception!))?.Name ?? hard[0].Exception;
            return Refusal.Invalid("start", Phrase.Of("changes.frozenUnless", new { freeze = hard[0].Name, who }));
        }

        return asked with
        {
            Stages = [.. asked.Stages, .. hard.Select((freeze, at) => new ApprovalStagePolicy(Phrase.Of("changes.exceptionStage", new { freeze = freeze.Name }).In(policy.Current.Organisation.Language), [freeze.Exception!], [], null, ApprovalRule.All, Alongside: at > 0 || !asked.Stages.IsEmpty))],
        };
    }
}
