using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Tests.Access;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Rest;

/// <summary>Approvals by REST: what each role may do, and every operation.</summary>
public sealed class ApprovalRestTests : IAsyncLifetime
{
    private AccessDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await StartAsync("Development");

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Each_operation_as_each_role()
    {
        // Sofie asks, Desmond was asked and passed it on to Mira; Jonas is anybody, Anouk an agent, Helena the manager of all.
        string[] roles = ["sofie", "desmond", "mira", "jonas", "anouk", "helena"];
        (string Operation, object Body, int[] Statuses)[] table =
        [
            ("approve", new { }, [403, 200, 200, 404, 404, 404]),
            ("reject", new { text = "No" }, [403, 200, 200, 404, 404, 404]),
            ("ask", new { text = "Why?" }, [403, 200, 200, 404, 404, 404]),
            ("delegate", new { to = "noor" }, [403, 200, 200, 404, 404, 404]),
            ("answer", new { text = "Because" }, [200, 403, 403, 404, 404, 404]),
            ("withdraw", new { }, [200, 403, 403, 404, 404, 404]),
        ];

        foreach (var (operation, body, statuses) in table)
        {
            var (id, _) = await WaitingAsync();
            await DoneAsync(id, "delegate", new { @as = "desmond", to = "mira" });
            await DoneAsync(id, "ask", new { @as = "desmond", text = "For how long?" });
            var before = await GetAsync($"/api/approvals/{id}");
            foreach (var (role, status) in roles.Zip(statuses).OrderByDescending(cell => cell.Second))
            {
                var (answer, problem) = await ActAsync(id, operation, body, role);
                Assert.True((int)answer == status, $"{operation} as {role}: {answer} {problem}");
                if (status == 200)
                {
                    // The next who may would only find that it has been done.
                    (id, _) = await WaitingAsync();
                    await DoneAsync(id, "delegate", new { @as = "desmond", to = "mira" });
                    await DoneAsync(id, "ask", new { @as = "desmond", text = "For how long?" });
                    before = await GetAsync($"/api/approvals/{id}");
                }
                else
                {
                    Assert.Equal(before.ToJsonString(), (await GetAsync($"/api/approvals/{id}")).ToJsonString());
                }
            }
        }
    }

