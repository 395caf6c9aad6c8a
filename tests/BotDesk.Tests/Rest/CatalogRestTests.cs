using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Tests.Access;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Rest;

/// <summary>The catalog, orders and their tasks by REST, as a program in Development sees the demo company.</summary>
public class CatalogRestTests : IAsyncLifetime
{
    private AccessDesk _desk = null!;

    public virtual Task InitializeAsync() => StartDeskAsync();

    public virtual async Task DisposeAsync() => await _desk.DisposeAsync();

    protected async Task StartDeskAsync(params string[] settings) => _desk = await StartAsync("Development", settings);

    [Story]
    public async Task The_catalog_is_there_whole_for_a_person_and_by_words()
    {
        var all = Keys(await GetAsync("/api/catalog"));
        var his = Keys(await GetAsync("/api/catalog?person=jonas"));
        var software = Keys(await GetAsync("/api/catalog?person=jonas&q=software"));

        Assert.True(all.Count >= 15);
        Assert.Equal(["payroll-access", "firewall-lab", "new-starter", "leaver"], all.Except(his));
        Assert.Equal("software", software[0]);
        Assert.Contains("visio-licence", software);
        Assert.DoesNotContain("laptop", software);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Get, "/api/catalog?person=nobody")).Status);
    }

    [Story]
    public async Task An_item_tells_its_form_and_its_tasks()
    {
        var laptop = await GetAsync("/api/catalog/laptop");
        var keyboard = laptop["form"]!.AsArray().First(field => Word(field!, "key") == "keyboard")!;
        var address = laptop["form"]!.AsArray().First(field => Word(field!, "key") == "address")!;

        Assert.Equal(("choice", true, 5), (Word(keyboard, "type"), (bool)keyboard["required"]!, keyboard["choices"]!.AsArray().Count));
        Assert.Equal("delivery", Word(address["when"]![0]!, "field"));
        Assert.Equal("order", Word(laptop["tasks"]![0]!, "key"));
        Assert.Equal(1150, (int)laptop["cost"]!["amount"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, "/api/catalog/nonsense")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, "/api/catalog/leaver?person=jonas")).Status);
    }

    [Story]
    public async Task An_order_goes_from_filing_to_its_last_task()
    {
        var (status, filed) = await OrderAsync();
        var number = Word(filed, "number");
        var waiting = await GetAsync("/api/service-requests/tasks?as=anouk&group=service-desk");

        await DoneAsync(number, "create/complete", new { @as = "anouk", note = "It is there." });
        var last = await DoneAsync(number, "rights/skip", new { @as = "tomasz", note = "Nobody else reads it." });

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Contains(waiting["tasks"]!.AsArray(), task => Word(task!, "request") == number);
        Assert.Equal("resolved", Word(last, "status"));
        Assert.Equal(["done", "not_needed"], last["tasks"]!.AsArray().Select(task => Word(task!, "status")));
        var read = await GetAsync($"/api/service-requests/{number}");
        Assert.Equal(("owner", "noor", "Noor Haddadin"), (Word(read["answers"]![1]!, "key"), Word(read["answers"]![1]!, "value"), Word(read["answers"]![1]!, "text")));
        Assert.Equal("Nobody else reads it.", Word(read["tasks"]![1]!, "note"));
    }

    [Story]
    public async Task What_is_not_in_the_catalog_is_filed_too()
    {
        var (status, body) = await PostAsync("/api/service-requests", new { requester = "jonas", values = new Dictionary<string, string> { ["title"] = "A wall calendar", ["needed-by"] = "2999-01-01" } });

        Assert.Equal((HttpStatusCode.Created, "A wall calendar", "2999-01-01"), (status, Word(body, "title"), Word(body["particulars"]!, "neededBy")));
    }

    [Story]
    public async Task Everything_that_does_not_fit_is_named_by_field()
    {
        var (status, body) = await OrderAsync(("address", "Events!"), ("owner", "nobody at all"), ("send-as", ""));
        var (_, unknown) = await OrderAsync(("addres", "events"));
        var (_, item) = await PostAsync("/api/service-requests", new { requester = "jonas", item = "leaver" });
        var (_, who) = await PostAsync("/api/service-requests", new { requester = "nobody", item = "monitor" });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["values.address", "values.owner", "values.send-as"], body["errors"]!.AsObject().Select(error => error.Key).Order());
        Assert.Equal("Write it like events.", (string)body["errors"]!["values.address"]![0]!);
        Assert.Equal(["values.addres"], unknown["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(["item"], item["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(["requester"], who["errors"]!.AsObject().Select(error => error.Key));
    }

    [Story]
    public async Task Rights_are_those_of_the_person_and_not_of_the_caller()
    {
        var number = Word((await OrderAsync()).Body, "number");

        foreach (var (who, status) in ((string, HttpStatusCode)[])[
            ("jonas", HttpStatusCode.Forbidden), ("noor", HttpStatusCode.Forbidden), ("helena", HttpStatusCode.Forbidden), ("mira", HttpStatusCode.Forbidden), ("priya", HttpStatusCode.Forbidden), ("nobody", HttpStatusCode.BadRequest)])
        {
            Assert.Equal(status, (await PostAsync($"/api/service-requests/{number}/tasks/create/complete", new { @as = who })).Status);
        }

        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"/api/service-requests/{number}/tasks/rights/complete", new { @as = "anouk" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync($"/api/service-requests/{number}/tasks/create/skip", new { @as = "anouk" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"/api/service-requests/{number}/tasks/nonsense/complete", new { @as = "anouk" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("/api/service-requests/REQ99999/tasks/create/complete", new { @as = "anouk" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Get, "/api/service-requests/tasks?as=jonas")).Status);
        Assert.Equal("new", Word(await GetAsync($"/api/service-requests/{number}"), "status"));
    }

    [Story]
    public async Task The_description_of_the_interface_shows_what_an_order_looks_like()
    {
        var document = await GetAsync("/openapi/v1.json");

        var order = document["paths"]!["/api/service-requests"]!["post"]!["requestBody"]!["content"]!["application/json"]!;
        Assert.Equal("monitor", (string)order["example"]!["item"]!);
        Assert.NotNull(document["paths"]!["/api/catalog/{item}"]!["get"]);
        Assert.Equal("priya", (string)document["paths"]!["/api/service-requests/{number}/tasks/{task}/complete"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!["as"]!);
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> OrderAsync(params (string Field, string Value)[] other)
    {
        var values = new Dictionary<string, string> { ["address"] = "events", ["owner"] = "noor", ["send-as"] = "no" };
        foreach (var (field, value) in other)
        {
            values[field] = value;
        }

        return PostAsync("/api/service-requests", new { requester = "jonas", item = "shared-mailbox", values });
    }

    private async Task<JsonNode> DoneAsync(string number, string what, object act)
    {
        var (status, body) = await PostAsync($"/api/service-requests/{number}/tasks/{what}", act);
        Assert.True(status == HttpStatusCode.OK, $"{what}: {status} {body.ToJsonString()}");
        return body;
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body, options: JsonSerializerOptions.Web));

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var response = await _desk.Http.SendAsync(Request(method, path, content: content));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await _desk.Http.GetStringAsync(path))!;

    private static List<string> Keys(JsonNode page) => [.. page["items"]!.AsArray().Select(item => Word(item!, "key"))];

    private static string Word(JsonNode node, string name) => (string)node[name]!;
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class CatalogRestOnPostgresTests : CatalogRestTests, IOnPostgres
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
