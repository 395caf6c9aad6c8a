using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.Changes.Calendar;
using BotDesk.Policy;
using BotDesk.Rest;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Changes;

/// <summary>A stretch of time with a name: a freeze or a maintenance window.</summary>
/// <param name="Kind"><c>hard_freeze</c>, <c>soft_freeze</c> or <c>maintenance</c>.</param>
/// <param name="Services">Keys; empty: all.</param>
/// <param name="Environments">Keys; empty: all.</param>
public sealed record CalendarSpan(string Kind, string Name, string? Reason, IReadOnlyList<string> Services, IReadOnlyList<string> Environments, DateTimeOffset Start, DateTimeOffset End);

/// <summary>What is planned, and when nothing should be.</summary>
public sealed record CalendarResponse(IReadOnlyList<ChangeResponse> Changes, IReadOnlyList<CalendarSpan> Spans);

/// <param name="Reasons"><c>same_item</c>, <c>same_service</c>, <c>related_service</c> or <c>same_implementer</c>.</param>
public sealed record CollisionResponse(string Number, string Title, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<string> Reasons);

/// <summary>What is in the way of a change.</summary>
/// <param name="OutsideMaintenance">Keys of services whose maintenance windows it does not keep to.</param>
/// <param name="NextFreeStart">Where nothing would be; null when there is no such window in sight.</param>
public sealed record ConflictsResponse(IReadOnlyList<CalendarSpan> Freezes, IReadOnlyList<CollisionResponse> Collisions, IReadOnlyList<string> OutsideMaintenance, DateTimeOffset? NextFreeStart, DateTimeOffset? NextFreeEnd);

/// <param name="Rate">0 to 1: the share that ended well, neither rolled back nor with issues.</param>
public sealed record SuccessRateResponse(string Service, string Type, int Ended, int Successful, int WithIssues, int RolledBack, double Rate);

/// <param name="As">Handle or e-mail address of whose calendar it is.</param>
/// <param name="Service">Key; their own changes if not given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FeedRequest(string? As, string? Service);

/// <param name="Path">Below the desk's address; whoever has it sees these changes. Null when it is revoked.</param>
public sealed record FeedResponse(long Id, string? Service, string? Path);

