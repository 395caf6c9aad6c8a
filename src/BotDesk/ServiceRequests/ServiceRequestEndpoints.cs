using System.Globalization;
using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.Conversation;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Rest;
using BotDesk.ServiceRequests.Fulfilment;
using BotDesk.ServiceRequests.Fulfilment.Automation;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BotDesk.ServiceRequests;

/// <summary>A service request to be filed.</summary>
/// <param name="Requester">Handle or e-mail address of whom it is filed for.</param>
/// <param name="Item">Key of a catalog item; left out for what is not in the catalog.</param>
/// <param name="Description">What the requester wrote; may be left out.</param>
/// <param name="Values">
/// Answers to the item's form, by field (<c>GET /api/catalog/{item}</c>): several choices separated by commas, a date like 2026-04-01, a time
/// like 09:30, yes or no. Without an item: <c>title</c>, <c>description</c>, <c>for-whom</c>, <c>service</c>, <c>needed-by</c>.
/// </param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewServiceRequest(string? Requester, string? Item, string? Description, IReadOnlyDictionary<string, string>? Values);

/// <summary>What somebody thinks of ordering.</summary>
/// <param name="Requester">Handle or e-mail address.</param>
/// <param name="Item">Key of a catalog item.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PreviewRequest(string? Requester, string? Item);

/// <param name="Automatic">Whether nobody has to agree.</param>
/// <param name="Stages">Who would be asked, stages of one step side by side.</param>
public sealed record RequestPreview(bool Automatic, IReadOnlyList<Approvals.StageRecord> Stages);

/// <param name="Note">What was done, or why it is not needed, for the requester.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TaskAct(string? Note) : TicketAct;

