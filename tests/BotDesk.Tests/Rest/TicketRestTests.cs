using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Access;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Rest;
using BotDesk.Tests.Access;
using BotDesk.Tickets;
using BotDesk.Timers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Rest;

/// <summary>Tickets by REST, as a program in Development sees the demo company; jonas is an employee, anouk and priya are agents.</summary>
public class TicketRestTests : IAsyncLifetime
{
    private AccessDesk _desk = null!;

    public virtual Task InitializeAsync() => StartDeskAsync();

    public virtual async Task DisposeAsync() => await _desk.DisposeAsync();

    protected async Task StartDeskAsync(params string[] settings) => _desk = await StartAsync("Development", [.. Key(0, ApiScope.TicketsWrite), .. settings]);

    [Story]
    public async Task A_ticket_goes_from_filing_to_closing_in_the_names_of_its_people()
    {
        var number = await FileAsync();

        Assert.Equal("in_progress", Word(await DoneAsync(number, "take", new { @as = "priya" }), "status"));
        await DoneAsync(number, "comments", new { @as = "priya", text = "Which model is it?", wait = true });
        Assert.Equal("in_progress", Word(await DoneAsync(number, "comments", new { @as = "jonas", text = "The old one." }), "status"));
        await DoneAsync(number, "notes", new { @as = "anouk", text = "Third time this month." });
        await DoneAsync(number, "assign", new { @as = "priya", group = "service-desk", agent = "anouk" });
        await DoneAsync(number, "resolve", new { @as = "anouk", code = "fixed", text = "Replaced the cable." });
        Assert.Equal("in_progress", Word(await DoneAsync(number, "reopen", new { @as = "jonas", reason = "Still broken." }), "status"));
        await DoneAsync(number, "resolve", new { @as = "anouk", code = "fixed", text = "Replaced the dock." });
        Assert.Equal("closed", Word(await DoneAsync(number, "confirm", new { @as = "jonas.achterberg@larkfield.example.com" }), "status"));
        Assert.Equal(5, (int)(await DoneAsync(number, "rate", new { @as = "jonas", stars = 5 }))["rating"]!);

        var history = (await GetAsync($"/api/tickets/{number}"))["history"]!.AsArray();
        var note = Assert.Single(history, line => (bool)line!["internal"]!)!;
        Assert.Equal(("internal_note", "Third time this month.", "anouk"), (Word(note, "kind"), Word(note, "text"), Word(note["by"]!, "handle")));
        Assert.All(await _desk.ReadAsync(db => db.Set<AuditEntry>().Where(entry => entry.Subject == number).ToListAsync()), entry => Assert.Equal("api", entry.Via));
    }