    [Fact]
    public async Task It_is_shown_before_who_will_be_asked_and_found_by_whom_it_waits_for()
    {
        var (_, preview) = await PostAsync("/api/service-requests/preview", new { requester = "sofie", item = "laptop" });
        Assert.Equal((false, "desmond", "mira"), ((bool)preview["automatic"]!, Handle(preview, 0), Handle(preview, 1)));
        Assert.True((bool)(await PostAsync("/api/service-requests/preview", new { requester = "sofie", item = "visio-licence" })).Body["automatic"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/api/service-requests/preview", new { requester = "sofie", item = "payroll-access" })).Status);
        Assert.Empty(await _desk.AuditedAsync("REQ999"));

        var (id, number) = await WaitingAsync();
        var waiting = (await GetAsync("/api/approvals?person=desmond")).AsArray().Single(each => (string)each!["number"]! == number)!;
        Assert.Equal(("request", "pending", "manager"), ((string)waiting["kind"]!, (string)waiting["status"]!, (string)waiting["policy"]! == "licence" ? "manager" : (string)waiting["policy"]!));
        Assert.NotNull(waiting["stages"]![0]!["dueAt"]);
        Assert.Equal("approver", (string)waiting["stages"]![0]!["people"]![0]!["askedAs"]!);
        Assert.Equal(id, (long)(await GetAsync($"/api/approvals?number={number}"))[0]!["id"]!);
        Assert.DoesNotContain(number, (await GetAsync("/api/approvals?person=mira")).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _desk.StatusOfAsync(Request(HttpMethod.Get, "/api/approvals?person=nobody"))));
        Assert.Equal(HttpStatusCode.NotFound, (await _desk.StatusOfAsync(Request(HttpMethod.Get, "/api/approvals/999999"))));

        static string Handle(JsonNode preview, int stage) => (string)preview["stages"]![stage]!["people"]![0]!["person"]!["handle"]!;
    }

    [Fact]
    public async Task Several_are_approved_at_once_and_what_has_changed_is_left_and_named()
    {
        var (first, second, third) = (await WaitingAsync(), await WaitingAsync(), await WaitingAsync());
        var versions = (await GetAsync("/api/approvals?person=desmond")).AsArray().ToDictionary(each => (long)each!["id"]!, each => (int)each!["version"]!);
        await DoneAsync(second.Id, "ask", new { @as = "desmond", text = "Which plan?" });

        var (status, done) = await PostAsync("/api/approvals/approve", new
        {
            @as = "desmond",
            approvals = new[] { new { id = first.Id, version = versions[first.Id] }, new { id = second.Id, version = versions[second.Id] }, new { id = 999999L, version = 0 } },
        });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal([first.Number], done["approved"]!.AsArray().Select(number => (string)number!));
        Assert.Equal([second.Number, null], done["notApproved"]!.AsArray().Select(left => (string?)left!["number"]));
        Assert.Equal("pending", (string)(await GetAsync($"/api/approvals/{third.Id}"))["status"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/api/approvals/approve", new { @as = "desmond", approvals = Array.Empty<object>() })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await ActAsync(second.Id, "approve", new { version = versions[second.Id] }, "desmond")).Status);
    }

    [Fact]
    public async Task Somebody_is_away_and_back()
    {
        var (id, _) = await WaitingAsync();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, "/api/absences/desmond", new { standIn = "mira", until = DateTimeOffset.UtcNow.AddDays(3) })).Status);

        Assert.Equal("mira", (string)(await GetAsync("/api/absences/desmond"))["standIn"]!["handle"]!);
        var people = (await GetAsync($"/api/approvals/{id}"))["stages"]![0]!["people"]!.AsArray();
        Assert.Equal(["approver", "stand_in"], people.Select(person => (string)person!["askedAs"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Put, "/api/absences/desmond", new { standIn = "desmond" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Put, "/api/absences/desmond", new { standIn = "mira", until = "2020-01-01T00:00:00Z" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Delete, "/api/absences/desmond", null)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Delete, "/api/absences/desmond", null)).Status);
        Assert.False((bool)(await GetAsync("/api/absences/desmond"))["away"]!);

        // What they have at hand is no longer asked of them.
        Assert.Equal(HttpStatusCode.Conflict, (await ActAsync(id, "approve", new { }, "mira")).Status);
        await DoneAsync(id, "approve", new { @as = "desmond" });
    }

    private async Task<(long Id, string Number)> WaitingAsync()
    {
        var (status, filed) = await PostAsync("/api/service-requests", new { requester = "sofie", item = "project-licence", values = new Dictionary<string, string> { ["plan"] = "desktop", ["cost-centre"] = "CC-1204" } });
        Assert.True(status == HttpStatusCode.Created, $"{filed}");
        Assert.Equal("approval", (string)filed["status"]!);
        var number = (string)filed["number"]!;
        return ((long)(await GetAsync($"/api/approvals?number={number}"))[0]!["id"]!, number);
    }

    private async Task DoneAsync(long id, string act, object body)
    {
        var (status, done) = await PostAsync($"/api/approvals/{id}/{act}", body);
        Assert.True(status == HttpStatusCode.OK, $"{act}: {status} {done}");
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> ActAsync(long id, string act, object body, string person)
    {
        var node = JsonSerializer.SerializeToNode(body)!.AsObject();
        node["as"] = person;
        return PostAsync($"/api/approvals/{id}/{act}", node);
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, object? body)
    {
        using var response = await _desk.Http.SendAsync(Request(method, path, content: body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Web)));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _desk.Http.GetStringAsync(path))!;
}
