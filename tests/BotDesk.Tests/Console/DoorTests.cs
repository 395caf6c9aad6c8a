using System.Net;
using System.Text.RegularExpressions;

namespace BotDesk.Tests.Console;

public sealed partial class DoorTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task Nobody_is_asked_whom_to_be_among_those_who_work_here()
    {
        using var tab = desk.As(null);

        var page = await tab.Opens();

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(["/as/anouk/console", "/as/desmond/console/approvals", "/as/helena/console", "/as/mira/console/approvals", "/as/priya/console", "/as/tomasz/console"], page.Page.QuerySelectorAll(".people a").Select(link => link.GetAttribute("href")));
        Assert.DoesNotContain("Jonas", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_from_elsewhere_chooses_nobody()
    {
        using var tab = desk.As(null);

        var page = await tab.Opens("", ("X-Forwarded-For", "203.0.113.7"));

        Assert.True(page.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, page.Status.ToString());
        Assert.False(page.Has(".people"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/tickets/INC1")]
    [InlineData("/tickets/INC1?handler=news")]
    [InlineData("/knowledge")]
    [InlineData("/knowledge/KB1")]
    public async Task An_employee_is_told_kindly_that_this_is_not_for_them(string path)
    {
        using var tab = desk.As("jonas");

        var page = await tab.Opens(path);

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("This is where agents work", page.Text("h1"));
        Assert.Equal("/as/jonas/", page["main a.button"].GetAttribute("href"));
        Assert.False(page.Has("table, form, nav"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tickets/INC1")]
    public async Task A_stranger_and_an_employee_change_nothing(string path)
    {
        using var stranger = desk.As(null);
        using var employee = desk.As("jonas");

        var nobody = await stranger.Send(HttpMethod.Post, $"/console{path}", new FormUrlEncodedContent([KeyValuePair.Create("do", "take")]));
        var jonas = await employee.Send(HttpMethod.Post, $"/as/jonas/console{path}", new FormUrlEncodedContent([KeyValuePair.Create("do", "take")]));

        Assert.True(nobody.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Redirect, nobody.Status.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, jonas.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/tickets/INC1")]
    [InlineData("/tickets/INC99999")]
    [InlineData("/knowledge?q=vpn")]
    [InlineData("/knowledge/KB1")]
    public async Task A_page_is_kept_nowhere_and_runs_nothing_but_its_own_files(string path)
    {
        using var tab = desk.As("anouk");

        var page = await tab.Opens(path);

        Assert.Contains("no-store", page.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(page.Has("style, [style], script:not([src])"));
        Assert.DoesNotMatch(EventAttribute(), page.Html);
    }

    [Fact]
    public async Task Its_own_files_are_there_and_may_be_kept_for_ever()
    {
        using var tab = desk.As("anouk");
        var page = await tab.Opens();
        foreach (var address in page.Page.QuerySelectorAll("link[href], script[src]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!))
        {
            var file = await tab.Send(HttpMethod.Get, address, null);

            Assert.StartsWith("/as/anouk/console/assets/", address, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, file.Status);
            Assert.Contains("immutable", file.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }

        var older = await tab.Opens("/assets/console.css?v=0");
        var none = await tab.Opens("/assets/..%2fappsettings.json");

        Assert.Equal("no-cache", older.Response.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
    }

    [GeneratedRegex(@"<[a-z][^>]*\son[a-z]+\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex EventAttribute();
}