    [Story]
    public async Task Rights_are_those_of_the_person_and_not_of_the_caller()
    {
        var number = await FileAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync($"/api/tickets/{number}/take", new { @as = "amara" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync($"/api/tickets/{number}/notes", new { @as = "jonas", text = "x" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync($"/api/tickets/{number}/comments", new { @as = "amara", text = "x" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"/api/tickets/{number}/confirm", new { @as = "anouk" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync($"/api/tickets/{number}/take", new { @as = "nobody" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync($"/api/tickets/{number}/take", new { })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"/api/tickets/{number}/reopen", new { @as = "jonas" })).Status);
        Assert.Equal("new", Word(await GetAsync($"/api/tickets/{number}"), "status"));
    }

    [Story]
    public async Task Everything_that_does_not_fit_is_said_at_once_by_field()
    {
        var (status, body) = await PostAsync("/api/incidents", new { requester = "jonas", title = " ", service = "nonsense", impact = "huge" });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["impact", "service", "title", "urgency"], body["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Story]
    public async Task The_same_key_files_once_and_answers_the_same()
    {
        var first = await PostAsync("/api/incidents", Incident(), ("Idempotency-Key", "alert-1"));
        await DoneAsync(Word(first.Body, "number"), "take", new { @as = "priya" });
        var again = await PostAsync("/api/incidents", Incident(), ("Idempotency-Key", "alert-1"));
        var other = await PostAsync("/api/incidents", Incident(), ("Idempotency-Key", "alert-2"));

        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.NotEqual(Word(first.Body, "number"), Word(other.Body, "number"));
    }

    [Story]
    public async Task Many_at_once_with_one_key_file_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync("/api/incidents", Incident(), ("Idempotency-Key", "storm"))));

        Assert.Single(answers.Select(answer => Word(answer.Body, "number")).Distinct());
    }

    [Story]
    public async Task A_key_is_for_one_request()
    {
        await PostAsync("/api/incidents", Incident(), ("Idempotency-Key", "alert-1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("/api/incidents", Incident("Another"), ("Idempotency-Key", "alert-1"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/api/incidents", Incident(), ("Idempotency-Key", new string('x', 300)))).Status);
    }

    [Story]
    public async Task An_answer_is_kept_for_a_day_and_says_that_it_is_not_new()
    {
        using var first = await _desk.Http.SendAsync(Request(HttpMethod.Post, "/api/incidents", content: JsonContent.Create(Incident()), headers: ("Idempotency-Key", "day")));
        using var again = await _desk.Http.SendAsync(Request(HttpMethod.Post, "/api/incidents", content: JsonContent.Create(Incident()), headers: ("Idempotency-Key", "day")));
        await _desk.Services.GetRequiredService<DeskWriter>().WriteAsync(scope =>
            scope.GetRequiredService<DeskDb>().Database.ExecuteSqlAsync($"UPDATE api_requests SET at = at - {TimeSpan.FromHours(24).TotalMilliseconds}"));
        var other = await PostAsync("/api/incidents", Incident("Another"), ("Idempotency-Key", "day"));
        await _desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
        {
            await scope.GetRequiredService<DeskDb>().Database.ExecuteSqlAsync($"UPDATE api_requests SET at = at - {TimeSpan.FromHours(24).TotalMilliseconds}");
            await scope.GetRequiredKeyedService<ITimerHandler>(ForgetRequests.Kind).FireAsync(new DueTimer(ForgetRequests.Kind, "", "", DateTimeOffset.UtcNow));
        });

        Assert.Equal((false, true), (first.Headers.Contains("Idempotent-Replayed"), again.Headers.Contains("Idempotent-Replayed")));
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal((HttpStatusCode.Created, "Another"), (other.Status, Word(other.Body, "title")));
        Assert.Equal(0, await _desk.ReadAsync(db => db.Set<ApiRequest>().CountAsync()));
    }

    [Story]
    public async Task A_refused_request_does_not_use_its_key_up()
    {
        await PostAsync("/api/incidents", new { requester = "jonas" }, ("Idempotency-Key", "alert-1"));

        Assert.Equal(HttpStatusCode.Created, (await PostAsync("/api/incidents", Incident(), ("Idempotency-Key", "alert-1"))).Status);
    }

    [Story]
    public async Task Pages_follow_each_other_without_a_gap_while_tickets_are_filed()
    {
        var expected = await _desk.ReadAsync(db => db.Set<Ticket>().OrderByDescending(ticket => ticket.Id).Select(ticket => ticket.Number).ToListAsync());
        var seen = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = await GetAsync($"/api/tickets?limit=5&cursor={cursor}");
            seen.AddRange(page["tickets"]!.AsArray().Select(ticket => Word(ticket!, "number")));
            await FileAsync();
            if ((cursor = (string?)page["next"]) is null)
            {
                break;
            }
        }

        Assert.Equal(expected, seen);
    }

    [Story]
    public async Task What_was_done_as_it_was_seen_is_not_done_to_what_somebody_changed_since()
    {
        var number = await FileAsync();
        using var read = await _desk.Http.GetAsync($"/api/tickets/{number}");
        var tag = read.Headers.ETag!.Tag;
        var taken = await PostAsync($"/api/tickets/{number}/take", new { @as = "priya" }, ("If-Match", tag));
        var late = await PostAsync($"/api/tickets/{number}/assign", new { @as = "anouk", group = "network" }, ("If-Match", tag));
        var either = await PostAsync($"/api/tickets/{number}/notes", new { @as = "anouk", text = "Both." }, ("If-Match", $"{tag}, \"{(int)taken.Body["version"]!}\""));
        var weak = await PostAsync($"/api/tickets/{number}/notes", new { @as = "anouk", text = "Weak." }, ("If-Match", $"W/\"{(int)either.Body["version"]!}\""));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (taken.Status, late.Status, either.Status, weak.Status));
        Assert.Contains("Read it again", Word(late.Body, "detail"));
        Assert.Equal("priya", Word((await GetAsync($"/api/tickets/{number}"))["assignee"]!, "handle"));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"/api/tickets/{number}/notes", new { @as = "anouk", text = "Any." }, ("If-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync($"/api/tickets/{number}/notes", new { @as = "anouk", text = "Bare." }, ("If-Match", "7"))).Status);
    }

    [Story]
    public async Task Two_who_edit_the_same_version_at_once_do_not_both_win()
    {
        var number = await FileAsync();
        using var read = await _desk.Http.GetAsync($"/api/tickets/{number}");
        var tag = read.Headers.ETag!.Tag;

        var answers = await Task.WhenAll(((string[])["network", "service-desk", "business-apps", "network"]).Select(group => PostAsync($"/api/tickets/{number}/assign", new { @as = "anouk", group }, ("If-Match", tag))));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.Status).Order());
    }

