using System.Net;
using BotDesk.Knowledge;
using BotDesk.Knowledge.Import;

namespace BotDesk.Tests.Console;

public sealed class KnowledgeTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task Every_article_is_listed_and_one_can_be_read()
    {
        using var tab = desk.As("anouk");

        var list = await tab.Opens("/knowledge");
        var article = await tab.Send(HttpMethod.Get, list[".titles a"].GetAttribute("href")!, null);

        Assert.Equal(50, list.Page.QuerySelectorAll(".titles li").Length);
        Assert.True(list.Has("a[rel=next]"));
        Assert.Equal(HttpStatusCode.OK, article.Status);
        Assert.Contains(article.Text("h1"), list.Text(".titles li:first-child"), StringComparison.Ordinal);
        Assert.True(article.Has(".body .item"));
    }

    [Fact]
    public async Task Articles_are_found_by_what_they_are_about()
    {
        using var tab = desk.As("anouk");

        var page = await tab.Opens("/knowledge?q=my+vpn+drops");

        Assert.Contains("VPN", page.Text(".found li:first-child h2"), StringComparison.Ordinal);
        Assert.True(page.Has(".found mark"));
        Assert.Equal("my vpn drops", page["#q"].GetAttribute("value"));
    }

    [Fact]
    public async Task An_article_for_one_group_is_there_for_that_group_alone()
    {
        var number = $"KB{Guid.NewGuid().GetHashCode() & 0xffffff}";
        await desk.Change(db =>
        {
            db.Add(new KnowledgeArticle { Number = number, Title = "<i>Firewall</i> secrets", Body = "<script>alert(1)</script> **ruby** [x](javascript:alert(1))", Audience = "network", Status = ImportStatus.Published });
            return Task.CompletedTask;
        });
        using var priya = desk.As("priya");
        using var anouk = desk.As("anouk");

        var hers = await priya.Opens($"/knowledge/{number}");
        var other = await anouk.Opens($"/knowledge/{number}");

        Assert.Equal("<i>Firewall</i> secrets", hers["h1"].TextContent);
        Assert.Equal("For Network and Access only", hers.Text(".badge"));
        Assert.Contains("<script>alert(1)</script>", hers.Text(".body"), StringComparison.Ordinal);
        Assert.Empty(hers.Page.QuerySelectorAll("main script, main i, main a[href^=javascript]"));
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        Assert.DoesNotContain("secrets", (await anouk.Opens("/knowledge")).Html + (await anouk.Opens("/knowledge?page=2")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/knowledge?q=%00%22%3E%3Cscript%3E")]
    [InlineData("/knowledge?q=title%3A(")]
    [InlineData("/knowledge?page=0")]
    [InlineData("/knowledge?page=99999999999")]
    public async Task What_is_asked_wrongly_breaks_nothing(string path)
    {
        using var tab = desk.As("anouk");

        Assert.Equal(HttpStatusCode.OK, (await tab.Opens(path)).Status);
    }
}
