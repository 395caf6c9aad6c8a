using System.Net;
using System.Text.Json;

namespace BotDesk.Tests.Console;

public sealed class QueueTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task A_row_says_what_how_urgent_whose_and_since_when()
    {
        var number = await desk.HasIncident("jonas", "Wombats in the tunnel", impact: "high", urgency: "medium");
        using var tab = desk.As("priya");

        var page = await tab.Opens("?q=wombats");

        Assert.Equal([number], page.Numbers);
        Assert.Equal($"{number} Wombats in the tunnel", page.Text("tbody .ticket"));
        Assert.Equal($"/as/priya/console/tickets/{number}", page["tbody .ticket a"].GetAttribute("href"));
        Assert.Equal("P2 High", page.Text("tbody .priority"));
        Assert.Equal("New", page.Text("tbody .status"));
        Assert.Equal("Jonas Achterberg", page.Text("tbody .requester"));
        Assert.Equal("VPN and remote access", page.Text("tbody .service"));
        Assert.Equal("Network and Access", page.Text("tbody .group"));
        Assert.Equal("Nobody", page.Text("tbody .assignee"));
        Assert.Equal("now", page.Text("tbody .age"));
        Assert.EndsWith("(Europe/London, UTC" + TimeZoneInfo.FindSystemTimeZoneById("Europe/London").GetUtcOffset((await desk.Ticket(number)).OpenedAt).ToString(@"\+hh\:mm", null) + ")", page["tbody time"].GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("1 ticket", page.Text(".summary > span:first-child"));
    }

    [Theory]
    [InlineData("q=numbat", true)]
    [InlineData("q=NUMBAT+loose", true)]
    [InlineData("q=loose+sofie", true)]
    [InlineData("q=numbat+asleep", false)]
    [InlineData("q=100%25", false)]
    [InlineData("q=numbat&status=in-progress", true)]
    [InlineData("q=numbat&status=new", false)]
    [InlineData("q=numbat&status=all", true)]
    [InlineData("q=numbat&assignee=priya", true)]
    [InlineData("q=numbat&assignee=me", true)]
    [InlineData("q=numbat&assignee=none", false)]
    [InlineData("q=numbat&assignee=anouk", false)]
    [InlineData("q=numbat&group=network", true)]
    [InlineData("q=numbat&group=service-desk", false)]
    [InlineData("q=numbat&service=vpn", true)]
    [InlineData("q=numbat&service=none", false)]
    [InlineData("q=numbat&priority=P1", true)]
    [InlineData("q=numbat&priority=P4", false)]
    [InlineData("q=numbat&kind=incident", true)]
    [InlineData("q=numbat&kind=request", false)]
    public async Task A_filter_keeps_what_fits(string query, bool isListed)
    {
        using var tab = desk.As("priya");
        if ((await tab.Opens("?q=numbat&status=all")).Numbers.Count == 0)
        {
            var filed = await desk.HasIncident("sofie", "A numbat is loose", impact: "high", urgency: "high");
            await desk.Works("priya", (tickets, priya) => tickets.TakeAsync(filed, priya));
        }

        var page = await tab.Opens($"?{query}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(isListed, page.Numbers.Count == 1);
    }

    [Fact]
    public async Task Letters_beyond_A_to_Z_are_found_as_typed()
    {
        var number = await desk.HasIncident("jonas", "Übertragung ÄÖÜ hängt");
        using var tab = desk.As("priya");

        Assert.Equal([number], (await tab.Opens("?q=%C3%9Cbertragung")).Numbers);
    }

    [Theory]
    [InlineData("page=-1")]
    [InlineData("page=999999999999")]
    [InlineData("status=%3Cscript%3E&priority=P9&kind=ghost&order=0&page=x")]
    [InlineData("group=%00&assignee=%27%20OR%201%3D1--&service=%25")]
    [InlineData("q=%25_!%5C%22%27")]
    public async Task What_an_address_says_wrongly_breaks_nothing(string query)
    {
        using var tab = desk.As("priya");

        Assert.Equal(HttpStatusCode.OK, (await tab.Opens($"?{query}")).Status);
    }

    [Fact]
    public async Task Many_tickets_are_divided_into_pages_each_ticket_on_one()
    {
        for (var i = 0; i < 27; i++)
        {
            await desk.HasIncident("jonas", "Quokka sighting");
        }

        using var tab = desk.As("priya");

        var first = await tab.Opens("?q=quokka");
        var second = await tab.Send(HttpMethod.Get, first["a[rel=next]"].GetAttribute("href")!, null);
        var beyond = await tab.Opens("?q=quokka&page=40");

        Assert.Equal("1–25 of 27 tickets", first.Text(".summary > span:first-child"));
        Assert.Equal(25, first.Numbers.Count);
        Assert.Equal(2, second.Numbers.Count);
        Assert.Empty(first.Numbers.Intersect(second.Numbers));
        Assert.Equal(second.Numbers, beyond.Numbers);
    }

    [Fact]
    public async Task The_most_pressing_comes_first_and_the_order_can_be_changed()
    {
        var low = await desk.HasIncident("jonas", "Bilby one", impact: "low", urgency: "low");
        var high = await desk.HasIncident("jonas", "Bilby two", impact: "high", urgency: "high");
        var middle = await desk.HasIncident("jonas", "Bilby three");
        using var tab = desk.As("priya");

        Assert.Equal([high, middle, low], (await tab.Opens("?q=bilby")).Numbers);
        Assert.Equal([low, high, middle], (await tab.Opens("?q=bilby&order=oldest")).Numbers);
        Assert.Equal([middle, high, low], (await tab.Opens("?q=bilby&order=newest")).Numbers);
    }

    [Fact]
    public async Task A_number_in_the_search_leads_to_its_ticket()
    {
        var number = await desk.HasIncident("jonas", "Found by number");
        using var tab = desk.As("priya");

        var page = await tab.Follows(await tab.Opens($"?q={number.ToLowerInvariant().Replace("inc", "inc-", StringComparison.Ordinal)}&status=closed"));

        Assert.Equal("Found by number", page.Text("h1"));
    }

    [Fact]
    public async Task Ones_own_tickets_are_not_ones_work()
    {
        await desk.HasIncident("priya", "Potoroo in the server room");
        using var priya = desk.As("priya");
        using var anouk = desk.As("anouk");

        Assert.Empty((await priya.Opens("?q=potoroo&status=all")).Numbers);
        Assert.Single((await anouk.Opens("?q=potoroo")).Numbers);
    }

    [Fact]
    public async Task The_page_hears_that_a_ticket_has_come()
    {
        using var tab = desk.As("priya");
        var page = await tab.Opens("?q=cassowary");
        var (stamp, address) = (page["#queue"].GetAttribute("data-stamp"), page["#queue"].GetAttribute("data-news")!);

        var before = await News(tab, address);
        await desk.HasIncident("jonas", "Cassowary at the door");
        var after = await News(tab, address);

        Assert.Equal((stamp, 0), before);
        Assert.NotEqual(stamp, after.Stamp);
        Assert.Equal(1, after.Fresh);
    }

    [Fact]
    public async Task The_counts_are_those_of_the_lists_behind_them()
    {
        using var tab = desk.As("tomasz");
        var page = await tab.Opens();
        foreach (var link in page.Page.QuerySelectorAll(".views a"))
        {
            var list = await tab.Send(HttpMethod.Get, link.GetAttribute("href")!, null);
            var total = list.Text(".summary > span:first-child").Split(' ') switch
            {
                ["No", ..] => "0",
                [.., "of", var count, _] => count,
                var words => words[0],
            };

            Assert.Equal(link.QuerySelector(".count")!.TextContent, total);
        }
    }

    private static async Task<(string? Stamp, int Fresh)> News(Tab tab, string address)
    {
        var news = JsonElement.Parse((await tab.Send(HttpMethod.Get, address, null)).Html);
        return (news.GetProperty("stamp").GetString(), news.GetProperty("fresh").GetInt32());
    }
}
