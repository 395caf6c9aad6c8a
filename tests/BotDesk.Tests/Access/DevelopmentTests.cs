using System.Net;
using System.Text;
using BotDesk.Access;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Access;

/// <summary>In Development whoever is on this machine is let in, and nobody else by any trick.</summary>
public sealed class DevelopmentTests : IAsyncLifetime
{
    private AccessDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await StartAsync("Development");

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_program_on_this_machine_needs_no_key()
    {
        Assert.Equal(HttpStatusCode.OK, await _desk.StatusOfAsync(Request(HttpMethod.Get, "/api/tickets")));
        Assert.Equal(HttpStatusCode.OK, await _desk.StatusOfAsync(Request(HttpMethod.Post, "/v3/directline/tokens/generate")));
        Assert.Equal(HttpStatusCode.OK, await _desk.StatusOfAsync(Request(HttpMethod.Get, "/test/forgotten")));
    }

    [Fact]
    public async Task A_key_that_is_wrong_is_refused_even_so() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await _desk.StatusOfAsync(Request(HttpMethod.Get, "/api/tickets", "botdesk_wrong")));

    [Fact]
    public async Task One_is_whom_the_address_says()
    {
        Assert.Equal(HttpStatusCode.OK, await _desk.StatusOfAsync(Request(HttpMethod.Get, "/as/anouk/test/console")));
        Assert.Equal(HttpStatusCode.Forbidden, await _desk.StatusOfAsync(Request(HttpMethod.Get, "/as/jonas/test/console")));
        Assert.Equal(HttpStatusCode.OK, await _desk.StatusOfAsync(Request(HttpMethod.Get, "/as/jonas/test/person")));
        Assert.Equal(HttpStatusCode.NotFound, await _desk.StatusOfAsync(Request(HttpMethod.Get, "/as/nobody/test/person")));
    }

    [Fact]
    public async Task Who_is_nobody_yet_is_sent_to_choose()
    {
        using var response = await _desk.Http.SendAsync(Request(HttpMethod.Get, "/test/console", headers: ("Accept", "text/html")));

        Assert.Equal((HttpStatusCode.Found, "/"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.Unauthorized, await _desk.StatusOfAsync(Request(HttpMethod.Get, "/test/console")));
    }

    [Theory]
    [InlineData("/api/tickets")]
    [InlineData("/as/anouk/test/console")]
    [InlineData("/test/forgotten")]
    public async Task What_was_forwarded_comes_from_elsewhere(string path)
    {
        foreach (var header in new[] { "X-Forwarded-For", "X-Forwarded-Host", "Forwarded" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await _desk.StatusOfAsync(Request(HttpMethod.Get, path, headers: (header, "127.0.0.1"))));
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("10.0.0.1")]
    public async Task A_foreign_name_for_this_machine_is_refused(string host)
    {
        foreach (var path in new[] { "/api/tickets", "/v3/directline/attachments/x", "/as/anouk/test/console", "/api/messages" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, await _desk.StatusOfAsync(Request(HttpMethod.Get, path, headers: ("Host", host))));
        }
    }

    public static TheoryData<string, string, string, string> ForeignPages => new()
    {
        { "POST", "/api/understand", "Origin", "https://evil.example" },
        { "POST", "/api/understand", "Origin", "null" },
        { "POST", "/api/understand", "Sec-Fetch-Site", "cross-site" },
        { "GET", "/api/tickets", "Origin", "https://evil.example" },
        { "POST", "/api/messages", "Origin", "https://evil.example" },
        { "POST", "/api/messages", "Sec-Fetch-Site", "cross-site" },
        { "POST", "/as/anouk/test/console", "Origin", "http://localhost.evil.example" },
        { "GET", "/as/anouk/test/console", "Sec-Fetch-Site", "cross-site" },
    };

    [Theory]
    [MemberData(nameof(ForeignPages))]
    public async Task A_page_of_another_site_reaches_nothing(string method, string path, string header, string value)
    {
        var content = method == "POST" ? new StringContent("{\"text\":\"hello\"}", Encoding.UTF8, "application/json") : null;

        Assert.Equal(HttpStatusCode.Forbidden, await _desk.StatusOfAsync(Request(new HttpMethod(method), path, content: content, headers: (header, value))));
    }

    [Fact]
    public async Task A_page_of_another_site_gets_no_Direct_Line_token() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await _desk.StatusOfAsync(Request(HttpMethod.Post, "/v3/directline/tokens/generate", headers: ("Origin", "https://evil.example"))));

    [Fact]
    public async Task A_link_on_another_site_may_be_followed() =>
        Assert.Equal(HttpStatusCode.OK, await _desk.StatusOfAsync(Request(
            HttpMethod.Get, "/as/anouk/test/console", headers: [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")])));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.5", false)]
    [InlineData("::ffff:10.0.0.5", false)]
    [InlineData("2001:db8::1", false)]
    public async Task A_caller_from_another_machine_is_told_why_not(string address, bool isLocal)
    {
        var passed = false;
        var threshold = new Threshold(
            _ => { passed = true; return Task.CompletedTask; },
            _desk.Services.GetRequiredService<LocalDevelopment>(),
            _desk.Services.GetRequiredService<IWebHostEnvironment>());
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = _desk.Services, Response = { Body = body } };
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Host = new HostString("localhost");
        context.Request.Path = "/api/tickets";

        await threshold.InvokeAsync(context);

        Assert.Equal(isLocal, passed);
        Assert.Equal(isLocal ? "" : "403", passed ? "" : $"{context.Response.StatusCode}");
        Assert.Equal(!isLocal, Encoding.UTF8.GetString(body.ToArray()).Contains("only callers on this machine", StringComparison.Ordinal));
    }
}
