using BotDesk.Approvals;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>What can be done with a change, behind every door. Decisions about it are taken on its approval (<see cref="ApprovalDesk"/>).</summary>
public sealed class ChangeDesk(DeskDb db, TicketNumbers numbers, ApprovalDesk approvals, ApprovalPlan plan, ApprovalBook book, PolicySource policy, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Everything that does not fit, by field; empty when it can be filed.</summary>
    public IReadOnlyDictionary<string, Phrase> Check(ChangeProposal proposal) => proposal.Check(policy.Current, clock.GetUtcNow());

    /// <summary>Files it and asks those who have to agree. Only what <see cref="Check"/> let through.</summary>
    public async Task<Outcome<Change>> FileAsync(Person requester, ChangeProposal proposal)
    {
        if (Check(proposal) is { Count: > 0 } errors)
        {
            return Refusal.Invalid(errors);
        }

        if (policy.Current.FindApproval(policy.Current.Changes?.Approval) is not { } approval)
        {
            return Refusal.Conflict("This desk takes no changes: its policy does not say who decides about them.");
        }

        if (!(await plan.MakeAsync(approval, requester, proposal.Service)).Is(out var stages, out var nobody))
        {
            return nobody;
        }

        var now = clock.GetUtcNow();
        _ = proposal.TryRisk(out var risk);
        var (start, end) = proposal.PlannedWindow;
        var change = new Change
        {
            Number = await numbers.NextAsync(NumberSeries.Change),
            Title = proposal.Title.Trim(),
            Description = proposal.Description.Trim(),
            Why = proposal.Why.Trim(),
            RequesterId = requester.Id,
            Service = proposal.Service,
            Risk = risk,
            RollBack = proposal.RollBack.Trim(),
            PlannedStart = start,
            PlannedEnd = end,
            OpenedAt = now,
        };
        _ = change.Move(ChangeMove.Submit, now);
        change.Note(requester, "asked for it", null, now);
        db.Add(change);
        await db.SaveChangesAsync();
        audit.Add(requester, "change.filed", change.Number, new { risk = risk.ToString(), service = change.Service });
        await approvals.OpenAsync(ChangeApproval.Kind, change.Number, requester, approval, stages);
        return change;
    }

    /// <summary>The requester no longer wants it; nobody has to decide any more.</summary>
    public async Task<Outcome<Change>> WithdrawAsync(string number, Person requester)
    {
        if (await FindAsync(number) is not { } change || change.RequesterId != requester.Id)
        {
            return Refusal.NotFound($"I find no change {number} of yours. Say \"my changes\" to see them.");
        }

        if (!ChangeLifecycle.Allows(change.Status, ChangeMove.Withdraw) || await book.FindAsync(number) is not { } approval)
        {
            return Refusal.Conflict($"{number} is already {change.Status.Word().ToLowerInvariant()}; nothing changed.");
        }

        return (await approvals.WithdrawAsync(approval.Id, requester)).Is(out _, out var refusal) ? change : refusal;
    }

    internal Task<Change?> FindAsync(string number) => db.Set<Change>().AsTracking().Include(change => change.Requester).FirstOrDefaultAsync(change => change.Number == number);
}
