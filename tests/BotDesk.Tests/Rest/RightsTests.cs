using System.Net;
using System.Text.Json.Nodes;
using BotDesk.Access;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Rest;

/// <summary>Each operation as each scope and as each role. What is tried is read from the OpenAPI document, so that a new one is tried too.</summary>
public sealed class RightsTests
{
    /// <summary>Who may do what an agent does: nobody else, whatever else they are.</summary>
    private static readonly string[] OfAgents =
    [
        "/notes", "/take", "/assign", "/resolve", "/complete", "/skip", "/publish", "/retire", "/remarks", "/transfer", "/end", "/messages", "/articles", "/api/knowledge/articles/", "/api/knowledge/articles/{id}", "/api/service-requests/tasks",
    ];

    private static readonly string[] OfRequesters = ["/confirm", "/reopen", "/withdraw", "/rate"];

    [Fact]
    public async Task A_key_opens_what_its_scope_is_for_and_nothing_else()
    {
        var scopes = ApiScope.All.Select((scope, at) => (Scope: scope, Key: $"botdesk_of-{at}", Settings: Key(at, scope, $"botdesk_of-{at}"))).ToList();
        await using var desk = await StartAsync("Production", [.. scopes.SelectMany(scope => scope.Settings)]);
        using var read = await desk.Http.SendAsync(Request(HttpMethod.Get, "/openapi/v1.json", scopes[0].Key));
        var operations = ApiOperation.All(JsonNode.Parse(await read.Content.ReadAsStringAsync())!.AsObject()).ToList();
        var wrong = new List<string>();
        foreach (var operation in operations.Where(operation => operation.Scope is not null))
        {
            Expect(operation, "nobody", await desk.StatusOfAsync(operation.Example()), HttpStatusCode.Unauthorized);
            Expect(operation, "a wrong key", await desk.StatusOfAsync(operation.Example("botdesk_wrong")), HttpStatusCode.Unauthorized);
            foreach (var (scope, key, _) in scopes)
            {
                var status = await desk.StatusOfAsync(operation.Example(key));
                var isOpen = scope == operation.Scope || scope == ApiScope.WiderThan(operation.Scope!);
                // No person of the examples exists here, so whoever is let in reads that; 403 is of the key alone.
                Expect(operation, scope, status is HttpStatusCode.Forbidden ? status : HttpStatusCode.OK, isOpen ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            }
        }

        Assert.True(operations.Count > 40);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void Expect(ApiOperation operation, string who, HttpStatusCode status, HttpStatusCode expected)
        {
            if (status != expected)
            {
                wrong.Add($"{operation} answers {who} with {(int)status}");
            }
        }
    }

    [Theory]
    [InlineData("jonas", false)] // an employee
    [InlineData("mira", false)] // an approver
    [InlineData("helena", false)] // a manager
    [InlineData("anouk", true)]
    public async Task In_whose_name_it_is_asked_decides_whether_it_is_done(string who, bool isAgent)
    {
        await using var desk = await StartAsync("Development");
        var operations = ApiOperation.All(JsonNode.Parse(await desk.Http.GetStringAsync("/openapi/v1.json"))!.AsObject()).ToList();
        var wrong = new List<string>();

        // Who may do what with a change is told by ChangeRightsTests: there, "confirm" is for whoever does it.
        foreach (var operation in operations.Where(operation => !operation.Path.StartsWith("/api/changes", StringComparison.Ordinal)))
        {
            using var response = await desk.Http.SendAsync(operation.Example(who: who));
            var isRefused = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound;
            var mustBeRefused = (operation.Path.StartsWith("/api/tickets/", StringComparison.Ordinal) && OfRequesters.Any(operation.Path.EndsWith)) || (!isAgent && operation.Method is not "GET" && OfAgents.Any(operation.Path.EndsWith)) || (!isAgent && operation.Path == "/api/service-requests/tasks");
            if (mustBeRefused && !isRefused)
            {
                wrong.Add($"{operation} answers {who} with {(int)response.StatusCode}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
