using System.Net;
using System.Text.Json;

namespace BotDesk.Tests.Console;

/// <summary>An agent's search page, and what stands beside a ticket.</summary>
public sealed class SearchTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task One_query_finds_tickets_and_articles_and_shows_why()
    {
        var number = await desk.HasIncident("jonas", "The vpn shows error 619", "Since the <update> the axolotl light blinks.");
        using var tab = desk.As("priya");

        var page = await FindsInTime(tab, "(title:vpn AND \"error 619\") OR axolotl", number);
        var ticket = await tab.Send(HttpMethod.Get, page[".tickets-found a"].GetAttribute("href")!, null);

        Assert.Contains("axolotl", page.Text(".tickets-found mark"), StringComparison.Ordinal);
        Assert.Contains("<update>", page.Text(".tickets-found"), StringComparison.Ordinal);
        Assert.Contains("vpn", page.Text(".articles-found"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("(title:vpn AND \"error 619\") OR axolotl", page["#q"].GetAttribute("value"));
        Assert.Contains(number, ticket.Text("h1, .number"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_is_refused_in_words_and_nothing_found_is_said()
    {
        using var tab = desk.As("priya");

        Assert.Contains("a closing \" was expected", (await tab.Opens("/search?q=title%3A%22vpn")).Text(".problem"), StringComparison.Ordinal);
        Assert.Contains("There is no field 'colour'", (await tab.Opens("/search?q=colour%3Ared")).Text(".problem"), StringComparison.Ordinal);
        Assert.StartsWith("0 tickets, 0 articles", (await tab.Opens("/search?q=xylophone")).Text(".summary"), StringComparison.Ordinal);
        Assert.False((await tab.Opens("/search")).Has(".summary"));
    }

    [Fact]
    public async Task Who_is_no_agent_does_not_search_and_nobody_finds_their_own()
    {
        var number = await desk.HasIncident("tomasz", "My own capybara poster");
        using (var priya = desk.As("priya"))
        {
            await FindsInTime(priya, "capybara", number);
        }

        using var jonas = desk.As("jonas");
        using var tomasz = desk.As("tomasz");
        var refused = await jonas.Opens("/search?q=capybara");

        Assert.NotEqual(HttpStatusCode.OK, refused.Status);
        Assert.DoesNotContain(number, refused.Page.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("0 tickets", (await tomasz.Opens("/search?q=capybara")).Text(".summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_a_ticket_stand_articles_that_may_help_and_tickets_like_it()
    {
        var before = await desk.HasIncident("amara", "The VPN drops every ten minutes", "My vpn connection drops every ten minutes on wifi.");
        var other = await desk.HasIncident("amara", "A chinchilla chewed my cable", "Nothing else.");
        var number = await desk.HasIncident("jonas", "My VPN drops all the time", "The vpn connection drops every few minutes.");
        var own = await desk.HasIncident("priya", "VPN drops for me too", "The vpn connection drops every few minutes.");
        using var tab = desk.As("priya");
        await FindsInTime(tab, $"number:{own.ToLowerInvariant()} OR number:{number.ToLowerInvariant()}", number);

        var page = await tab.Opens($"/tickets/{number}");
        var article = await tab.Send(HttpMethod.Get, page["#help-articles a"].GetAttribute("href")!, null);

        Assert.Contains("vpn", page.Text("#help-articles"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, article.Status);
        Assert.Contains(before, page.Text("#help-tickets"), StringComparison.Ordinal);
        Assert.DoesNotContain(number, page.Text("#help-tickets"), StringComparison.Ordinal);
        Assert.DoesNotContain(other, page.Text("#help-tickets"), StringComparison.Ordinal);
        // Priya's own is for a colleague, and she sees hers as its requester.
        Assert.DoesNotContain(own, page.Text("#help-tickets"), StringComparison.Ordinal);
        Assert.False((await tab.Opens($"/tickets/{own}")).Has(".help"));

        using var http = new HttpClient { BaseAddress = desk.Address };
        var similar = JsonElement.Parse(await http.GetStringAsync($"/api/tickets/{number}/similar"));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/tickets/INC99999/similar")).StatusCode);
        var numbers = similar.ToString();
        Assert.Contains(before, numbers, StringComparison.Ordinal);
        Assert.Contains(own, numbers, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{number}\"", numbers, StringComparison.Ordinal);
    }

    private static Task<Seen> FindsInTime(Tab tab, string query, string number) => Eventually.Answers(
        async () => await tab.Opens($"/search?q={Uri.EscapeDataString(query)}") is var page && page.Has(".tickets-found") && page.Text(".tickets-found").Contains(number, StringComparison.Ordinal) ? page : null,
        $"{query} to find {number}");
}
