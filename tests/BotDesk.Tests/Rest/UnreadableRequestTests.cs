using System.Net;
using System.Text;
using BotDesk.Tests.Access;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tests.Rest;

/// <summary>Requests that cannot be read, or ask for what is not there.</summary>
public sealed class UnreadableRequestTests : IAsyncLifetime
{
    private AccessDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await AccessDesk.StartAsync("Development");

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=many")]
    [InlineData("limit=99999999999999")]
    [InlineData("status=on_fire")]
    [InlineData("group=nonsense")]
    [InlineData("service=nonsense")]
    [InlineData("assignee=nobody")]
    [InlineData("cursor=INC999999")]
    [InlineData("cursor=%27;DROP")]
    [InlineData("cursor=AAAAAAAAAAAA")]
    [InlineData("statsu=open")]
    [InlineData("text=a%00b")]
    public async Task A_filter_that_does_not_fit_is_refused(string query)
    {
        using var response = await _desk.Http.GetAsync($"/api/tickets?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("INC999999")]
    [InlineData("nonsense")]
    [InlineData("%00")]
    [InlineData("INC1%0d%0aX: y")]
    public async Task A_ticket_that_is_not_there_is_not_found(string number)
    {
        using var response = await _desk.Http.GetAsync($"/api/tickets/{number}");

        Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"was {response.StatusCode}");
    }

    public static TheoryData<string, int> Hostile => new()
    {
        { "", 400 },
        { "{", 400 },
        { "null", 400 },
        { "[]", 400 },
        { "\"text\"", 400 },
        { "{\"requester\":\"jonas\",\"title\":5}", 400 },
        { "{\"requester\":\"jonas\",\"title\":{\"a\":1}}", 400 },
        { "{\"requester\":\"jonas\",\"wantsCall\":\"true\"}", 400 },
        { "{\"requester\":\"jonas\",\"priority\":\"P1\"}", 400 },
        { "{\"requester\":\"jonas\",\"requester\":\"amara\",\"title\":\"x\",\"impact\":\"low\",\"urgency\":\"low\"}", 400 },
        { "{\"requester\":\"jonas\",\"title\":\"a\\u0000b\",\"impact\":\"low\",\"urgency\":\"low\"}", 400 },
        { "{\"requester\":\"jonas\",\"title\":\"a\\ud800b\",\"impact\":\"low\",\"urgency\":\"low\"}", 400 },
        { "{\"requester\":\"jonas\\u0000\",\"title\":\"x\",\"impact\":\"low\",\"urgency\":\"low\"}", 400 },
        { "{\"requester\":\"jonas\",\"title\":\"x\",\"impact\":\"3\",\"urgency\":\"low\"}", 400 },
        { $"{{\"title\":{new string('[', 100)}{new string(']', 100)}}}", 400 },
        { $"{{\"requester\":\"jonas\",\"title\":\"x\",\"description\":\"{new string('x', 1024 * 1024)}\"}}", 413 },
        { $"{{\"requester\":\"jonas\",\"title\":\"x\",\"impact\":\"low\",\"urgency\":\"low\",\"description\":\"{new string('x', 9000)}\"}}", 400 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_cannot_be_read_is_refused_and_leaves_nothing(string json, int expected)
    {
        var before = await _desk.ReadAsync(db => db.Set<Ticket>().CountAsync());
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _desk.Http.PostAsync("/api/incidents", content);
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("Exception", body);
        Assert.DoesNotContain("BotDesk.", body);
        Assert.Equal(before, await _desk.ReadAsync(db => db.Set<Ticket>().CountAsync()));
    }

    [Fact]
    public async Task What_is_no_JSON_is_refused()
    {
        using var form = new FormUrlEncodedContent([new("requester", "jonas")]);
        using var asForm = await _desk.Http.PostAsync("/api/incidents", form);
        using var broken = new ByteArrayContent([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) { Headers = { ContentType = new("application/json") } };
        using var asBytes = await _desk.Http.PostAsync("/api/incidents", broken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, asForm.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, asBytes.StatusCode);
    }
}
