using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Access;
using BotDesk.Tests.Access;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Rest;

/// <summary>Changes and decisions by REST.</summary>
public sealed class ChangeRestTests : IAsyncLifetime
{
    private static readonly object Wish = new
    {
        requester = "priya",
        title = "Open a port",
        description = "443 to the proxy",
        why = "Updates",
        service = "network",
        plannedStart = "2090-03-01T18:00:00Z",
        plannedEnd = "2090-03-01T19:00:00Z",
        risk = "low",
        rollBack = "Close it",
    };

    private AccessDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await StartAsync("Development", [.. Key(0, ApiScope.ChangesRead, ApiScope.ChangesWrite)]);

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_change_is_asked_for_asked_about_and_decided()
    {
        var (created, filed) = await PostAsync("/api/changes", Wish);
        Assert.Equal(HttpStatusCode.Created, created);
        var number = (string)filed["number"]!;
        Assert.Contains(number, (await GetAsync("/api/approvals?person=mira")).AsArray().Select(change => (string)change!["number"]!));

        await DoneAsync(number, "ask", new { @as = "mira", text = "Which port?" });
        await DoneAsync(number, "answer", new { @as = "priya", text = "443" });
        await DoneAsync(number, "approve", new { @as = "mira" });
        Assert.Equal("scheduled", (string)(await DoneAsync(number, "approve", new { @as = "desmond", text = "Fine" }))["status"]!);

        var whole = await GetAsync($"/api/changes/{number}");
        Assert.Equal(["approved", "approved"], whole["approvals"]![0]!["decisions"]!.AsArray().Select(decision => (string)decision!["decision"]!));
        Assert.Equal("443", (string)whole["approvals"]![0]!["questions"]![0]!["answer"]!);
        Assert.Equal(["asked for it", "asked", "answered Mira Castellanez", "approved it", "approved it"], whole["history"]!.AsArray().Select(line => (string)line!["what"]!));
    }