/// <summary><c>/api/service-requests</c>. What all tickets have in common is under <c>/api/tickets</c>.</summary>
internal static class ServiceRequestEndpoints
{
    public static void MapServiceRequests(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/service-requests").WithTags("Service requests").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsRead));
        read.MapGet("/", TicketEndpoints.ListAsync<ServiceRequest>).WithSummary("Lists service requests, the newest first").Answers(RequestExamples.Page).WithTicketFilters();
        read.MapGet("/tasks", ListTasksAsync).WithSummary("Tasks that an agent can do now, what waits longest first: of their groups, or of one group").Answers(RequestExamples.Tasks)
            .With("as", "anouk", "Handle or e-mail address of the agent.").With("group", "service-desk", "Key of a group; the agent's own groups when left out.");
        read.MapPost("/preview", PreviewAsync).WithSummary("Who would be asked before somebody gets an item; nothing is filed").Takes(new PreviewRequest("sofie", "laptop")).Answers(RequestExamples.Preview);
        read.MapGet("/{number}", ReadAsync).WithSummary("One request with its answers and tasks").Answers(RequestExamples.Request).With("number", RequestExamples.Request.Number);

        var write = api.MapGroup("/service-requests").WithTags("Service requests").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsWrite));
        write.MapPost("/", FileAsync).WithSummary("Files a service request for a person, who is told").HappensOnce().Answers(RequestExamples.Request)
            .Takes(new NewServiceRequest("noor", "monitor", null, new Dictionary<string, string> { ["for-whom"] = "sofie", ["needed-by"] = "2030-04-01" }));
        api.MapGroup("/service-requests").WithTags("Service requests").MapCallbacks();
        End(write, "complete", "An agent of the task's group has done it; the request is resolved with the last one", "He is in the group and has to sign in once more.", (desk, number, task, agent, note) => desk.CompleteAsync(number, task, agent, note));
        End(write, "skip", "An agent of the task's group found that it is not needed", "He is in the group already.", (desk, number, task, agent, note) => desk.SkipAsync(number, task, agent, note));
    }

    private static async Task<Results<CreatedAtRoute<TicketResponse>, ProblemHttpResult>> FileAsync(NewServiceRequest asked, ApiWriter api)
    {
        var outcome = await api.WriteAsync<TicketResponse>(asked, async scope =>
        {
            var desk = scope.GetRequiredService<ServiceRequestDesk>();
            if (!(await ApiWriter.NamedAsync(scope, "requester", asked.Requester)).Is(out var requester, out var nobody))
            {
                return nobody;
            }

            var values = asked.Values ?? new Dictionary<string, string>();
            var item = scope.GetRequiredService<Catalog>().Find(asked.Item ?? "", requester);
            var known = Forms.RequestFields.Of(item);
            if ((item is not null || string.IsNullOrEmpty(asked.Item)) && values.Keys.Where(key => known.All(field => field.Key != key)).ToList() is { Count: > 0 } unknown)
            {
                return Refusal.Invalid(unknown.ToDictionary(key => $"values.{key}", _ => Phrase.Of("serviceRequests.noSuchField")));
            }

            if (!(await desk.FileAsync(requester, new RequestOrder(asked.Item ?? "", asked.Description ?? "", values))).Is(out var request, out var refusal))
            {
                return refusal.Fields is { } fields ? Refusal.Invalid(fields.ToDictionary(field => $"values.{field.Key}", field => field.Value)) : refusal;
            }

            var notifier = scope.GetRequiredService<Notifier>();
            await (request.Status == TicketStatus.Approval
                ? notifier.ShowAsync(requester, new CardSubject(RequestApproval.Kind, request.Number), Notice.News(request.Number))
                : notifier.ShowAsync(requester, "tickets/filed", scope.GetRequiredService<TicketCards>().Filed(request, desk.Next(request)), Notice.News(request.Number), request.Topic));
            return new TicketResponse(request);
        });
        return outcome.Is(out var filed, out var no) ? TypedResults.CreatedAtRoute(filed, "ReadTicket", new { number = filed.Number }) : no.ToProblem();
    }

    private static async Task<Results<Ok<RequestPreview>, ProblemHttpResult>> PreviewAsync(PreviewRequest asked, Catalog catalog, ServiceRequestDesk desk, PeopleDesk people)
    {
        if (!(await people.FindByHandleOrEmailAsync(asked.Requester?.Trim() ?? "")).Is(out var requester, out var nobody))
        {
            return Refusal.Invalid("requester", nobody.Message).ToProblem();
        }

        if (catalog.Find(asked.Item ?? "", requester) is not { } item)
        {
            return Refusal.Invalid("item", $"That is not in the catalog, or not for {requester.Name} to order.").ToProblem();
        }

        return (await desk.PlanAsync(item, requester)).Is(out var planned, out var refusal)
            ? TypedResults.Ok(new RequestPreview(planned.Stages.Count == 0, [.. planned.Stages.Select(stage => new Approvals.StageRecord(stage))]))
            : refusal.ToProblem();
    }

    private static async Task<Results<Ok<ServiceRequestResponse>, ProblemHttpResult>> ReadAsync(string number, TicketBook book) =>
        TicketNumber.Normalise(number) is { } normal && await book.FindAsync(normal) is ServiceRequest request
            ? TypedResults.Ok(new ServiceRequestResponse(request))
            : Refusal.NotFound($"There is no request {number}.").ToProblem();

    private static async Task<Results<Ok<OpenTasksResponse>, ProblemHttpResult>> ListTasksAsync(string? @as, string? group, string? cursor, int? limit, FulfilmentDesk desk, PeopleDesk people, PolicySource policy)
    {
        if (string.IsNullOrWhiteSpace(@as))
        {
            return Refusal.Invalid("as", "Name an agent by handle or e-mail address.").ToProblem();
        }

        if (!(await people.FindByHandleOrEmailAsync(@as.Trim())).Is(out var agent, out var refusal))
        {
            return Refusal.Invalid("as", refusal.Message).ToProblem();
        }

        if (!agent.IsAgent)
        {
            return Refusal.Forbidden("Only agents of the desk see tasks.").ToProblem();
        }

        if (group is { Length: > 0 } && policy.Current.FindGroup(group) is null)
        {
            return Refusal.Invalid("group", "group is the key of one of the policy's groups.").ToProblem();
        }

        var pages = new Cursor("tasks", agent.Handle, group);
        if (!Cursor.TryLimit(limit, out var most, out refusal) || !pages.TryRead(cursor, out var last, out refusal))
        {
            return refusal.ToProblem();
        }

        var after = Place(last);
        var tasks = group is { Length: > 0 } ? await desk.OpenAsync(agent, group, after, most + 1) : await desk.MineAsync(agent, after, most + 1);
        return TypedResults.Ok(new OpenTasksResponse(
            [.. tasks.Take(most).Select(each => new OpenTaskResponse(each.Request.Number, each.Request.Title, new RequestTaskResponse(each.Task)))],
            pages.Next(tasks, most, each => $"{each.Task.OpenedAt!.Value.ToUnixTimeMilliseconds()} {each.Task.Id}")));
    }

    private static TaskPlace? Place(string? last) => last?.Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray() is [var at, var id]
        ? new TaskPlace(DateTimeOffset.FromUnixTimeMilliseconds(at), id)
        : null;

    private static void End(RouteGroupBuilder group, string what, string summary, string note, Func<FulfilmentDesk, string, string, Person, string, Task<Outcome<TaskAtHand>>> operation) =>
        group.MapPost($"/{{number}}/tasks/{{task}}/{what}", async Task<Results<Ok<ServiceRequestResponse>, ProblemHttpResult>> (string number, string task, TaskAct act, ApiWriter api) =>
        {
            var outcome = await api.WriteAsync<ServiceRequestResponse>(act, async scope =>
            {
                if (TicketNumber.Normalise(number) is not { } normal)
                {
                    return Refusal.NotFound($"There is no request {number}.");
                }

                if (!(await ApiWriter.NamedAsync(scope, "as", act.As)).Is(out var agent, out var nobody))
                {
                    return nobody;
                }

                if (await scope.GetRequiredService<IfMatch>().CheckAsync(normal, () => scope.GetRequiredService<TicketDesk>().VersionAsync(normal)) is { } stale)
                {
                    return stale;
                }

                return (await operation(scope.GetRequiredService<FulfilmentDesk>(), normal, task, agent, act.Note ?? "")).Is(out var done, out var refusal)
                    ? new ServiceRequestResponse(done.Request)
                    : refusal;
            });
            return outcome.Is(out var ended, out var no) ? TypedResults.Ok(ended) : no.ToProblem();
        }).WithSummary(summary).HappensOnce().ChecksVersion().Takes(new TaskAct(note) { As = "priya" }).Answers(RequestExamples.Request)
        .With("number", RequestExamples.Request.Number).With("task", "grant", "Key of the task.");
}
