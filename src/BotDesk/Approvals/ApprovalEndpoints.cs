using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.People;
using BotDesk.Rest;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Approvals;

/// <summary>Something done with an approval in a person's name. Whether it may be done is decided by that person alone.</summary>
/// <param name="As">Handle or e-mail address of who acts.</param>
/// <param name="Text">The remark, the reason (needed to reject), the question or the answer.</param>
/// <param name="Question">Which question is answered; the earliest that is open if not given.</param>
/// <param name="To">Handle or e-mail address of to whom it is delegated.</param>
/// <param name="Version">The version that the person saw; refused when something has happened since. Not looked at if not given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ApprovalAct(string? As, string? Text, long? Question, string? To, int? Version);

/// <param name="As">Handle or e-mail address of who approves.</param>
/// <param name="Approvals">Which, as the person saw them.</param>
/// <param name="Text">A remark with all of them.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ManyApproved(string? As, IReadOnlyList<SeenApproval>? Approvals, string? Text);

/// <param name="Number">What it is about; null where it is not theirs to know.</param>
/// <param name="Why">Why it was not approved.</param>
public sealed record NotApproved(long Id, string? Number, string Why);

/// <param name="Approved">Numbers of what was approved.</param>
public sealed record ManyApprovedResponse(IReadOnlyList<string> Approved, IReadOnlyList<NotApproved> NotApproved);

/// <param name="StandIn">Handle or e-mail address; nobody if not given.</param>
/// <param name="Until">An instant; until they are back if not given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewAbsence(string? StandIn, DateTimeOffset? Until);

/// <summary><c>/api/approvals</c> and <c>/api/absences</c>.</summary>
internal static class ApprovalEndpoints
{
    private const int MostDecided = 50;

    public static void MapApprovals(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/approvals").WithTags("Approvals").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ApprovalsRead));
        read.MapGet("/", ListAsync).WithSummary("What waits for a person's decision, the oldest first; or what they have decided; or everything asked about one thing")
            .With("person", "helena", "Handle or e-mail address of whose decision it waits for.").With("number", "CHG3", "What it is about, where no person is named.")
            .With("decided", false, "What the person has decided, instead of what waits for them.").Answers(new[] { ApprovalExamples.Approval });
        read.MapGet("/{id:long}", ReadAsync).WithSummary("One approval").With("id", 3, "Its id.").Answers(ApprovalExamples.Approval).ProducesProblem(StatusCodes.Status404NotFound);

        var write = Group(api, ApiScope.ApprovalsWrite);
        Act(write, "answer", "The requester answers a question", new() { ["as"] = "mira", ["text"] = "443 only" }, (desk, id, person, act, _) => desk.AnswerAsync(id, person, act.Question, act.Text ?? ""));
        Act(write, "withdraw", "The requester no longer wants it", new() { ["as"] = "mira" }, (desk, id, person, _, _) => desk.WithdrawAsync(id, person));

        var decide = Group(api, ApiScope.ApprovalsDecide);
        Act(decide, "approve", "Somebody who was asked approves", new() { ["as"] = "helena", ["version"] = 1 }, (desk, id, person, act, _) => desk.DecideAsync(id, person, ApprovalChoice.Approve, act.Text ?? "", cardHash: null));
        Act(decide, "reject", "Somebody who was asked rejects, with a reason", new() { ["as"] = "helena", ["text"] = "Not on a Friday" }, (desk, id, person, act, _) => desk.DecideAsync(id, person, ApprovalChoice.Reject, act.Text ?? "", cardHash: null));
        Act(decide, "ask", "Somebody who was asked asks the requester", new() { ["as"] = "helena", ["text"] = "Which ports?" }, (desk, id, person, act, _) => desk.AskRequesterAsync(id, person, act.Text ?? ""));
        Act(decide, "delegate", "Somebody who was asked has another one decide in their place", new() { ["as"] = "helena", ["to"] = "noor" }, async (desk, id, person, act, scope) =>
            (await ApiWriter.NamedAsync(scope, "to", act.To)).Is(out var to, out var nobody) ? await desk.DelegateAsync(id, person, to) : nobody);
        decide.MapPost("/approve", ManyAsync).WithSummary("Approves several that are still as the person saw them; the others are left and named").HappensOnce()
            .Takes(new ManyApproved("helena", [new SeenApproval(3, 1)], null)).Answers(ApprovalExamples.Many);
        MapAbsences(api);
    }

