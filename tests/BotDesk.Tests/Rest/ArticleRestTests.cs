using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotDesk.Access;
using BotDesk.Knowledge;
using BotDesk.Rest;
using BotDesk.Tests.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Rest;

/// <summary>Articles by REST: written, edited as they were seen, published and retired. anouk is an agent in the service desk, priya one in the network group.</summary>
public class ArticleRestTests : IAsyncLifetime
{
    private const string Articles = "/api/knowledge/articles";

    private AccessDesk _desk = null!;

    public virtual Task InitializeAsync() => StartDeskAsync();

    public virtual async Task DisposeAsync() => await _desk.DisposeAsync();

    protected async Task StartDeskAsync(params string[] settings)
    {
        _desk = await StartAsync("Development", settings);
        await _desk.Services.GetRequiredService<KnowledgeIndex>().Complete;
    }

    [Story]
    public async Task An_article_goes_from_a_draft_to_being_found_and_away_again()
    {
        var (status, draft, tag) = await SendAsync(HttpMethod.Post, Articles, Text("Coffee machine shows E42"));
        var number = Word(draft, "number");
        var hidden = await SendAsync(HttpMethod.Get, $"{Articles}/{number}");
        var blind = await SendAsync(HttpMethod.Put, $"{Articles}/{number}", Text("Coffee machine shows E43"));
        var edited = await SendAsync(HttpMethod.Put, $"{Articles}/{number}", Text("Coffee machine shows E43"), ("If-Match", tag!));
        var late = await SendAsync(HttpMethod.Put, $"{Articles}/{number}", Text("Coffee machine shows E44"), ("If-Match", tag!));
        var published = await SendAsync(HttpMethod.Post, $"{Articles}/{number}/publish", new { @as = "anouk" });
        var twice = await SendAsync(HttpMethod.Post, $"{Articles}/{number}/publish", new { @as = "anouk" });
        var found = await Eventually.Is(() => FoundAsync("coffee machine E43"), ids => ids.Contains(number));
        var retired = await SendAsync(HttpMethod.Post, $"{Articles}/{number}/retire", new { @as = "priya" }, ("If-Match", published.Tag!));
        await Eventually.Is(() => FoundAsync("coffee machine E43"), ids => !ids.Contains(number));

        Assert.Equal((HttpStatusCode.Created, "draft", HttpStatusCode.NotFound), (status, Word(draft, "status"), hidden.Status));
        Assert.Equal((HttpStatusCode.PreconditionRequired, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (blind.Status, edited.Status, late.Status));
        Assert.Equal(("Coffee machine shows E43", HttpStatusCode.Conflict), (Word(published.Body, "title"), twice.Status));
        Assert.Equal("retired", Word(retired.Body, "status"));
        Assert.Equal(["article.written", "article.edited", "article.published", "article.retired"], (await _desk.AuditedAsync(number)).Where(action => action.StartsWith("article.", StringComparison.Ordinal)));
    }

    [Story]
    public async Task Nobody_reads_or_edits_what_is_not_for_them()
    {
        var mine = await SendAsync(HttpMethod.Post, Articles, Text("Cupboard code", audience: "network", who: "priya"));
        var number = Word(mine.Body, "number");
        await SendAsync(HttpMethod.Post, $"{Articles}/{number}/publish", new { @as = "priya" });

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, $"{Articles}/{number}?as=priya")).Status);
        foreach (var reader in (string[])["", "?as=jonas", "?as=helena", "?as=anouk"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, $"{Articles}/{number}{reader}")).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Put, $"{Articles}/{number}", Text("Mine"), ("If-Match", "*"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Put, $"{Articles}/{number}", Text("Mine", who: "jonas"), ("If-Match", "*"))).Status);
        Assert.Equal(["audience"], (await SendAsync(HttpMethod.Post, Articles, Text("For others", audience: "network"))).Body["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(["body", "service", "title"], (await SendAsync(HttpMethod.Post, Articles, new { @as = "anouk", title = "a\nb", service = "nonsense" })).Body["errors"]!.AsObject().Select(error => error.Key).Order());
        Assert.DoesNotContain(number, (await SendAsync(HttpMethod.Get, $"{Articles}?limit=200&as=anouk")).Body.ToJsonString());
    }

    [Story]
    public async Task An_import_happens_once_for_its_key_and_a_second_one_waits_for_the_first()
    {
        const string Lines = "{\"title\":\"Kettle\",\"body\":\"Descale it.\"}\n";
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = ImportAsync(new SlowContent(Lines, goOn.Task), "import-1");
        await Eventually.Is(() => _desk.ReadAsync(db => db.Set<ApiRequest>().CountAsync()), count => count == 1);
        var meanwhile = await ImportAsync(new StringContent(Lines, null, "application/x-ndjson"), "import-1");
        goOn.SetResult();
        var first = await slow;
        var again = await ImportAsync(new StringContent(Lines, null, "application/x-ndjson"), "import-1");
        var other = await ImportAsync(new StringContent(Lines + Lines, null, "application/x-ndjson"), "import-1");

        Assert.Equal((HttpStatusCode.Conflict, "5"), (meanwhile.Status, meanwhile.RetryAfter));
        Assert.Equal((HttpStatusCode.OK, 1), (first.Status, (int)first.Body["added"]!));
        Assert.Equal((HttpStatusCode.OK, first.Body.ToJsonString()), (again.Status, again.Body.ToJsonString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal(1, await _desk.ReadAsync(db => db.Set<KnowledgeArticle>().CountAsync(article => article.Title == "Kettle")));
    }

    [Story]
    public async Task A_key_that_asks_too_often_is_told_when_to_go_on()
    {
        await using var desk = await StartAsync("Production", [.. Key(0, ApiScope.KnowledgeRead), .. Key(1, ApiScope.KnowledgeRead, "botdesk_another"), "Api:RequestsPerMinute=8"]);
        var answers = new List<HttpStatusCode>();
        for (var time = 0; time < 3; time++)
        {
            answers.Add(await desk.StatusOfAsync(Request(HttpMethod.Get, "/api/knowledge/search?q=vpn", TestKey)));
        }

        using var refused = await desk.Http.SendAsync(Request(HttpMethod.Get, "/api/knowledge/search?q=vpn", TestKey));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, await desk.StatusOfAsync(Request(HttpMethod.Get, "/api/knowledge/search?q=vpn", "botdesk_another")));
    }

    private async Task<(HttpStatusCode Status, JsonNode Body, string? RetryAfter)> ImportAsync(HttpContent content, string key)
    {
        using var response = await _desk.Http.SendAsync(Request(HttpMethod.Post, "/api/knowledge/import", content: content, headers: ("Idempotency-Key", key)));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!, response.Headers.RetryAfter?.ToString());
    }

    private static object Text(string title, string? audience = null, string who = "anouk") => new { @as = who, title, body = "Switch it off and on again.", tags = new[] { "kitchen" }, audience };

    private async Task<List<string>> FoundAsync(string words) => [.. (await SendAsync(HttpMethod.Get, $"/api/knowledge/search?q={words}")).Body["results"]!.AsArray().Select(result => Word(result!, "id"))];

    private async Task<(HttpStatusCode Status, JsonNode Body, string? Tag)> SendAsync(HttpMethod method, string path, object? body = null, params (string, string)[] headers)
    {
        using var response = await _desk.Http.SendAsync(Request(method, path, content: body is null ? null : JsonContent.Create(body), headers: headers));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!, response.Headers.ETag?.Tag);
    }

    private static string Word(JsonNode node, string name) => (string)node[name]!;
}

/// <summary>Lines of which the end does not come before it may.</summary>
internal sealed class SlowContent : HttpContent
{
    private readonly (string Lines, Task GoOn) _what;

    public SlowContent(string lines, Task goOn)
    {
        _what = (lines, goOn);
        Headers.ContentType = new("application/x-ndjson");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(_what.Lines));
        await stream.FlushAsync();
        await _what.GoOn;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class ArticleRestOnPostgresTests : ArticleRestTests, IOnPostgres
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
