using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.People;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Tickets;

/// <summary>Something done with a ticket in a person's name. Whether it may be done is decided by that person's rights.</summary>
public abstract record TicketAct
{
    /// <summary>Handle or e-mail address of who acts.</summary>
    public string? As { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlainAct : TicketAct;

/// <param name="Wait">For an agent: whether the ticket now waits for the requester's answer.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CommentAct(string? Text, bool Wait = false) : TicketAct;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NoteAct(string? Text) : TicketAct;

/// <param name="Group">Key; the ticket's own if not given.</param>
/// <param name="Agent">Handle; nobody in particular if not given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AssignAct(string? Group, string? Agent) : TicketAct;

/// <param name="Code">Key of one of the policy's resolutions for this kind of ticket.</param>
/// <param name="Text">What was done; the requester reads it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ResolveAct(string? Code, string? Text) : TicketAct;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReopenAct(string? Reason) : TicketAct;

/// <param name="Stars">1 (bad) to 5 (good).</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RateAct(int Stars) : TicketAct;

/// <summary><c>/api/tickets</c>: tickets of every kind.</summary>
internal static class TicketEndpoints
{
    public static void MapTickets(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/tickets").WithTags("Tickets").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsRead));
        read.MapGet("/", ListAsync).WithSummary("Lists tickets, the newest first");
        read.MapGet("/{number}", ReadAsync).WithName("ReadTicket").WithSummary("One ticket with its whole history, internal notes included").ProducesProblem(StatusCodes.Status404NotFound);

        var write = api.MapGroup("/tickets/{number}").WithTags("Tickets").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsWrite))
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        Act<CommentAct>(write, "/comments", "Writes to the other side: the requester to the agents, or an agent to the requester", CommentAsync);
        Act<NoteAct>(write, "/notes", "An agent writes for agents only", (desk, number, person, act) => desk.NoteAsync(number, person, act.Text ?? ""));
        Act<PlainAct>(write, "/take", "An agent makes it theirs", (desk, number, person, _) => desk.TakeAsync(number, person));
        Act<AssignAct>(write, "/assign", "An agent gives it to a group, and to one of its agents", (desk, number, person, act) => desk.AssignAsync(number, person, act.Group ?? "", act.Agent ?? ""));
        Act<ResolveAct>(write, "/resolve", "An agent has done it; the requester is asked to confirm", (desk, number, person, act) => desk.ResolveAsync(number, person, act.Code ?? "", act.Text ?? ""));
        Act<PlainAct>(write, "/confirm", "The requester agrees that it is done", (desk, number, person, _) => desk.ConfirmAsync(number, person));
        Act<ReopenAct>(write, "/reopen", "The requester says that it is still broken", (desk, number, person, act) => desk.ReopenAsync(number, person, act.Reason ?? ""));
        Act<PlainAct>(write, "/withdraw", "The requester no longer needs it", (desk, number, person, _) => desk.WithdrawAsync(number, person));
        Act<RateAct>(write, "/rate", "The requester says how it went", (desk, number, person, act) => desk.RateAsync(number, person, act.Stars));
    }

    private static async Task<Results<Ok<TicketPage>, ProblemHttpResult>> ListAsync([AsParameters] TicketQuery query, TicketPages pages) =>
        (await pages.ReadAsync(query)).Is(out var page, out var refusal) ? TypedResults.Ok(page) : refusal.ToProblem();

    private static async Task<Results<Ok<TicketWithHistory>, ProblemHttpResult>> ReadAsync(string number, TicketBook book) =>
        TicketNumber.Normalise(number) is { } normal && await book.FindAsync(normal) is { } ticket
            ? TypedResults.Ok(new TicketWithHistory(ticket))
            : Refusal.NotFound($"There is no ticket {number}.").ToProblem();

    private static async Task<Outcome<Ticket>> CommentAsync(TicketDesk desk, string number, Person person, CommentAct act) =>
        (await desk.OwnAsync(number, person)).Is(out _, out _)
            ? await desk.CommentAsync(number, person, act.Text ?? "")
            : await desk.ReplyAsync(number, person, act.Text ?? "", act.Wait);

    private static void Act<TAct>(RouteGroupBuilder group, string path, string summary, Func<TicketDesk, string, Person, TAct, Task<Outcome<Ticket>>> operation)
        where TAct : TicketAct =>
        group.MapPost(path, async Task<Results<Ok<TicketResponse>, ProblemHttpResult>> (string number, TAct act, ApiWriter api) =>
        {
            var outcome = await api.WriteAsync<TicketResponse>(act, async scope =>
            {
                if (TicketNumber.Normalise(number) is not { } normal)
                {
                    return Refusal.NotFound($"There is no ticket {number}.");
                }

                if (!(await ApiWriter.NamedAsync(scope, "as", act.As)).Is(out var person, out var nobody))
                {
                    return nobody;
                }

                return (await operation(scope.GetRequiredService<TicketDesk>(), normal, person, act)).Is(out var ticket, out var refusal)
                    ? new TicketResponse(ticket)
                    : refusal;
            });
            return outcome.Is(out var done, out var no) ? TypedResults.Ok(done) : no.ToProblem();
        }).WithSummary(summary);
}