    private static void MapAbsences(IEndpointRouteBuilder api)
    {
        var absences = api.MapGroup("/absences/{person}").WithTags("Approvals").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ApprovalsDecide)).ProducesProblem(StatusCodes.Status409Conflict);
        Of(absences.MapPut("/", LeaveAsync).WithSummary("Somebody is away: who stands in decides what waits for them and what comes meanwhile").Takes(new NewAbsence("helena", null)).HappensOnce());
        Of(absences.MapDelete("/", ReturnAsync).WithSummary("They are back").HappensOnce());
        Of(api.MapGroup("/absences/{person}").WithTags("Approvals").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ApprovalsRead))
            .MapGet("/", AwayAsync).WithSummary("Whether somebody is away now, and who stands in").ProducesProblem(StatusCodes.Status404NotFound));

        static void Of(RouteHandlerBuilder route) => route.With("person", "noor", "Handle or e-mail address.").Answers(ApprovalExamples.Away);
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder api, string scope) =>
        api.MapGroup("/approvals").WithTags("Approvals").RequireAuthorization(DeskPolicies.ApiWith(scope)).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<List<ApprovalRecord>>, ProblemHttpResult>> ListAsync(string? person, string? number, bool? decided, PeopleDesk people, ApprovalBook book, IServiceProvider services)
    {
        if (string.IsNullOrWhiteSpace(person) && TicketNumber.Normalise(number) is { } normal)
        {
            return TypedResults.Ok(await RecordsAsync(services, await book.AllAsync(normal)));
        }

        if (!(await people.FindByHandleOrEmailAsync(person?.Trim() ?? "")).Is(out var approver, out var nobody))
        {
            return Refusal.Invalid("person", nobody.Message).ToProblem();
        }

        return TypedResults.Ok(await RecordsAsync(services, decided == true ? await book.DecidedByAsync(approver, MostDecided) : await book.WaitingForAsync(approver)));
    }

    private static async Task<Results<Ok<ApprovalRecord>, ProblemHttpResult>> ReadAsync(long id, ApprovalBook book, IServiceProvider services) =>
        await book.ReadAsync(id) is { } approval ? TypedResults.Ok(await RecordAsync(services, approval)) : NoApproval(id).ToProblem();

    private static void Act(RouteGroupBuilder group, string what, string summary, JsonObject example, Func<ApprovalDesk, long, Person, ApprovalAct, IServiceProvider, Task<Outcome<Approval>>> operation) =>
        group.MapPost($"/{{id:long}}/{what}", async Task<Results<Ok<ApprovalRecord>, ProblemHttpResult>> (long id, ApprovalAct act, ApiWriter api) =>
        {
            var outcome = await api.WriteAsync<ApprovalRecord>(act, async scope =>
            {
                if (!(await ApiWriter.NamedAsync(scope, "as", act.As)).Is(out var person, out var nobody))
                {
                    return nobody;
                }

                if (await scope.GetRequiredService<ApprovalBook>().ReadAsync(id) is not { } seen)
                {
                    return NoApproval(id);
                }

                if (act.Version is { } version && version != seen.Version)
                {
                    return Refusal.Conflict($"{seen.Subject} has changed since version {version}; it is {seen.Version} now. Read it again.");
                }

                var done = await operation(scope.GetRequiredService<ApprovalDesk>(), id, person, act, scope);
                return done.Is(out var approval, out var refusal) ? await RecordAsync(scope, approval) : refusal;
            });
            return outcome.Is(out var record, out var no) ? TypedResults.Ok(record) : no.ToProblem();
        }).WithSummary(summary).HappensOnce().With("id", 3, "Its id.").Takes(example).Answers(ApprovalExamples.Approval).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<ManyApprovedResponse>, ProblemHttpResult>> ManyAsync(ManyApproved asked, ApiWriter api)
    {
        var outcome = await api.WriteAsync<ManyApprovedResponse>(asked, async scope =>
        {
            if (!(await ApiWriter.NamedAsync(scope, "as", asked.As)).Is(out var person, out var nobody))
            {
                return nobody;
            }

            return (await scope.GetRequiredService<ApprovalDesk>().ApproveManyAsync(person, asked.Approvals ?? [], asked.Text ?? "")).Is(out var done, out var refusal)
                ? new ManyApprovedResponse([.. done.Approved.Select(approval => approval.Subject)], [.. done.Left.Select(left => new NotApproved(left.Seen.Id, left.Subject, left.Why.ToString()))])
                : refusal;
        });
        return outcome.Is(out var response, out var no) ? TypedResults.Ok(response) : no.ToProblem();
    }

    private static async Task<Results<Ok<AbsenceRecord>, ProblemHttpResult>> AwayAsync(string person, PeopleDesk people, Absences absences)
    {
        if (!(await people.FindByHandleOrEmailAsync(person)).Is(out var known, out var nobody))
        {
            return nobody.ToProblem();
        }

        return TypedResults.Ok(await absences.FindAsync(known.Id) is { } absence ? AbsenceRecord.Of(absence) : new AbsenceRecord(ApprovalPerson.Of(known), Away: false, null, null, null));
    }

    private static async Task<Results<Ok<AbsenceRecord>, ProblemHttpResult>> LeaveAsync(string person, NewAbsence asked, ApiWriter api)
    {
        var outcome = await api.WriteAsync<AbsenceRecord>(asked, async scope =>
        {
            if (!(await ApiWriter.NamedAsync(scope, "person", person)).Is(out var known, out var nobody))
            {
                return nobody;
            }

            Person? standIn = null;
            if (asked.StandIn is not null && !(await ApiWriter.NamedAsync(scope, "standIn", asked.StandIn)).Is(out standIn, out nobody))
            {
                return nobody;
            }

            return (await scope.GetRequiredService<AbsenceDesk>().LeaveAsync(known, standIn, asked.Until)).Is(out var absence, out var refusal)
                ? AbsenceRecord.Of(absence)
                : refusal.Field == "person" ? refusal with { Field = "standIn" } : refusal;
        });
        return outcome.Is(out var away, out var no) ? TypedResults.Ok(away) : no.ToProblem();
    }

    private static async Task<Results<Ok<AbsenceRecord>, ProblemHttpResult>> ReturnAsync(string person, ApiWriter api)
    {
        var outcome = await api.WriteAsync<AbsenceRecord>(person, async scope =>
        {
            if (!(await ApiWriter.NamedAsync(scope, "person", person)).Is(out var known, out var nobody))
            {
                return nobody;
            }

            return (await scope.GetRequiredService<AbsenceDesk>().ReturnAsync(known)).Is(out var absence, out _) ? AbsenceRecord.Of(absence) : Refusal.Conflict($"{known.Name} is not away.");
        });
        return outcome.Is(out var back, out var no) ? TypedResults.Ok(back) : no.ToProblem();
    }

    private static async Task<List<ApprovalRecord>> RecordsAsync(IServiceProvider services, IEnumerable<Approval> approvals)
    {
        var records = new List<ApprovalRecord>();
        foreach (var approval in approvals)
        {
            records.Add(await RecordAsync(services, approval));
        }

        return records;
    }

    private static async Task<ApprovalRecord> RecordAsync(IServiceProvider services, Approval approval) =>
        new(approval, await services.GetRequiredKeyedService<IApprovalSubject>(approval.Kind).DescribeAsync(approval.Subject, approval.Requester));

    private static Refusal NoApproval(long id) => Refusal.NotFound($"There is no approval {id}.");
}
