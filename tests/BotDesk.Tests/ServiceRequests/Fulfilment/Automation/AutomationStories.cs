using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using BotDesk.Policy;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.ServiceRequests.Fulfilment.Automation;

/// <summary>A task that a program does, however well the program and the network behave.</summary>
public class AutomationStories : DeskStories
{
    private const string Secret = "automation";
    private readonly FakeTime _clock = new();

    [Story]
    public async Task A_program_is_asked_by_a_signed_message_and_tells_once_what_came_of_it()
    {
        await using var program = await FakeAutomation.StartAsync();
        await using var desk = await Start(program);
        var number = await Order(desk);
        var asked = (await program.ReceivesAsync(1))[0];
        await Is(desk, number, "Accepted");
        var shown = (await desk.As("jonas").Says(number)).Card("tickets/ticket");
        var early = await desk.As("anouk").Says($"done {number}: Create the mailbox");

        var done = await Tells(desk, asked, "done", "The mailbox is events@larkfield.example.com.");
        var again = await Tells(desk, asked, "done", "The mailbox is events@larkfield.example.com.");
        var changed = await Tells(desk, asked, "failed", "Or not.");
        var told = await desk.As("jonas").Receives("tickets/update");
        var next = await desk.As("anouk").Says($"tasks of {number}");

        Assert.Equal(FakeAutomation.Sign(asked.Id, asked.Timestamp, asked.Body), asked.Signature);
        Assert.Equal((number, "create", "events", "jonas"), ((string)asked.Data["request"]!, (string)asked.Data["task"]!["key"]!, (string)asked.Data["answers"]!["address"]!, (string)asked.Data["requester"]!["handle"]!));
        Assert.Contains("Create the mailbox\u200e  ·  runs by itself", shown.Text, StringComparison.Ordinal);
        Assert.Contains("runs by itself; if nothing comes of it", early.Everything, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict), (done.Status, again.Status, changed.Status));
        Assert.Equal(done.Body, again.Body);
        Assert.Contains("1 of 2: Create the mailbox is done", told.Text, StringComparison.Ordinal);
        Assert.Contains("events@larkfield.example.com", told.Text, StringComparison.Ordinal);
        Assert.Contains("Give its readers their rights", next.Everything, StringComparison.Ordinal);
        Assert.Equal(["request.filed jonas", "request.task.accepted -", "request.task.done -"], await Audit(desk, number));
        Assert.Single(program.Received);
    }

    [Story]
    public async Task What_fails_is_sent_again_with_the_same_id_and_never_where_the_answer_points_to()
    {
        await using var program = await FakeAutomation.StartAsync();
        program.Answer = (count, http) =>
        {
            http.Response.StatusCode = count switch { 1 => 500, 2 => 302, _ => 204 };
            http.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        await using var desk = await Start(program);
        var number = await Order(desk);

        await Failed(desk, 1, "answered 500");
        var shown = (await desk.As("jonas").Says(number)).Card("tickets/ticket");
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Failed(desk, 2, "answered 302");
        _clock.Advance(TimeSpan.FromSeconds(30));
        await Is(desk, number, "Accepted");

        Assert.Contains("is asked again to run by itself (127.0.0.1 answered 500)", shown.Text, StringComparison.Ordinal);
        Assert.Equal(3, program.Received.Count);
        Assert.Single(program.Received.Select(message => message.Id).Distinct());
        Assert.Equal(["/orders"], program.Received.Select(message => message.Path).Distinct());
        Assert.All(program.Received, message => Assert.Equal(FakeAutomation.Sign(message.Id, message.Timestamp, message.Body), message.Signature));
    }

    [Story]
    public async Task A_program_that_says_nothing_in_time_loses_the_task_to_the_group_and_may_still_be_late()
    {
        await using var program = await FakeAutomation.StartAsync();
        await using var desk = await Start(program);
        var (first, second) = (await Order(desk), await Order(desk));
        var asked = await program.ReceivesAsync(2);
        await Is(desk, second, "Accepted");

        _clock.Advance(TimeSpan.FromHours(4));
        await Is(desk, first, "Failed");
        await Is(desk, second, "Failed");
        var tasks = await desk.As("anouk").Says("tasks");
        var done = await desk.As("anouk").Says($"done {first} create: By hand.");
        var late = await Tells(desk, asked.Single(message => (string)message.Data["request"]! == first), "done", "At last.");
        var stillTime = await Tells(desk, asked.Single(message => (string)message.Data["request"]! == second), "done", "At last.");

        Assert.Contains("Create the mailbox", tasks.Everything, StringComparison.Ordinal);
        Assert.Contains("By hand.", done.Everything, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (late.Status, stillTime.Status));
        Assert.Contains("no result came in time", await desk.Row<string>("SELECT details FROM audit WHERE subject = @first AND action = 'request.task.handedOver'", new { first }), StringComparison.Ordinal);
    }

    [Story]
    public async Task A_program_that_failed_says_why_and_a_lie_is_not_believed()
    {
        await using var program = await FakeAutomation.StartAsync();
        await using var desk = await Start(program);
        var number = await Order(desk);
        var asked = (await program.ReceivesAsync(1))[0];
        var body = """{"status":"done","note":"Trust me."}""";
        var now = $"{_clock.GetUtcNow().ToUnixTimeSeconds()}";
        var old = $"{_clock.GetUtcNow().AddMinutes(-6).ToUnixTimeSeconds()}";

        var forged = await Posts(desk, asked.Callback, body, ("webhook-id", "msg_1"), ("webhook-timestamp", now), ("webhook-signature", "v1,AAAA"));
        var recorded = await Posts(desk, asked.Callback, body, ("webhook-id", "msg_1"), ("webhook-timestamp", old), ("webhook-signature", FakeAutomation.Sign("msg_1", old, body)));
        var guessed = await Posts(desk, asked.Callback[..^6] + "AAAAAA", body);
        var other = await Posts(desk, asked.Callback, """{"status":"maybe"}""");
        var junk = await Posts(desk, asked.Callback, "{");
        var failed = """{"status":"failed","note":"The name is taken."}""";
        var signed = await Posts(desk, asked.Callback, failed, ("webhook-id", "msg_2"), ("webhook-timestamp", now), ("webhook-signature", $"v1,AAAA {FakeAutomation.Sign("msg_2", now, failed)}"));
        var again = await Posts(desk, asked.Callback, failed);
        var task = (await desk.As("anouk").Clicks((await desk.As("anouk").Says($"tasks of {number}")).Card("serviceRequests/tasks"), "Open")).Card("serviceRequests/task");

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [forged.Status, recorded.Status, guessed.Status, other.Status, junk.Status]);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (signed.Status, again.Status));
        Assert.Contains("It should have run by itself, but failed: The name is taken.", task.Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_message_whose_process_was_killed_is_sent_again()
    {
        await using var program = await FakeAutomation.StartAsync();
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        program.Answer = (count, http) =>
        {
            http.Response.StatusCode = 202;
            return count == 1 ? hangs.Task : Task.CompletedTask;
        };
        var desk = await Start(program);
        var number = await Order(desk);
        await program.ReceivesAsync(1);
        await using var again = await desk.RestartAsync();
        Use(again, program);

        _clock.Advance(TimeSpan.FromSeconds(45));
        await Is(again, number, "Accepted");
        hangs.SetResult();

        Assert.Equal(2, program.Received.Count);
        Assert.Single(program.Received.Select(message => message.Id).Distinct());
    }

    [Story]
    public async Task What_the_policy_no_longer_allows_and_what_was_withdrawn_is_not_sent()
    {
        await using var program = await FakeAutomation.StartAsync();
        program.Answer = (_, http) =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await using var desk = await Start(program);
        var (kept, withdrawn) = (await Order(desk), await Order(desk));
        await Eventually.Is(() => desk.Row<long>("SELECT count(*) FROM webhook_calls WHERE error IS NOT NULL"), count => count == 2);
        await desk.As("jonas").Says($"cancel {withdrawn}");
        desk.Services.GetRequiredService<PolicySource>().Use(PolicyFile.Load(Path.Combine(AppContext.BaseDirectory, "Demo", "desk.yaml")).Policy!);

        _clock.Advance(TimeSpan.FromSeconds(5));
        await Is(desk, kept, "Failed");

        Assert.Equal(2, program.Received.Count);
        Assert.Contains("the address is not allowed here", await desk.Row<string>("SELECT note FROM request_tasks WHERE key = 'create' AND status = 'Open'"), StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM timers WHERE kind = 'requests.webhook' AND due_at > @now", new { now = _clock.GetUtcNow().ToUnixTimeMilliseconds() }));
    }

    /// <summary>The demo's policy with a task that a program at this address does.</summary>
    internal static string Yaml(string url, string more) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Demo", "desk.yaml"))
        .Replace("create: { name: Create the mailbox, group: service-desk }", $"create: {{ name: Create the mailbox, group: service-desk, webhook: \"{url}\" {more} }}", StringComparison.Ordinal)
        .Replace("create: { name: { en: Create the mailbox", $"create: {{ webhook: \"{url}\" {more}, name: {{ en: Create the mailbox", StringComparison.Ordinal)
        + "\nwebhooks:\n  hosts: [127.0.0.1, hooks.example.com]\n  secret: automation\n";

    private async Task<DeskHost> Start(FakeAutomation program)
    {
        var desk = await StartDesk(new DeskSetup { Clock = _clock, Settings = new Dictionary<string, string> { [$"Webhooks:Secrets:{Secret}"] = FakeAutomation.Secret } });
        Use(desk, program);
        return desk;
    }

    private static void Use(DeskHost desk, FakeAutomation program)
    {
        var load = PolicyFile.Parse(Yaml($"{program.Url}/orders", ""));
        Assert.Empty(load.Problems);
        desk.Services.GetRequiredService<PolicySource>().Use(load.Policy!);
    }

    private static async Task<string> Order(DeskHost desk)
    {
        using var response = await desk.Http.PostAsJsonAsync("/api/service-requests", new { requester = "jonas", item = "shared-mailbox", values = new Dictionary<string, string> { ["address"] = "events", ["owner"] = "noor", ["send-as"] = "no" } });
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(response.IsSuccessStatusCode, body.ToJsonString());
        return (string)body["number"]!;
    }

    private static Task<(HttpStatusCode Status, string Body)> Tells(DeskHost desk, ReceivedWebhook asked, string status, string note) =>
        Posts(desk, asked.Callback, new JsonObject { ["status"] = status, ["note"] = note }.ToJsonString());

    private static async Task<(HttpStatusCode Status, string Body)> Posts(DeskHost desk, string url, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await desk.Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static Task<string?> Failed(DeskHost desk, int attempts, string error) =>
        Eventually.Is(() => desk.Row<string>("SELECT attempts || ' ' || COALESCE(error, '') FROM webhook_calls"), row => row!.StartsWith($"{attempts} ", StringComparison.Ordinal) && row.Contains(error, StringComparison.Ordinal));

    private static Task<string?> Is(DeskHost desk, string number, string state) => Eventually.Is(
        () => desk.Row<string>("SELECT webhook_calls.state FROM webhook_calls JOIN request_tasks ON request_tasks.id = task_id JOIN tickets ON tickets.id = ticket_id WHERE number = @number", new { number }), found => found == state);

    private static Task<List<string>> Audit(DeskHost desk, string number) =>
        desk.Rows<string>("SELECT action || ' ' || COALESCE(handle, '-') FROM audit LEFT JOIN people ON people.id = audit.person_id WHERE subject = @number AND action LIKE 'request.%' ORDER BY audit.id", new { number });
}
