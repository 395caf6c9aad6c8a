using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotDesk.Tests.People;

/// <summary>A directory shaped like Microsoft Graph and Entra ID: tokens, a delta query over users in pages, refusals as the test says.</summary>
internal sealed class FakeGraph : IAsyncDisposable
{
    public const string Tenant = "11111111-0000-0000-0000-000000000001";
    public const string AppId = "22222222-0000-0000-0000-000000000002";

    private readonly WebApplication _app;

    private FakeGraph(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>What each page of the next delta query has; the last one says where to ask later.</summary>
    public List<JsonObject[]> Pages { get; } = [];

    /// <summary>Whole users, for whoever asks for one.</summary>
    public ConcurrentDictionary<string, JsonObject> Users { get; } = new();

    /// <summary>How the next questions are answered instead: a status, and the seconds of its Retry-After.</summary>
    public ConcurrentQueue<(int Status, int? RetryAfter)> Refusals { get; } = new();

    /// <summary>The paths and queries that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Directory:MicrosoftGraph:Enabled"] = "true",
        ["Directory:MicrosoftGraph:BaseUrl"] = Url,
        ["Directory:MicrosoftGraph:TenantId"] = Tenant,
        ["Directory:MicrosoftGraph:AppId"] = AppId,
        ["Directory:MicrosoftGraph:AppPassword"] = "s&cret",
        ["Channels:BotFramework:Authority"] = Url,
    };

    public static async Task<FakeGraph> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var graph = new FakeGraph(app);
        app.MapPost("/{tenant}/oauth2/v2.0/token", graph.TokenAsync);
        app.MapGet("/v1.0/users/delta", graph.Delta);
        app.MapGet("/v1.0/users/{id}", (HttpContext context, string id) => graph.Refused(context) ?? (graph.Users.TryGetValue(id, out var user) ? Results.Json(user) : Results.NotFound()));
        await app.StartAsync();
        return graph;
    }

    public static JsonObject User(string number, string name, string? manager = null, string? mail = null) => new()
    {
        ["id"] = Id(number),
        ["displayName"] = name,
        ["mail"] = mail,
        ["userPrincipalName"] = $"{name.Split(' ')[0].ToLowerInvariant()}@larkfield.example.com",
        ["jobTitle"] = "Buyer",
        ["department"] = "Purchasing",
        ["preferredLanguage"] = "de-DE",
        ["accountEnabled"] = true,
        ["manager@delta"] = manager is null ? null : new JsonArray(new JsonObject { ["@odata.type"] = "#microsoft.graph.user", ["id"] = Id(manager) }),
    };

    public static string Id(string number) => $"aaaaaaaa-0000-0000-0000-00000000000{number}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TokenAsync(HttpContext context, string tenant)
    {
        var form = await context.Request.ReadFormAsync();
        return tenant == Tenant && form["client_id"] == AppId && form["client_secret"] == "s&cret" && form["scope"] == $"{Url}/.default"
            ? Results.Json(new { access_token = "of-graph", token_type = "Bearer", expires_in = 3600 })
            : Results.Json(new { error = "invalid_client", error_description = "AADSTS7000215: Invalid client secret provided." }, statusCode: 401);
    }

    private IResult Delta(HttpContext context)
    {
        Asked.Enqueue($"{context.Request.QueryString}");
        if (Refused(context) is { } refused)
        {
            return refused;
        }

        var page = int.TryParse(context.Request.Query["$skiptoken"], out var asked) ? asked : 0;
        var isLast = page + 1 >= Pages.Count;
        return Results.Json(new JsonObject
        {
            ["value"] = new JsonArray([.. (page < Pages.Count ? Pages[page] : []).Select(user => user.DeepClone())]),
            [isLast ? "@odata.deltaLink" : "@odata.nextLink"] = isLast ? $"{Url}/v1.0/users/delta?$deltatoken=later" : $"{Url}/v1.0/users/delta?$skiptoken={page + 1}",
        });
    }

    private IResult? Refused(HttpContext context)
    {
        if (context.Request.Headers.Authorization != "Bearer of-graph")
        {
            return Results.Json(new { error = new { code = "InvalidAuthenticationToken" } }, statusCode: 401);
        }

        if (!Refusals.TryDequeue(out var refusal))
        {
            return null;
        }

        if (refusal.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Results.Json(new { error = new { code = refusal.Status == 410 ? "syncStateNotFound" : "TooManyRequests" } }, statusCode: refusal.Status);
    }
}