/// <summary><c>/api/changes/calendar</c>, <c>…/conflicts</c> and <c>…/success-rates</c>.</summary>
internal static class ChangeCalendarEndpoints
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    public static void MapChangeCalendar(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/changes").WithTags("Changes").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ChangesRead));
        read.MapGet("/calendar", CalendarAsync).WithSummary("What is planned between two instants, with freezes and maintenance windows; service narrows it")
            .Answers(new CalendarResponse([ChangeExamples.Change], [new CalendarSpan("hard_freeze", "Year end", "Hardly anybody is there to put things right", [], ["production"], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(11))]))
            .With("from", "2090-03-01T00:00:00Z", "An instant").With("to", "2090-03-08T00:00:00Z", "An instant").With("service", "vpn", "Key of a service");
        read.MapGet("/success-rates", RatesAsync).WithSummary("How changes went, by service and type; the last twelve months if since is not given")
            .Answers((SuccessRateResponse[])[new("vpn", "normal", 9, 8, 1, 0, 0.89)]).With("service", "vpn", "Key of a service").With("type", "normal", "normal, standard or emergency").With("since", "2026-01-01T00:00:00Z", "An instant");
        var write = api.MapGroup("/changes").WithTags("Changes").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ChangesWrite));
        write.MapPost("/feeds", FeedAsync).WithSummary("An address under which a calendar program follows a person's changes, or those to a service").Takes(ChangeExamples.Feed).Answers(new FeedResponse(1, "network", "/calendar/CfDJ8.ics")).HappensOnce();
        write.MapPost("/feeds/{id}/revoke", RevokeAsync).WithSummary("The address shows nothing any more").Takes(ChangeExamples.Act).Answers(new FeedResponse(1, "network", null)).With("id", 1, "Of the address").HappensOnce().ProducesProblem(StatusCodes.Status404NotFound);
        read.MapGet("/{number}/conflicts", ConflictsAsync).WithSummary("What is in the way of a change, and the next window without it").Answers(new ConflictsResponse([], [new CollisionResponse("CHG9", "Replace the edge router", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), ["related_service"])], ["network"], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1))).With("number", ChangeExamples.Number).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<CalendarResponse>, ProblemHttpResult>> CalendarAsync(DateTimeOffset from, DateTimeOffset to, string? service, PlannedChanges planned, PolicySource policy)
    {
        if (to <= from || to - from > Longest)
        {
            return Refusal.Invalid("to", $"to is after from, by at most {Longest.Days} days.").ToProblem();
        }

        var range = new Window(from, to);
        return TypedResults.Ok(new CalendarResponse([.. (await planned.InAsync(range, service)).Select(change => new ChangeResponse(change))], Spans(policy.Current, range, service)));
    }

    private static async Task<Results<Ok<List<SuccessRateResponse>>, ProblemHttpResult>> RatesAsync(string? service, string? type, DateTimeOffset? since, ChangeReach reach)
    {
        if (!ChangeRequests.TryType(type, null, out var wanted))
        {
            return Refusal.Invalid("type", "type is normal, standard or emergency.").ToProblem();
        }

        var rates = await reach.RatesAsync(service, type is null ? null : wanted, since);
        return TypedResults.Ok(rates.ConvertAll(rate => new SuccessRateResponse(
            rate.Service, rate.Type.ToString().ToLowerInvariant(), rate.Ended, rate.Successful, rate.WithIssues, rate.RolledBack, rate.Rate)));
    }

    private static async Task<Results<Ok<ConflictsResponse>, ProblemHttpResult>> ConflictsAsync(string number, ChangeBook book, ChangeConflicts conflicts, TimeProvider clock)
    {
        if (TicketNumber.Normalise(number) is not { } normal || await book.FindAsync(normal) is not { Change: var change })
        {
            return ChangeEndpoints.NoChange(number).ToProblem();
        }

        var found = await conflicts.FindAsync(change.AsPlanned(), change.Environment);
        var free = await conflicts.NextFreeAsync(change.AsPlanned(), change.Environment, clock.GetUtcNow());
        return TypedResults.Ok(new ConflictsResponse(
            [.. found.Freezes.Select(Span)],
            [.. found.Collisions.Select(each => new CollisionResponse(each.Other.Number, each.Other.Title, each.Other.When.Start, each.Other.When.End, [.. each.Reasons.Select(Word)]))],
            found.OutsideMaintenance, free?.Start, free?.End));
    }

    private static async Task<Results<Ok<FeedResponse>, ProblemHttpResult>> FeedAsync(FeedRequest asked, ApiWriter api)
    {
        var outcome = await api.WriteAsync<FeedResponse>(asked, async scope =>
        {
            if (!(await ApiWriter.NamedAsync(scope, "as", asked.As)).Is(out var person, out var nobody))
            {
                return nobody;
            }

            var feeds = scope.GetRequiredService<CalendarFeeds>();
            return (await feeds.GiveAsync(person, asked.Service)).Is(out var feed, out var refusal) ? new FeedResponse(feed.Id, feed.Service, feeds.PathOf(feed)) : refusal;
        });
        return outcome.Is(out var given, out var no) ? TypedResults.Ok(given) : no.ToProblem();
    }

    private static async Task<Results<Ok<FeedResponse>, ProblemHttpResult>> RevokeAsync(long id, FeedRequest asked, ApiWriter api)
    {
        var outcome = await api.WriteAsync<FeedResponse>(asked, async scope =>
        {
            if (!(await ApiWriter.NamedAsync(scope, "as", asked.As)).Is(out var person, out var nobody))
            {
                return nobody;
            }

            return (await scope.GetRequiredService<CalendarFeeds>().RevokeAsync(person, id)).Is(out var feed, out var refusal) ? new FeedResponse(feed.Id, feed.Service, null) : refusal;
        });
        return outcome.Is(out var revoked, out var no) ? TypedResults.Ok(revoked) : no.ToProblem();
    }

    private static List<CalendarSpan> Spans(DeskPolicy policy, Window range, string? service)
    {
        if (policy.Changes is null)
        {
            return [];
        }

        var calendar = ChangeCalendar.Of(policy);
        return
        [
            .. calendar.Freezes(range).Where(hit => Concerns(hit.Freeze.Scope, service)).Select(Span),
            .. calendar.Maintenance(range).Where(each => Concerns(each.Maintenance.Scope, service))
                .Select(each => new CalendarSpan("maintenance", each.Maintenance.Name.ToString(), null, each.Maintenance.Scope.Services, each.Maintenance.Scope.Environments, each.When.Start, each.When.End)),
        ];
    }

    private static bool Concerns(ChangeScope scope, string? service) => service is null || scope.Services.IsEmpty || scope.Services.Contains(service);

    private static CalendarSpan Span(FreezeHit hit) => new(
        $"{hit.Freeze.Kind.ToString().ToLowerInvariant()}_freeze", hit.Freeze.Name.ToString(), hit.Freeze.Reason?.ToString(), hit.Freeze.Scope.Services, hit.Freeze.Scope.Environments, hit.When.Start, hit.When.End);

    private static string Word(CollisionReason reason) => reason switch
    {
        CollisionReason.SameItem => "same_item",
        CollisionReason.SameService => "same_service",
        CollisionReason.RelatedService => "related_service",
        _ => "same_implementer",
    };
}
