using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.People;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.Watching;

/// <summary>How a channel is to be watched.</summary>
/// <param name="As">Handle or e-mail address of a manager of the desk.</param>
/// <param name="Channel">The id of its chat, a vertical bar, and its own id there.</param>
/// <param name="Mode"><c>thread</c>, <c>direct</c> or <c>off</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WatchRequest(string? As, string? Channel, string? Mode);

/// <param name="As">Handle or e-mail address of a manager of the desk.</param>
/// <param name="Mode"><c>thread</c>, <c>direct</c> or <c>off</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WatchModeRequest(string? As, string? Mode);

/// <param name="As">Handle or e-mail address of a manager of the desk.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WatchAct(string? As);

/// <summary>A channel that is watched, or once was, and what came of it.</summary>
/// <param name="Channel">The id of its chat, a vertical bar, and its own id there.</param>
/// <param name="Name">What people call it; null where that is not known.</param>
/// <param name="Mode"><c>thread</c>, <c>direct</c> or <c>off</c>.</param>
/// <param name="LearnsFrom">What happened before counts for nothing.</param>
public sealed record WatchResponse(long Id, string Channel, string? Name, string Mode, DateTimeOffset LearnsFrom, WatchNumbers Numbers)
{
    internal static WatchResponse Of(WatchedChannel channel, WatchNumbers? numbers) =>
        new(channel.Id, channel.Key, channel.Name, channel.Mode.ToString().ToLowerInvariant(), channel.LearnsFrom, numbers ?? new());
}

/// <param name="Days">How far the numbers go back.</param>
public sealed record WatchListResponse(IReadOnlyList<WatchResponse> Channels, int Days);

/// <summary>A channel with its articles, what was said most often first.</summary>
/// <param name="Days">How far the numbers go back.</param>
public sealed record WatchDetailResponse(WatchResponse Channel, IReadOnlyList<ArticleNumbers> Articles, int Days);

/// <summary><c>/api/watching</c>.</summary>
internal static class WatchEndpoints
{
    private const int UsualDays = 30;
    private const int MostDays = 365;

    private static readonly WatchNumbers Numbers = new() { Seen = 41, Answered = 18, Tries = 1, Helped = 11, ForGood = 10, NotHelpful = 3, Ignored = 3, Open = 1, HelpedOthers = 4, KeptQuiet = new Dictionary<string, int> { ["notSure"] = 20, ["personWasFirst"] = 2, ["givenLately"] = 1 } };

    private static readonly WatchResponse Example = new(1, "slack|C024BE91L", null, "thread", new DateTimeOffset(2026, 4, 1, 8, 0, 0, TimeSpan.Zero), Numbers);