    [Fact]
    public async Task Rights_are_those_of_the_person_named()
    {
        var number = (string)(await PostAsync("/api/changes", Wish)).Body["number"]!;

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync($"/api/changes/{number}/approve", new { @as = "priya" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"/api/changes/{number}/approve", new { @as = "helena" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"/api/changes/{number}/withdraw", new { @as = "jonas" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"/api/changes/{number}/withdraw", new { @as = "mira" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync($"/api/changes/{number}/reject", new { @as = "mira" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("/api/changes/CHG999/approve", new { @as = "mira" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"/api/changes/{number}/withdraw", new { @as = "priya" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"/api/changes/{number}/approve", new { @as = "mira" })).Status);
    }

    [Fact]
    public async Task A_draft_is_completed_submitted_moved_and_read_back_with_what_is_in_its_way()
    {
        var draft = new { requester = "priya", title = "Open a port", service = "network", plannedStart = "2090-03-02T18:00:00Z", plannedEnd = "2090-03-02T19:00:00Z", draft = true };
        var (created, filed) = await PostAsync("/api/changes", draft);
        Assert.Equal((HttpStatusCode.Created, "draft"), (created, (string)filed["status"]!));
        var number = (string)filed["number"]!;
        var (refused, problem) = await PostAsync($"/api/changes/{number}/assess", new { @as = "priya" });
        Assert.Equal((HttpStatusCode.BadRequest, true), (refused, problem["errors"]!.AsObject().ContainsKey("rollBack")));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"/api/changes/{number}/submit", new { @as = "priya" })).Status);

        var rest = new { @as = "priya", description = "443 to the proxy", why = "Updates", rollBack = "Close it", testPlan = "Look", riskAnswers = new { reach = "team", tried = "never", back = "minutes" } };
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await PatchAsync(number, rest, null)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PatchAsync(number, rest, "\"999\"")).Status);
        var (patched, done) = await PatchAsync(number, rest, await TagAsync(number));
        Assert.Equal((HttpStatusCode.OK, "medium", 5), (patched, (string)done["risk"]!, (int)done["riskScore"]!));

        Assert.Equal("assessed", (string)(await DoneAsync(number, "assess", new { @as = "priya" }))["status"]!);
        Assert.Equal("approval", (string)(await DoneAsync(number, "submit", new { @as = "priya" }))["status"]!);
        await DoneAsync(number, "approve", new { @as = "mira" });
        Assert.Equal("scheduled", (string)(await DoneAsync(number, "approve", new { @as = "desmond" }))["status"]!);

        var other = (string)(await PostAsync("/api/changes", new { requester = "tomasz", title = "Beside it", description = "d", why = "w", service = "vpn", plannedStart = "2090-03-02T18:30:00Z", plannedEnd = "2090-03-02T20:00:00Z", risk = "low", rollBack = "r" })).Body["number"]!;
        var conflicts = await GetAsync($"/api/changes/{number}/conflicts");
        Assert.Equal([other], conflicts["collisions"]!.AsArray().Select(each => (string)each!["number"]!));
        Assert.Equal(["related_service"], conflicts["collisions"]![0]!["reasons"]!.AsArray().Select(each => (string)each!));
        Assert.Empty(conflicts["outsideMaintenance"]!.AsArray());
        Assert.Equal("2090-03-02T20:00:00+00:00", (string)conflicts["nextFreeStart"]!);

        // Who agreed agreed to another time.
        var moved = await DoneAsync(number, "move", new { @as = "priya" });
        Assert.Equal(("approval", "2090-03-02T20:00:00+00:00"), ((string)moved["status"]!, (string)moved["plannedStart"]!));
        Assert.Equal(2, moved["approvals"]!.AsArray().Count);

        var calendar = await GetAsync("/api/changes/calendar?from=2090-03-01T00:00:00Z&to=2090-03-08T00:00:00Z&service=network");
        Assert.Equal([number], calendar["changes"]!.AsArray().Select(each => (string)each!["number"]!));
        Assert.Contains("Network nights", calendar["spans"]!.AsArray().Select(each => (string)each!["name"]!));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"/api/changes/{number}/start", new { @as = "priya" })).Status);
        var page = await GetAsync("/api/changes?limit=1&status=approval&service=network");
        Assert.Equal((number, 1), ((string)page["changes"]![0]!["number"]!, page["changes"]!.AsArray().Count));
        var more = await GetAsync($"/api/changes?limit=1&status=approval&cursor={(await GetAsync("/api/changes?limit=1&status=approval"))["next"]}");
        Assert.Equal([number], more["changes"]!.AsArray().Select(each => (string)each!["number"]!));
        Assert.Equal("cancelled", (string)(await DoneAsync(other, "cancel", new { @as = "tomasz" }))["outcome"]!);
    }

    [Fact]
    public async Task An_emergency_runs_by_REST_to_its_review_and_counts()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (_, filed) = await PostAsync("/api/changes", new { requester = "anouk", type = "emergency", title = "Restart", description = "Restart the gateway", service = "email", plannedStart = now, plannedEnd = now.AddHours(1), risk = "medium" });
        var number = (string)filed["number"]!;
        Assert.Equal("in_progress", (string)filed["status"]!);

        // Each operation as somebody whose it is not.
        foreach (var (act, who, expected) in new[] { ("finish", "jonas", HttpStatusCode.NotFound), ("roll-back", "ravi", HttpStatusCode.NotFound), ("close", "mira", HttpStatusCode.NotFound), ("start", "anouk", HttpStatusCode.Conflict), ("cancel", "anouk", HttpStatusCode.Conflict) })
        {
            Assert.Equal(expected, (await PostAsync($"/api/changes/{number}/{act}", new { @as = who, text = "x" })).Status);
        }

        await DoneAsync(number, "finish", new { @as = "anouk" });
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync($"/api/changes/{number}/close", new { @as = "anouk", text = "fine" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync($"/api/changes/{number}/review", new { @as = "helena" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync($"/api/changes/{number}/review", new { @as = "helena", text = "x", outcome = "great" })).Status);
        Assert.Equal("closed", (string)(await DoneAsync(number, "review", new { @as = "helena", text = "Ten minutes without mail", outcome = "with_issues" }))["status"]!);
        var rate = (await GetAsync("/api/changes/success-rates?service=email&type=emergency")).AsArray().Single()!;
        Assert.Equal((1, 0, 1, 0.0), ((int)rate["ended"]!, (int)rate["successful"]!, (int)rate["withIssues"]!, (double)rate["rate"]!));
    }

    [Fact]
    public async Task What_does_not_fit_is_named_by_field()
    {
        var (status, problem) = await PostAsync("/api/changes", new { requester = "priya", plannedStart = "2020-01-01T00:00:00Z", risk = "1" });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["description", "plannedEnd", "plannedStart", "risk", "rollBack", "services", "testPlan", "title", "why"], problem["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    private async Task<JsonNode> DoneAsync(string number, string act, object body)
    {
        var (status, done) = await PostAsync($"/api/changes/{number}/{act}", body);
        Assert.True(status == HttpStatusCode.OK, $"{act}: {status} {done}");
        return done;
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, object body)
    {
        using var response = await _desk.Http.SendAsync(Request(HttpMethod.Post, path, content: JsonContent.Create(body, options: JsonSerializerOptions.Web)));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PatchAsync(string number, object body, string? tag)
    {
        using var request = Request(HttpMethod.Patch, $"/api/changes/{number}", content: JsonContent.Create(body, options: JsonSerializerOptions.Web));
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        using var response = await _desk.Http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private async Task<string> TagAsync(string number)
    {
        using var response = await _desk.Http.GetAsync($"/api/changes/{number}");
        return response.Headers.ETag!.Tag;
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _desk.Http.GetStringAsync(path))!;
}
