using BotDesk.Approvals;
using BotDesk.Changes;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.Demo;

/// <summary>Lets the demo's changes go through everything that was decided about them. Nobody is told: it was long ago.</summary>
internal static class DemoChanges
{
    public static async Task AddAsync(IServiceProvider scope, DemoCompany company, IReadOnlyDictionary<string, Person> people, DateTimeOffset now)
    {
        var policy = company.Policy.FindApproval(company.Policy.Changes?.Approval);
        if (policy is null)
        {
            return;
        }

        foreach (var demo in company.Changes.OrderByDescending(change => change.Opened))
        {
            var requester = people[demo.Requester];
            if (!(await scope.GetRequiredService<ApprovalPlan>().MakeAsync(policy, requester, demo.Service)).Is(out var stages, out _))
            {
                continue;
            }

            var change = await NewAsync(scope, company, demo, requester, now);
            var approval = new Approval { Kind = ChangeApproval.Kind, Subject = change.Number, RequesterId = requester.Id, OpenedAt = change.OpenedAt };
            approval.Stages.AddRange(stages);
            approval.Start(approval.OpenedAt);
            foreach (var decision in demo.Decisions.OrderByDescending(decision => decision.Ago))
            {
                Decide(change, approval, decision, people[decision.By], now - decision.Ago);
            }

            scope.GetRequiredService<DeskDb>().AddRange(change, approval);
        }
    }

    private static async Task<Change> NewAsync(IServiceProvider scope, DemoCompany company, DemoChange demo, Person requester, DateTimeOffset now)
    {
        var opened = now - demo.Opened;

        // On the hour, as people plan.
        var start = new DateTimeOffset((now + demo.In).UtcDateTime.Date.AddHours(19), TimeSpan.Zero);
        var change = new Change
        {
            Number = await scope.GetRequiredService<TicketNumbers>().NextAsync(NumberSeries.Change),
            Title = demo.Title,
            Description = demo.Description,
            Why = demo.Why,
            RequesterId = requester.Id,
            Service = demo.Service,
            Environment = company.Policy.Changes!.Environments[0].Key,
            Risk = demo.Risk,
            TestPlan = demo.TestPlan,
            RollBack = demo.RollBack,
            PlannedStart = start,
            PlannedEnd = start + demo.Takes,
            OpenedAt = opened,
        };
        _ = change.Move(ChangeMove.Assess, opened);
        _ = change.Move(ChangeMove.Submit, opened);
        change.Note(requester, Phrase.Of("changes.did.asked"), null, opened);
        return change;
    }

    private static void Decide(Change change, Approval approval, DemoDecision demo, Person by, DateTimeOffset at)
    {
        var refusal = approval.Decide(by, at, () => new ApprovalDecision { At = at, Choice = demo.Choice, Reason = demo.Reason, Via = "webchat" }, out _);
        if (refusal is not null)
        {
            throw new InvalidOperationException($"The demo's change \"{change.Title}\": {refusal.Message}");
        }

        change.Note(by, demo.Choice == ApprovalChoice.Approve ? Phrase.Of("approvals.did.approved") : Phrase.Of("approvals.did.rejected"), demo.Reason, at);
        _ = approval.Status switch
        {
            ApprovalStatus.Approved => change.Move(ChangeMove.Approve, at),
            ApprovalStatus.Rejected => change.Move(ChangeMove.Reject, at),
            _ => null,
        };
    }
}
