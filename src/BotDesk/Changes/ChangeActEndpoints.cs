using System.Text.Json.Nodes;
using BotDesk.Access;
using BotDesk.Approvals;
using BotDesk.People;
using BotDesk.Rest;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Changes;

/// <summary><c>POST /api/changes/CHG3/…</c>: what is done with a change in a person's name.</summary>
internal static class ChangeActEndpoints
{
    private delegate Task<Refusal?> Deed(IServiceProvider scope, string number, Person person, ChangeAct act);

    public static void MapChangeActs(this IEndpointRouteBuilder api)
    {
        var write = Group(api, ApiScope.ChangesWrite);
        Act(write, "assess", "A draft is complete; what is missing is named", ChangeExamples.Act, async (scope, number, person, _) => (await Desk(scope).AssessAsync(number, person)).Refusal);
        Act(write, "submit", "Those who have to agree are asked", ChangeExamples.Act, async (scope, number, person, _) => (await Desk(scope).SubmitAsync(number, person)).Refusal);
        Act(write, "move", "Plans it into another window; into the next free one if none is given", ChangeExamples.Move, MoveAsync);
        Act(write, "cancel", "Nobody wants it any more", ChangeExamples.Act, async (scope, number, person, _) => (await Desk(scope).CancelAsync(number, person)).Refusal);
        Act(write, "withdraw", "The same as cancel", ChangeExamples.Act, async (scope, number, person, _) => (await Desk(scope).CancelAsync(number, person)).Refusal);
        Act(write, "confirm", "Whoever does it is ready", ChangeExamples.Act, async (scope, number, person, _) => (await Day(scope).ConfirmAsync(number, person)).Refusal);
        Act(write, "start", "It begins", ChangeExamples.Act, async (scope, number, person, _) => (await Day(scope).StartAsync(number, person)).Refusal);
        Act(write, "finish", "It is done as planned", ChangeExamples.Act, async (scope, number, person, act) => (await Day(scope).FinishAsync(number, person, act.Text ?? "")).Refusal);
        Act(write, "roll-back", "It did not work, and everything is as before; text says why", ChangeExamples.Said, async (scope, number, person, act) => (await Day(scope).RollBackAsync(number, person, act.Text ?? "")).Refusal);
        Act(write, "review", "What was learned is written down, and it is closed", ChangeExamples.Close, CloseAsync);
        Act(write, "close", "The same as review; without a text where nobody has to look at it again", ChangeExamples.Close, CloseAsync);
        Approval(write, "answer", "The requester answers a question", (desk, approval, person, act) => desk.AnswerAsync(approval.Id, person, act.Question, act.Text ?? ""));

        var decide = Group(api, ApiScope.ApprovalsDecide);
        Approval(decide, "approve", "Somebody who was asked approves", (desk, approval, person, act) => desk.DecideAsync(approval.Id, person, ApprovalChoice.Approve, act.Text ?? "", cardHash: null));
        Approval(decide, "reject", "Somebody who was asked rejects, with a reason", (desk, approval, person, act) => desk.DecideAsync(approval.Id, person, ApprovalChoice.Reject, act.Text ?? "", cardHash: null));
        Approval(decide, "ask", "Somebody who was asked asks the requester", (desk, approval, person, act) => desk.AskRequesterAsync(approval.Id, person, act.Text ?? ""));
    }

    private static async Task<Refusal?> MoveAsync(IServiceProvider scope, string number, Person person, ChangeAct act)
    {
        if (act.PlannedStart is null && act.PlannedEnd is null)
        {
            return (await Desk(scope).MoveToNextFreeAsync(number, person)).Refusal;
        }

        var patch = new ChangePatch(null, null, null, null, null, null, null, null, null, act.PlannedStart, act.PlannedEnd, null, null, null, null, null, null);
        return (await Desk(scope).EditAsync(number, person, proposal => proposal.With(patch, implementer: null))).Refusal;
    }

    private static async Task<Refusal?> CloseAsync(IServiceProvider scope, string number, Person person, ChangeAct act) => ChangeRequests.TryOutcome(act.Outcome, out var outcome)
        ? (await Day(scope).CloseAsync(number, person, outcome, act.Text ?? "")).Refusal
        : Refusal.Invalid("outcome", $"outcome is {string.Join(", ", Enum.GetValues<ChangeOutcome>().Where(each => each != ChangeOutcome.Cancelled).Select(each => each.Wire()))}.");

    private static RouteGroupBuilder Group(IEndpointRouteBuilder api, string scope) =>
        api.MapGroup("/changes/{number}").WithTags("Changes").RequireAuthorization(DeskPolicies.ApiWith(scope)).ProducesProblem(StatusCodes.Status409Conflict);

    private static void Approval(RouteGroupBuilder group, string path, string summary, Func<ApprovalDesk, Approval, Person, ChangeAct, Task<Outcome<Approval>>> operation) =>
        Act(group, path, summary, path == "answer" ? ChangeExamples.Said : ChangeExamples.Decision, async (scope, number, person, act) => await scope.GetRequiredService<ApprovalBook>().FindAsync(number) is { Kind: ChangeApproval.Kind } approval
            ? (await operation(scope.GetRequiredService<ApprovalDesk>(), approval, person, act)).Refusal
            : ChangeEndpoints.NoChange(number));

    private static void Act(RouteGroupBuilder group, string path, string summary, JsonNode example, Deed deed) =>
        group.MapPost(path, async Task<Results<Ok<ChangeWithHistory>, ProblemHttpResult>> (string number, ChangeAct act, ApiWriter api) =>
        {
            var outcome = await api.WriteAsync<ChangeWithHistory>(act, async scope =>
            {
                if (TicketNumber.Normalise(number) is not { } normal || await scope.GetRequiredService<ChangeBook>().FindAsync(normal) is not { } whole)
                {
                    return ChangeEndpoints.NoChange(number);
                }

                if (await scope.GetRequiredService<IfMatch>().CheckAsync(normal, () => Task.FromResult<int?>(whole.Change.Version)) is { } stale)
                {
                    return stale;
                }

                if (!(await ApiWriter.NamedAsync(scope, "as", act.As)).Is(out var person, out var nobody))
                {
                    return nobody;
                }

                return await deed(scope, normal, person, act) is { } refusal ? refusal.Named() : await ChangeEndpoints.WholeAsync(scope, normal);
            });
            return outcome.Is(out var done, out var no) ? TypedResults.Ok(done) : no.ToProblem();
        }).WithSummary(summary).Takes(example).Answers(ChangeExamples.Whole).With("number", ChangeExamples.Number).HappensOnce().ChecksVersion().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static ChangeDesk Desk(IServiceProvider scope) => scope.GetRequiredService<ChangeDesk>();

    private static ChangeDay Day(IServiceProvider scope) => scope.GetRequiredService<ChangeDay>();
}