    public static void MapWatching(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/watching/channels").WithTags("Watching");
        var read = group.MapGroup("").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.WatchingRead));
        read.MapGet("/", ListAsync).WithSummary("Channels in which the bot reads along, and how often it helped").Answers(new WatchListResponse([Example], UsualDays)).WithDays();
        read.MapGet("/{id:long}", ReadAsync).WithName("ReadWatchedChannel").WithSummary("One watched channel, and how its articles did").Answers(new WatchDetailResponse(Example, [new("KB1", Numbers, 0.71, false)], UsualDays)).WithId().WithDays();

        var write = group.MapGroup("").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.WatchingWrite));
        write.MapPost("/", BeginAsync).WithSummary("A manager has a channel watched, in which the bot must be").HappensOnce().Takes(new WatchRequest("helena", Example.Channel, "thread")).Answers(Example);
        write.MapPut("/{id:long}", ChangeAsync).WithSummary("A manager says how questions there are answered, or that they no longer are").HappensOnce().Takes(new WatchModeRequest("helena", "direct")).Answers(Example).WithId();
        write.MapPost("/{id:long}/learn-anew", LearnAnewAsync).WithSummary("A manager has the bot forget what it learned about answers there").HappensOnce().Takes(new WatchAct("helena")).Answers(Example).WithId();
    }

    private static RouteHandlerBuilder WithId(this RouteHandlerBuilder route) => route.With("id", Example.Id, "Of the watched channel.");

    private static RouteHandlerBuilder WithDays(this RouteHandlerBuilder route) => route.With("days", UsualDays, $"How far the numbers go back: 1 to {MostDays}; {UsualDays} when left out.");

    private static async Task<Results<Ok<WatchListResponse>, ProblemHttpResult>> ListAsync(int? days, WatchBook book)
    {
        if (Days(days) is not { } back)
        {
            return WrongDays.ToProblem();
        }

        var numbers = await book.NumbersAsync(back);
        return TypedResults.Ok(new WatchListResponse([.. (await book.ChannelsAsync()).Select(channel => WatchResponse.Of(channel, numbers.GetValueOrDefault(channel.Id)))], back));
    }

    private static async Task<Results<Ok<WatchDetailResponse>, ProblemHttpResult>> ReadAsync(long id, int? days, WatchBook book)
    {
        if (Days(days) is not { } back)
        {
            return WrongDays.ToProblem();
        }

        if (await book.FindAsync(id) is not { } channel)
        {
            return WatchDesk.NotThere(id).ToProblem();
        }

        var (all, articles) = await book.NumbersAsync(channel, back);
        return TypedResults.Ok(new WatchDetailResponse(WatchResponse.Of(channel, all), articles, back));
    }

    private static async Task<Results<CreatedAtRoute<WatchResponse>, ProblemHttpResult>> BeginAsync(WatchRequest asked, ApiWriter api)
    {
        var outcome = await WriteAsync(api, asked, asked.As, (desk, by) => Mode(asked.Mode) is { } mode ? desk.SetAsync(by, asked.Channel ?? "", mode) : Task.FromResult<Outcome<WatchedChannel>>(WrongMode));
        return outcome.Is(out var begun, out var refusal) ? TypedResults.CreatedAtRoute(begun, "ReadWatchedChannel", new { id = begun.Id }) : refusal.ToProblem();
    }

    private static async Task<Results<Ok<WatchResponse>, ProblemHttpResult>> ChangeAsync(long id, WatchModeRequest asked, ApiWriter api)
    {
        var outcome = await WriteAsync(api, asked, asked.As, (desk, by) => Mode(asked.Mode) is { } mode ? desk.SetAsync(by, id, mode) : Task.FromResult<Outcome<WatchedChannel>>(WrongMode));
        return outcome.Is(out var changed, out var refusal) ? TypedResults.Ok(changed) : refusal.ToProblem();
    }

    private static async Task<Results<Ok<WatchResponse>, ProblemHttpResult>> LearnAnewAsync(long id, WatchAct act, ApiWriter api)
    {
        var outcome = await WriteAsync(api, act, act.As, (desk, by) => desk.LearnAnewAsync(by, id));
        return outcome.Is(out var changed, out var refusal) ? TypedResults.Ok(changed) : refusal.ToProblem();
    }

    private static Task<Outcome<WatchResponse>> WriteAsync(ApiWriter api, object asked, string? who, Func<WatchDesk, Person, Task<Outcome<WatchedChannel>>> operation) =>
        api.WriteAsync<WatchResponse>(asked, async scope =>
        {
            if (!(await ApiWriter.NamedAsync(scope, "as", who)).Is(out var by, out var refusal) || !(await operation(scope.GetRequiredService<WatchDesk>(), by)).Is(out var channel, out refusal))
            {
                return refusal;
            }

            return WatchResponse.Of(channel, (await scope.GetRequiredService<WatchBook>().NumbersAsync(channel, UsualDays)).All);
        });

    private static WatchMode? Mode(string? word) => word switch
    {
        "thread" => WatchMode.Thread,
        "direct" => WatchMode.Direct,
        "off" => WatchMode.Off,
        _ => null,
    };

    private static Refusal WrongMode => Refusal.Invalid("mode", "mode is thread, direct or off.");

    private static int? Days(int? asked) => asked is < 1 or > MostDays ? null : asked ?? UsualDays;

    private static Refusal WrongDays => Refusal.Invalid("days", $"days is a number from 1 to {MostDays}.");
}
