using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.People;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

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

/// <param name="Score">Comparable within one answer alone.</param>
/// <param name="Snippet">The passage that shows why it was found; it may be from an internal note.</param>
public sealed record TicketMatch(TicketResponse Ticket, string Snippet, double Score);

/// <param name="Total">How many tickets match in all.</param>
public sealed record TicketMatches(IReadOnlyList<TicketMatch> Results, int Total)
{
    internal TicketMatches(FoundTickets found)
        : this([.. found.Tickets.Select(match => new TicketMatch(new TicketResponse(match.Ticket), match.Snippet.Text, match.Score))], found.Total)
    {
    }
}

/// <summary><c>/api/tickets</c>: tickets of every kind.</summary>
internal static class TicketEndpoints
{
    private const int LongestQuery = 2000;
    private const int DefaultFound = 10;
    private const int MostFound = 50;

    public static void MapTickets(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/tickets").WithTags("Tickets").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsRead));
        read.MapGet("/", ListAsync<Ticket>).WithSummary("Lists tickets of every kind, the newest first").Answers(TicketExamples.Page).WithTicketFilters();
        read.MapGet("/search", SearchAsync).WithSummary("Finds tickets by a query in Lucene's classic syntax").Answers(TicketExamples.Matches)
            .With("q", "title:vpn AND drops", "The query.").With("top", 10, "How many at most: 1 to 50.").With("as", "anouk", "An agent: leaves out what is not for them.");
        read.MapGet("/{number}/similar", SimilarAsync).WithSummary("Tickets that are like this one").Answers(TicketExamples.Matches).WithNumber();
        read.MapGet("/{number}", ReadAsync).WithName("ReadTicket").WithSummary("One ticket with its whole history, internal notes included").Answers(TicketExamples.Whole).WithNumber();

        var write = api.MapGroup("/tickets/{number}").WithTags("Tickets").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsWrite));
        write.MapPost("/comments", (string number, CommentAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, person) => CommentAsync(desk, normal, person, act)))
            .Acts("Writes to the other side: the requester to the agents, or an agent to the requester", new CommentAct("Which floor is it?", Wait: true) { As = "anouk" });
        write.MapPost("/notes", (string number, NoteAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, person) => desk.NoteAsync(normal, person, act.Text ?? "")))
            .Acts("An agent writes for agents only", new NoteAct("Third time this month.") { As = "anouk" });
        write.MapPost("/take", (string number, PlainAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, person) => desk.TakeAsync(normal, person)))
            .Acts("An agent makes it theirs", new PlainAct { As = "anouk" });
        write.MapPost("/assign", (string number, AssignAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, person) => desk.AssignAsync(normal, person, act.Group ?? "", act.Agent ?? "")))
            .Acts("An agent gives it to a group, and to one of its agents", new AssignAct("network", "priya") { As = "anouk" });
        write.MapPost("/resolve", (string number, ResolveAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, person) => desk.ResolveAsync(normal, person, act.Code ?? "", act.Text ?? "")))
            .Acts("An agent has done it; the requester is asked to confirm", new ResolveAct("fixed", "Replaced the access point.") { As = "priya" });
        write.MapPost("/confirm", (string number, PlainAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, person) => desk.ConfirmAsync(normal, person)))
            .Acts("The requester agrees that it is done", new PlainAct { As = TicketExamples.Requester });
        write.MapPost("/reopen", (string number, ReopenAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, person) => desk.ReopenAsync(normal, person, act.Reason ?? "")))
            .Acts("The requester says that it is still broken", new ReopenAct("It drops again.") { As = TicketExamples.Requester });
        write.MapPost("/withdraw", (string number, PlainAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, person) => desk.WithdrawAsync(normal, person)))
            .Acts("The requester no longer needs it", new PlainAct { As = TicketExamples.Requester });
        write.MapPost("/rate", (string number, RateAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, person) => desk.RateAsync(normal, person, act.Stars)))
            .Acts("The requester says how it went", new RateAct(5) { As = TicketExamples.Requester });
    }

    /// <summary>A list of one kind of tickets.</summary>
    internal static async Task<Results<Ok<TicketPage>, ProblemHttpResult>> ListAsync<T>([AsParameters] TicketQuery query, TicketPages pages)
        where T : Ticket =>
        (await pages.ReadAsync<T>(query)).Is(out var page, out var refusal) ? TypedResults.Ok(page) : refusal.ToProblem();

    /// <summary>What the filters of a list mean.</summary>
    internal static RouteHandlerBuilder WithTicketFilters(this RouteHandlerBuilder route) => route
        .With("status", "open", "new, in_progress, pending, resolved, closed or cancelled; open for all that somebody still has to work on.")
        .With("group", "service-desk", "Key of a group.").With("service", "vpn", "Key of a service.")
        .With("assignee", "none", "Handle or e-mail address; none for those that nobody has.").With("requester", TicketExamples.Requester, "Handle or e-mail address.")
        .With("text", "wifi", "In number, title, description or the requester's name.");

    private static RouteHandlerBuilder WithNumber(this RouteHandlerBuilder route) => route.With("number", TicketExamples.Incident.Number, "Such as INC42 or REQ7.");

    private static async Task<Results<Ok<TicketMatches>, ProblemHttpResult>> SearchAsync(string? q, int? top, [FromQuery(Name = "as")] string? who, TicketSearch search, PeopleDesk people)
    {
        if (string.IsNullOrWhiteSpace(q) || q.Length > LongestQuery)
        {
            return Refusal.Invalid("q", $"Give a query in q, at most {LongestQuery} characters.").ToProblem();
        }

        if (top is < 1 or > MostFound)
        {
            return Refusal.Invalid("top", $"top is a number from 1 to {MostFound}.").ToProblem();
        }

        Person? agent = null;
        if (!string.IsNullOrWhiteSpace(who) && !(await people.FindByHandleOrEmailAsync(who.Trim())).Is(out agent, out var nobody))
        {
            return Refusal.Invalid("as", nobody.Message).ToProblem();
        }

        if (agent is { MaySeeConsole: false })
        {
            return Refusal.Forbidden($"{agent.Name} is no agent, and may not search tickets.").ToProblem();
        }

        return (await search.QueryAsync(q, agent, top ?? DefaultFound)).Is(out var found, out var refusal) ? TypedResults.Ok(new TicketMatches(found)) : refusal.ToProblem();
    }

    private static async Task<Results<Ok<TicketMatches>, ProblemHttpResult>> SimilarAsync(string number, TicketSearch search, TicketBook book) =>
        TicketNumber.Normalise(number) is { } normal && await book.FindAsync(normal) is { } ticket
            ? TypedResults.Ok(new TicketMatches(await search.SimilarAsync(ticket.Number, agent: null, DefaultFound)))
            : Refusal.NotFound($"There is no ticket {number}.").ToProblem();

    private static async Task<Results<Ok<TicketWithHistory>, ProblemHttpResult>> ReadAsync(string number, TicketBook book) =>
        TicketNumber.Normalise(number) is { } normal && await book.FindAsync(normal) is { } ticket
            ? TypedResults.Ok(new TicketWithHistory(ticket))
            : Refusal.NotFound($"There is no ticket {number}.").ToProblem();

    private static async Task<Outcome<Ticket>> CommentAsync(TicketDesk desk, string number, Person person, CommentAct act) =>
        (await desk.OwnAsync(number, person)).Is(out _, out _)
            ? await desk.CommentAsync(number, person, act.Text ?? "")
            : await desk.ReplyAsync(number, person, act.Text ?? "", act.Wait);

    private static Task<Results<Ok<TicketResponse>, ProblemHttpResult>> ActAsync(ApiWriter api, string number, TicketAct act, Func<TicketDesk, string, Person, Task<Outcome<Ticket>>> operation) =>
        ActAsync<TicketDesk>(api, number, act, operation);

    /// <summary>Does something with a ticket in a person's name.</summary>
    internal static async Task<Results<Ok<TicketResponse>, ProblemHttpResult>> ActAsync<TDesk>(ApiWriter api, string number, TicketAct act, Func<TDesk, string, Person, Task<Outcome<Ticket>>> operation)
        where TDesk : notnull
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

            if (await scope.GetRequiredService<IfMatch>().CheckAsync(normal, () => scope.GetRequiredService<TicketDesk>().VersionAsync(normal)) is { } stale)
            {
                return stale;
            }

            return (await operation(scope.GetRequiredService<TDesk>(), normal, person)).Is(out var ticket, out var refusal)
                ? new TicketResponse(ticket)
                : refusal;
        });
        return outcome.Is(out var done, out var no) ? TypedResults.Ok(done) : no.ToProblem();
    }

    /// <summary>What all that is done with a ticket have in common.</summary>
    internal static void Acts(this RouteHandlerBuilder route, string summary, TicketAct example) =>
        route.WithSummary(summary).Takes(example).Answers(TicketExamples.Incident).WithNumber().HappensOnce().ChecksVersion();
}
