using System.Net;
using System.Text;
using BotDesk.Access;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Access;

public sealed class ApiKeyTests
{
    public static TheoryData<string, string, string> Doors => new()
    {
        { "GET", "/api/knowledge/search?q=vpn", ApiScope.KnowledgeRead },
        { "POST", "/api/knowledge/import", ApiScope.KnowledgeWrite },
        { "POST", "/api/understand", ApiScope.Understand },
        { "GET", "/api/tickets", ApiScope.TicketsRead },
        { "GET", "/api/tickets/INC1", ApiScope.TicketsRead },
        { "POST", "/api/incidents", ApiScope.TicketsWrite },
        { "POST", "/api/service-requests", ApiScope.TicketsWrite },
        { "POST", "/api/tickets/INC1/take", ApiScope.TicketsWrite },
        { "GET", "/api/approvals?person=mira", ApiScope.ApprovalsRead },
        { "POST", "/api/approvals/1/withdraw", ApiScope.ApprovalsWrite },
        { "POST", "/api/approvals/1/delegate", ApiScope.ApprovalsDecide },
        { "POST", "/api/approvals/approve", ApiScope.ApprovalsDecide },
        { "PUT", "/api/absences/mira", ApiScope.ApprovalsDecide },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_key_opens_the_doors_of_its_scopes_and_no_other(string method, string path, string scope)
    {
        var others = string.Join(' ', ApiScope.All.Except([scope]));
        await using var desk = await StartAsync("Production", [.. Key(0, scope), .. Key(1, others, "botdesk_another")]);

        var allowed = await desk.StatusOfAsync(Ask(TestKey));
        Assert.False(allowed is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"was answered {allowed}");
        Assert.Equal(HttpStatusCode.Forbidden, await desk.StatusOfAsync(Ask("botdesk_another")));
        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Ask("botdesk_wrong")));
        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Ask(null)));

        HttpRequestMessage Ask(string? key) =>
            Request(new HttpMethod(method), path, key, method == "POST" ? new StringContent("{}", Encoding.UTF8, path.EndsWith("import", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json") : null);
    }

    [Fact]
    public async Task The_hash_of_a_key_is_no_key()
    {
        await using var desk = await StartAsync("Production", Key(0, ApiScope.TicketsRead));

        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Get, "/api/tickets", Convert.ToHexString(ApiKeys.Digest(TestKey)))));
    }

    [Fact]
    public async Task A_key_is_for_programs_and_opens_no_page()
    {
        await using var desk = await StartAsync("Production", Key(0, string.Join(' ', ApiScope.All)));

        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Get, "/", TestKey)));
        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Get, "/console", TestKey)));
    }

    [Fact]
    public async Task Who_asks_wrongly_with_a_key_reads_how()
    {
        await using var desk = await StartAsync("Production", Key(0, ApiScope.TicketsRead));

        Assert.Equal(HttpStatusCode.NotFound, await desk.StatusOfAsync(Request(HttpMethod.Get, "/api/nothing", TestKey)));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await desk.StatusOfAsync(Request(HttpMethod.Delete, "/api/tickets", TestKey)));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await desk.StatusOfAsync(Request(HttpMethod.Post, "/api/incidents", TestKey, new StringContent("x"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await desk.StatusOfAsync(Request(HttpMethod.Get, "/test/forgotten", TestKey)));
    }

    [Fact]
    public async Task A_refusal_says_what_is_missing()
    {
        await using var desk = await StartAsync("Production", Key(0, ApiScope.Understand));
        using var without = await desk.Http.SendAsync(Request(HttpMethod.Get, "/api/tickets"));
        using var narrow = await desk.Http.SendAsync(Request(HttpMethod.Get, "/api/tickets", TestKey));

        Assert.Equal("Bearer", without.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", without.Content.Headers.ContentType?.MediaType);
        Assert.Contains("tickets:read", await narrow.Content.ReadAsStringAsync());
    }
}
