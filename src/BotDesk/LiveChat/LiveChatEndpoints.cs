using System.Globalization;
using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.People;
using BotDesk.Rest;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.LiveChat;

/// <param name="Over">Whether also from the agent who has it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TakeChatAct(bool Over = false) : TicketAct;

/// <param name="Text">The requester reads it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SayAct(string? Text) : TicketAct;

/// <param name="Text">Only agents read it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RemarkAct(string? Text) : TicketAct;

/// <param name="Article">Number, such as <c>KB12</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SendArticleAct(string? Article) : TicketAct;

/// <param name="Group">Key; the agent's own if not given.</param>
/// <param name="Agent">Handle; whoever of the group is free if not given.</param>
/// <param name="Note">Only agents read it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TransferAct(string? Group, string? Agent, string? Note) : TicketAct;

/// <param name="Code">Key of one of the ways in which the ticket can end; not given: it stays open.</param>
/// <param name="Text">What was done; the requester reads it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EndAct(string? Code, string? Text) : TicketAct;

/// <summary><c>/api/live-chats</c>: conversations of employees with agents.</summary>
internal static class LiveChatEndpoints
{
    public static void MapLiveChats(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/live-chats").WithTags("Live chats").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ChatsRead));
        read.MapGet("/", ListAsync).WithSummary("Lists the open live chats, those that wait longest first").Answers(LiveChatExamples.List)
            .With("group", "network", "Key of a group.").With("status", "waiting", "waiting, live or handed_off.");
        read.MapGet("/{number}", ReadAsync).WithSummary("One live chat with its transcript, internal remarks included").Answers(LiveChatExamples.Whole).With("number", LiveChatExamples.Chat.Number);

        var write = api.MapGroup("/live-chats/{number}").WithTags("Live chats").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.ChatsWrite));
        write.MapPost("/take", (string number, TakeChatAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, agent) => desk.TakeAsync(normal, agent, place: null, act.Over)))
            .Acts("An agent takes it; of several at once one has it", new TakeChatAct { As = "priya" });
        write.MapPost("/messages", (string number, SayAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, agent) => desk.SayAsync(normal, agent, act.Text ?? "", [])))
            .Acts("The agent who has it writes to the requester", new SayAct("I see the tunnel; please restart the client.") { As = "priya" });
        write.MapPost("/remarks", (string number, RemarkAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, agent) => desk.RemarkAsync(normal, agent, act.Text ?? "")))
            .Acts("An agent writes for agents only", new RemarkAct("Second time today.") { As = "priya" });
        write.MapPost("/articles", (string number, SendArticleAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, agent) => desk.SendArticleAsync(normal, agent, act.Article ?? "")))
            .Acts("The agent who has it sends an article", new SendArticleAct("KB1") { As = "priya" });
        write.MapPost("/transfer", (string number, TransferAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, agent) => desk.TransferAsync(normal, agent, act.Group ?? "", act.Agent ?? "", act.Note ?? "")))
            .Acts("An agent passes it on, with a note among agents", new TransferAct("service-desk", null, "Needs a new laptop.") { As = "priya" });
        write.MapPost("/end", (string number, EndAct act, ApiWriter api) => ActAsync(api, number, act, (desk, normal, agent) => desk.EndAsync(normal, agent, act.Code ?? "", act.Text ?? "")))
            .Acts("The agent who has it ends it", new EndAct("fixed", "The client was out of date.") { As = "priya" });
    }

    private static async Task<Results<Ok<LiveChatList>, ProblemHttpResult>> ListAsync(string? group, string? status, string? cursor, int? limit, LiveChatBook book)
    {
        var pages = new Cursor("live-chats", group, status);
        if (!Cursor.TryLimit(limit, out var most, out var refusal) || !pages.TryRead(cursor, out var last, out refusal))
        {
            return refusal.ToProblem();
        }

        if (status is { Length: > 0 } && Enum.GetValues<LiveChatStatus>().All(each => each == LiveChatStatus.Ended || each.Wire() != status))
        {
            return Refusal.Invalid("status", "status is waiting, live or handed_off.").ToProblem();
        }

        var open = (await book.OpenAsync()).Where(chat => string.IsNullOrEmpty(group) || chat.Group == group).Where(chat => string.IsNullOrEmpty(status) || chat.Status.Wire() == status).ToList();
        var after = Place(last);
        var rest = after is null ? open : [.. open.Where(chat => LiveChatBook.Place(chat).CompareTo(after.Value) > 0)];
        return TypedResults.Ok(new LiveChatList([.. rest.Take(most).Select(chat => new LiveChatResponse(chat))], pages.Next(rest, most, chat => Text(LiveChatBook.Place(chat)))));
    }

    private static string Text((LiveChatStatus Status, DateTimeOffset Since, long Id) place) => string.Create(CultureInfo.InvariantCulture, $"{(int)place.Status} {place.Since.UtcTicks} {place.Id}");

    private static (LiveChatStatus Status, DateTimeOffset Since, long Id)? Place(string? last) => last?.Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray() is [var status, var since, var id]
        ? ((LiveChatStatus)status, new DateTimeOffset(since, TimeSpan.Zero), id)
        : null;

    private static async Task<Results<Ok<LiveChatWithTranscript>, ProblemHttpResult>> ReadAsync(string number, LiveChatBook book) =>
        LiveChatNumber.Normalise(number) is { } normal && await book.FindAsync(normal) is { } chat
            ? TypedResults.Ok(new LiveChatWithTranscript(chat, await book.TranscriptAsync(normal)))
            : Refusal.NotFound($"There is no live chat {number}.").ToProblem();

    private static async Task<Results<Ok<LiveChatResponse>, ProblemHttpResult>> ActAsync(ApiWriter api, string number, TicketAct act, Func<LiveChatDesk, string, Person, Task<Outcome<LiveConversation>>> operation)
    {
        var outcome = await api.WriteAsync<LiveChatResponse>(act, async scope =>
        {
            if (LiveChatNumber.Normalise(number) is not { } normal)
            {
                return Refusal.NotFound($"There is no live chat {number}.");
            }

            if (!(await ApiWriter.NamedAsync(scope, "as", act.As)).Is(out var person, out var nobody))
            {
                return nobody;
            }

            return (await operation(scope.GetRequiredService<LiveChatDesk>(), normal, person)).Is(out var chat, out var refusal)
                ? new LiveChatResponse(chat)
                : refusal;
        });
        return outcome.Is(out var done, out var no) ? TypedResults.Ok(done) : no.ToProblem();
    }

    private static void Acts(this RouteHandlerBuilder route, string summary, TicketAct example) =>
        route.WithSummary(summary).HappensOnce().Takes(example).Answers(LiveChatExamples.Chat).With("number", LiveChatExamples.Chat.Number);
}
