using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BotDesk.Tests.Access;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Rest;

/// <summary>The OpenAPI document tells everything, and what it tells is true.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    /// <summary>What the examples name and the demo company does not have: nobody waits for an agent there, and no channel is watched.</summary>
    private static readonly string[] NotThere = ["There is no live chat CHAT1.", "There is no chat CHAT1.", "This address is good for nothing.", "There is no watched channel 1."];

    private AccessDesk _desk = null!;
    private JsonObject _document = null!;

    public async Task InitializeAsync()
    {
        _desk = await StartAsync("Development");
        _document = JsonNode.Parse(await _desk.Http.GetStringAsync("/openapi/v1.json"))!.AsObject();
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public void Every_operation_is_described_with_examples_refusals_and_the_scope_that_opens_it()
    {
        var wrong = new List<string>();
        foreach (var operation in Operations())
        {
            Check(operation, operation.Says["summary"] is not null, "has no summary");
            Check(operation, operation.Says["tags"]?.AsArray().Count == 1, "has no tag");
            Check(operation, operation.Scope is not null || operation.Path.Contains("/callbacks/", StringComparison.Ordinal), "names no scope");
            Check(operation, operation.Body is null || operation.Body.Value.Value!["example"] is not null, "has no example of its body");
            foreach (var parameter in operation.Parameters)
            {
                Check(operation, parameter["description"] is not null, $"does not say what {parameter["name"]} is");
                Check(operation, parameter["example"] is not null || Word(parameter, "in") == "header" || Word(parameter, "name") is "cursor" or "as", $"has no example of {parameter["name"]}");
            }

            var done = operation.Responses.First(response => response.Key.StartsWith('2')).Value!;
            Check(operation, done["content"]?["application/json"]?["example"] is not null, "has no example of its answer");
            foreach (var status in (string[])["400", "401", "403", "429"])
            {
                Check(operation, operation.Responses[status]?["content"]?["application/problem+json"]?["example"] is not null, $"has no {status}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        var ids = Operations().Select(operation => (string)operation.Says["operationId"]!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.True(ids.Count > 40, $"only {ids.Count} operations");

        void Check(ApiOperation operation, bool right, string what)
        {
            if (!right)
            {
                wrong.Add($"{operation} {what}");
            }
        }
    }

    [Fact]
    public async Task Every_example_can_be_sent_as_it_is()
    {
        var wrong = new List<string>();
        foreach (var operation in Operations().OrderBy(operation => operation.Method))
        {
            using var request = operation.Example();
            using var response = await _desk.Http.SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();
            // In the order of this test somebody may have done it already.
            if (!response.IsSuccessStatusCode && response.StatusCode is not HttpStatusCode.Conflict && !NotThere.Any(answer.Contains))
            {
                wrong.Add($"{request.Method} {request.RequestUri} answers {(int)response.StatusCode} {answer}");
            }

            if (!operation.Responses.ContainsKey($"{(int)response.StatusCode}"))
            {
                wrong.Add($"{operation} answers {(int)response.StatusCode}, which the document does not name");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_body_refuses_what_is_no_JSON_what_is_too_large_and_fields_it_does_not_know()
    {
        var wrong = new List<string>();
        foreach (var operation in Operations().Where(operation => operation.Scope is not null && operation.Body is { Key: "application/json" }))
        {
            var example = operation.Body!.Value.Value!["example"]!.AsObject();
            var more = example.DeepClone().AsObject();
            more["nobodyKnowsThis"] = 1;
            foreach (var (content, expected) in ((HttpContent, int)[])[
                (Json("{"), 400), (Json(more.ToJsonString()), 400), (Json($"{{\"as\":\"{new string('x', 200_000)}\"}}"), 413), (new StringContent("as=anouk", Encoding.UTF8, "application/x-www-form-urlencoded"), 415)])
            {
                using var request = operation.Example();
                request.Content = content;
                using var response = await _desk.Http.SendAsync(request);
                if ((int)response.StatusCode != expected || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
                {
                    wrong.Add($"{operation} answers {(int)response.StatusCode} {response.Content.Headers.ContentType} instead of {expected}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("DELETE", "/api/tickets", 405)]
    [InlineData("GET", "/api/tickets/INC999", 404)]
    [InlineData("PATCH", "/api/tickets/INC1", 405)]
    public async Task What_leads_nowhere_is_a_problem_that_says_what_to_do_also_to_a_browser(string method, string path, int expected)
    {
        using var response = await _desk.Http.SendAsync(Request(new HttpMethod(method), path, headers: ("Accept", "text/html")));
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal((expected, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(expected, (int)problem["status"]!);
        Assert.NotEqual("", Word(problem, "detail"));
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private IEnumerable<ApiOperation> Operations() => ApiOperation.All(_document);

    private static string Word(JsonNode node, string name) => (string)node[name]!;
}
