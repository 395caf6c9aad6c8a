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

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _desk.Http.GetStringAsync(path))!;
}
