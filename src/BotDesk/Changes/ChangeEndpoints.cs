using BotDesk.Access;
using BotDesk.Conversation;
using BotDesk.Notifications;
using BotDesk.Rest;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Changes;

/// <summary><c>/api/changes</c>: lists, reads, writes. What is done with one is in <see cref="ChangeActEndpoints"/>, the calendar in <see cref="ChangeCalendarEndpoints"/>.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/").WithTags("Changes").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ChangesRead));
        read.MapGet("/changes", ListAsync).WithSummary("Lists changes page by page, the newest first; status, type, service and requester narrow it, cursor goes on behind a page")
            .Answers(new ChangePage([ChangeExamples.Change], null)).With("status", "scheduled", "One status").With("type", "normal", "normal, standard or emergency").With("service", "vpn", "Key of the service in the first place").With("requester", "priya", "Handle or e-mail address");
        read.MapGet("/changes/{number}", ReadAsync).WithName("ReadChange").WithSummary("One change with its history and everything that was decided about it; its ETag is for PATCH").Answers(ChangeExamples.Whole).With("number", ChangeExamples.Number).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapChangeCalendar();

        var write = api.MapGroup("/changes").WithTags("Changes").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ChangesWrite)).ProducesProblem(StatusCodes.Status409Conflict);
        write.MapPost("/", FileAsync).WithSummary("Asks for a change in a person's name; those who have to agree are asked at once, unless it is a draft").Takes(ChangeExamples.New).Answers(ChangeExamples.Whole).HappensOnce();
        write.MapPatch("/{number}", PatchAsync).WithSummary("Changes the plan; If-Match holds the ETag that was read. Where the scope changes, those who agreed are asked again")
            .Takes(ChangeExamples.Patch)
            .Answers(ChangeExamples.Whole).With("number", ChangeExamples.Number).HappensOnce().ChecksVersion(required: true).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status428PreconditionRequired);
        api.MapChangeActs();
    }

    private static async Task<Results<Ok<ChangePage>, ProblemHttpResult>> ListAsync([AsParameters] ChangeQuery asked, ChangePages pages) =>
        (await pages.ReadAsync(asked)).Is(out var page, out var refusal) ? TypedResults.Ok(page) : refusal.ToProblem();

    private static async Task<Results<Ok<ChangeWithHistory>, ProblemHttpResult>> ReadAsync(string number, ChangeBook book) =>
        TicketNumber.Normalise(number) is { } normal && await book.FindAsync(normal) is { } whole ? TypedResults.Ok(new ChangeWithHistory(whole)) : NoChange(number).ToProblem();

    private static async Task<Results<CreatedAtRoute<ChangeWithHistory>, ProblemHttpResult>> FileAsync(NewChangeRequest asked, ApiWriter api)
    {
        var outcome = await api.WriteAsync<ChangeWithHistory>(asked, async scope =>
        {
            if (!(await ApiWriter.NamedAsync(scope, "requester", asked.Requester)).Is(out var requester, out var nobody))
            {
                return nobody;
            }

            if (!(await ImplementerAsync(scope, asked.Implementer)).Is(out var implementer, out nobody))
            {
                return nobody;
            }

            if (!asked.ToProposal(implementer.Id).Is(out var proposal, out var wrong))
            {
                return wrong;
            }

            var desk = scope.GetRequiredService<ChangeDesk>();
            if (!(asked.Draft == true ? await desk.DraftAsync(requester, proposal) : await desk.FileAsync(requester, proposal)).Is(out var change, out var refusal))
            {
                return refusal.Named();
            }

            if (asked.Draft != true)
            {
                await scope.GetRequiredService<Notifier>().ShowAsync(requester, new CardSubject(ChangeApproval.Kind, change.Number));
            }

            return await WholeAsync(scope, change.Number);
        });
        return outcome.Is(out var filed, out var no) ? TypedResults.CreatedAtRoute(filed, "ReadChange", new { number = filed.Number }) : no.ToProblem();
    }

    private static async Task<Results<Ok<ChangeWithHistory>, ProblemHttpResult>> PatchAsync(string number, ChangePatch patch, ApiWriter api)
    {
        var outcome = await api.WriteAsync<ChangeWithHistory>(patch, async scope =>
        {
            if (TicketNumber.Normalise(number) is not { } normal || await scope.GetRequiredService<ChangeBook>().FindAsync(normal) is not { } whole)
            {
                return NoChange(number);
            }

            if (await scope.GetRequiredService<IfMatch>().RequireAsync(normal, () => Task.FromResult<int?>(whole.Change.Version)) is { } stale)
            {
                return stale;
            }

            if (!(await ApiWriter.NamedAsync(scope, "as", patch.As)).Is(out var person, out var nobody))
            {
                return nobody;
            }

            if (!(await ImplementerAsync(scope, patch.Implementer)).Is(out var implementer, out nobody))
            {
                return nobody;
            }

            var edited = await scope.GetRequiredService<ChangeDesk>().EditAsync(normal, person, proposal => proposal.With(patch, implementer.Id));
            return edited.Is(out _, out var refusal) ? await WholeAsync(scope, normal) : refusal.Named();
        });
        return outcome.Is(out var done, out var no) ? TypedResults.Ok(done) : no.ToProblem();
    }

    internal static async Task<ChangeWithHistory> WholeAsync(IServiceProvider scope, string number)
    {
        await scope.GetRequiredService<Data.DeskDb>().SaveChangesAsync();
        return new((await scope.GetRequiredService<ChangeBook>().FindAsync(number))!);
    }

    internal static Refusal NoChange(string number) => Refusal.NotFound($"There is no change {number}.");

    private static async Task<Outcome<Named>> ImplementerAsync(IServiceProvider scope, string? who) =>
        who is null ? new Named(null)
        : (await ApiWriter.NamedAsync(scope, "implementer", who)).Is(out var person, out var nobody) ? new Named(person.Id) : nobody;

    private sealed record Named(long? Id);
}
