using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.Approvals;
using BotDesk.Conversation;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Rest;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Changes;

/// <summary>A change to be asked for.</summary>
/// <param name="Requester">Handle or e-mail address of whose it is; they follow it on a card.</param>
/// <param name="Service">Key of a service.</param>
/// <param name="PlannedStart">An instant, such as <c>2026-04-01T18:00:00Z</c>.</param>
/// <param name="Risk"><c>low</c>, <c>medium</c> or <c>high</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewChangeRequest(
    string? Requester, string? Title, string? Description, string? Why, string? Service, DateTimeOffset? PlannedStart, DateTimeOffset? PlannedEnd, string? Risk, string? RollBack);

/// <summary>Something done with a change in a person's name. Whether it may be done is decided by that person alone.</summary>
/// <param name="As">Handle or e-mail address of who acts.</param>
/// <param name="Text">The reason, the question or the answer.</param>
/// <param name="Question">Which question is answered; the earliest that is open if not given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeAct(string? As, string? Text, long? Question);

/// <summary><c>/api/changes</c>.</summary>
internal static class ChangeEndpoints
{
    private const int MostListed = 200;

    public static void MapChanges(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/").WithTags("Changes").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ChangesRead));
        read.MapGet("/changes", ListAsync).WithSummary("Lists the latest changes, the newest first; status narrows it");
        read.MapGet("/changes/{number}", ReadAsync).WithName("ReadChange").WithSummary("One change with its history and everything that was decided about it").ProducesProblem(StatusCodes.Status404NotFound);

        var write = api.MapGroup("/changes").WithTags("Changes").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ChangesWrite)).ProducesProblem(StatusCodes.Status409Conflict);
        write.MapPost("/", FileAsync).WithSummary("Asks for a change in a person's name; those who have to agree are asked at once");
        Act(write, "/{number}/answer", "The requester answers a question", (scope, approval, person, act) => scope.GetRequiredService<ApprovalDesk>().AnswerAsync(approval.Id, person, act.Question, act.Text ?? ""));
        Act(write, "/{number}/withdraw", "The requester no longer wants it", (scope, approval, person, _) => scope.GetRequiredService<ApprovalDesk>().WithdrawAsync(approval.Id, person));

        var decide = api.MapGroup("/changes").WithTags("Changes").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ApprovalsDecide)).ProducesProblem(StatusCodes.Status409Conflict);
        Act(decide, "/{number}/approve", "Somebody who was asked approves", (scope, approval, person, act) => Decide(scope, approval, person, ApprovalChoice.Approve, act));
        Act(decide, "/{number}/reject", "Somebody who was asked rejects, with a reason", (scope, approval, person, act) => Decide(scope, approval, person, ApprovalChoice.Reject, act));
        Act(decide, "/{number}/ask", "Somebody who was asked asks the requester", (scope, approval, person, act) => scope.GetRequiredService<ApprovalDesk>().AskRequesterAsync(approval.Id, person, act.Text ?? ""));
    }

    private static async Task<Results<Ok<List<ChangeResponse>>, ProblemHttpResult>> ListAsync(string? status, ChangeBook book)
    {
        ChangeStatus? wanted = Enum.GetValues<ChangeStatus>().Where(each => each.Wire() == status).Select(each => (ChangeStatus?)each).FirstOrDefault();
        return status is { Length: > 0 } && wanted is null
            ? Refusal.Invalid("status", $"status is {string.Join(", ", Enum.GetValues<ChangeStatus>().Select(each => each.Wire()))}.").ToProblem()
            : TypedResults.Ok((await book.ListAsync(wanted, MostListed)).ConvertAll(change => new ChangeResponse(change)));
    }

    private static async Task<Results<Ok<ChangeWithHistory>, ProblemHttpResult>> ReadAsync(string number, ChangeBook book) =>
        TicketNumber.Normalise(number) is { } normal && await book.FindAsync(normal) is { } whole ? TypedResults.Ok(new ChangeWithHistory(whole)) : NoChange(number).ToProblem();

    private static async Task<Results<CreatedAtRoute<ChangeWithHistory>, ProblemHttpResult>> FileAsync(NewChangeRequest asked, ApiWriter api)
    {
        var proposal = new ChangeProposal(
            asked.Title ?? "", asked.Description ?? "", asked.Why ?? "", asked.Service ?? "", Day(asked.PlannedStart), Hour(asked.PlannedStart), Day(asked.PlannedEnd), Hour(asked.PlannedEnd), asked.Risk ?? "", asked.RollBack ?? "", "UTC");
        var outcome = await api.WriteAsync<ChangeWithHistory>(asked, async scope =>
        {
            if (!(await ApiWriter.NamedAsync(scope, "requester", asked.Requester)).Is(out var requester, out var nobody))
            {
                return nobody;
            }

            if (!(await scope.GetRequiredService<ChangeDesk>().FileAsync(requester, proposal)).Is(out var change, out var refusal))
            {
                return refusal.Fields is { } wrong ? Refusal.Invalid(wrong.ToDictionary(field => field.Key is "start" or "end" ? $"planned{char.ToUpperInvariant(field.Key[0])}{field.Key[1..]}" : field.Key, field => field.Value)) : refusal;
            }

            await scope.GetRequiredService<Notifier>().ShowAsync(requester, new CardSubject(ChangeApproval.Kind, change.Number));
            return await WholeAsync(scope, change.Number);
        });
        return outcome.Is(out var filed, out var no) ? TypedResults.CreatedAtRoute(filed, "ReadChange", new { number = filed.Number }) : no.ToProblem();
    }

    private static Task<Outcome<Approval>> Decide(IServiceProvider scope, Approval approval, Person person, ApprovalChoice choice, ChangeAct act) =>
        scope.GetRequiredService<ApprovalDesk>().DecideAsync(approval.Id, person, choice, act.Text ?? "", cardHash: null);

    private static void Act(RouteGroupBuilder group, string path, string summary, Func<IServiceProvider, Approval, Person, ChangeAct, Task<Outcome<Approval>>> operation) =>
        group.MapPost(path, async Task<Results<Ok<ChangeWithHistory>, ProblemHttpResult>> (string number, ChangeAct act, ApiWriter api) =>
        {
            var outcome = await api.WriteAsync<ChangeWithHistory>(act, async scope =>
            {
                if (TicketNumber.Normalise(number) is not { } normal || await scope.GetRequiredService<ApprovalBook>().FindAsync(normal) is not { Kind: ChangeApproval.Kind } approval)
                {
                    return NoChange(number);
                }

                if (!(await ApiWriter.NamedAsync(scope, "as", act.As)).Is(out var person, out var nobody))
                {
                    return nobody;
                }

                return (await operation(scope, approval, person, act)).Is(out _, out var refusal) ? await WholeAsync(scope, normal) : refusal;
            });
            return outcome.Is(out var done, out var no) ? TypedResults.Ok(done) : no.ToProblem();
        }).WithSummary(summary).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<ChangeWithHistory> WholeAsync(IServiceProvider scope, string number) => new((await scope.GetRequiredService<ChangeBook>().FindAsync(number))!);

    private static Refusal NoChange(string number) => Refusal.NotFound($"There is no change {number}.");

    private static string Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static string Hour(DateTimeOffset? at) => at?.UtcDateTime.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