    [Story]
    public async Task The_next_page_is_also_a_link_and_a_cursor_is_of_its_list_alone()
    {
        await FileAsync();
        using var first = await _desk.Http.GetAsync("/api/incidents?limit=2&status=open");
        var page = JsonNode.Parse(await first.Content.ReadAsStringAsync())!;
        var link = first.Headers.GetValues("Link").Single();

        Assert.Equal($"</api/incidents?limit=2&status=open&cursor={Word(page, "next")}>; rel=\"next\"", link);
        Assert.All(page["tickets"]!.AsArray(), ticket => Assert.Equal("incident", Word(ticket!, "kind")));
        Assert.NotEmpty(Numbers(await GetAsync(link[1..link.IndexOf('>')])));
        using var elsewhere = await _desk.Http.GetAsync($"/api/tickets?limit=2&status=open&cursor={Word(page, "next")}");
        using var otherwise = await _desk.Http.GetAsync($"/api/incidents?limit=2&cursor={Word(page, "next")}");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (elsewhere.StatusCode, otherwise.StatusCode));
    }

    [Story]
    public async Task Lists_are_filtered()
    {
        var number = await FileAsync("Zeppelin hangar door");

        Assert.Equal([number], Numbers(await GetAsync("/api/tickets?text=ZEPPELIN&status=open&assignee=none&requester=jonas")));
        Assert.Empty(Numbers(await GetAsync("/api/tickets?text=zeppelin&status=closed")));
        Assert.Empty(Numbers(await GetAsync("/api/tickets?text=zepp%25elin")));
        Assert.All((await GetAsync("/api/tickets?status=in_progress"))["tickets"]!.AsArray(), ticket => Assert.Equal("in_progress", Word(ticket!, "status")));
    }

    [Story]
    public async Task What_people_write_is_kept_as_they_wrote_it()
    {
        const string Odd = "<script>alert(1)</script> **bold** \u202e \U0001F980 ${1+1} 'quoted'; DROP";
        var number = await FileAsync(Odd);

        Assert.Equal(Odd, Word(await GetAsync($"/api/tickets/{number}"), "title"));
    }

    [Story]
    public async Task A_key_that_only_writes_reads_no_internal_note()
    {
        var number = await FileAsync();
        await DoneAsync(number, "notes", new { @as = "anouk", text = "Between us." });
        using var written = await _desk.Http.SendAsync(Request(HttpMethod.Post, $"/api/tickets/{number}/comments", TestKey, JsonContent.Create(new { @as = "anouk", text = "Hello" })));
        using var read = await _desk.Http.SendAsync(Request(HttpMethod.Get, $"/api/tickets/{number}", TestKey));

        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.DoesNotContain("Between us", await written.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
    }

    [Story]
    public async Task The_person_for_whom_it_is_filed_is_told()
    {
        var number = await FileAsync();
        var said = await _desk.ReadAsync(db => db.QueryAsync<byte[]>("SELECT activity FROM outbox ORDER BY id DESC LIMIT 1"));

        Assert.Contains(number, Encoding.UTF8.GetString(Assert.Single(said)));
    }

    private static object Incident(string title = "The dock flickers") =>
        new { requester = "jonas", title, description = "Since this morning.", service = (string?)null, impact = "low", urgency = "medium" };

    private async Task<string> FileAsync(string title = "The dock flickers")
    {
        var (status, body) = await PostAsync("/api/incidents", Incident(title));
        Assert.Equal(HttpStatusCode.Created, status);
        return Word(body, "number");
    }

    private async Task<JsonNode> DoneAsync(string number, string what, object act)
    {
        var (status, body) = await PostAsync($"/api/tickets/{number}/{what}", act);
        Assert.True(status == HttpStatusCode.OK, $"{what}: {status} {body.ToJsonString()}");
        return body;
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, object body, params (string, string)[] headers)
    {
        using var response = await _desk.Http.SendAsync(Request(HttpMethod.Post, path, content: JsonContent.Create(body, options: JsonSerializerOptions.Web), headers: headers));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _desk.Http.GetStringAsync(path))!;

    private static string Word(JsonNode node, string name) => (string)node[name]!;

    private static IEnumerable<string> Numbers(JsonNode page) => page["tickets"]!.AsArray().Select(ticket => Word(ticket!, "number"));
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class TicketRestOnPostgresTests : TicketRestTests, IOnPostgres
{
    private string _database = null!;

    public override async Task InitializeAsync()
    {
        _database = await PostgresServer.CreateDatabaseAsync();
        await StartDeskAsync($"ConnectionStrings:Desk={_database}");
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await PostgresServer.DropDatabaseAsync(_database);
    }
}
