using System.Net;
using BotDesk.ServiceRequests;

namespace BotDesk.Tests.Console;

/// <summary>The catalog and the tasks of requests in the console.</summary>
public sealed class CatalogTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task Everything_is_listed_found_and_read()
    {
        using var tab = desk.As("helena");

        var list = await tab.Opens("/catalog");
        var found = await tab.Opens("/catalog?q=something+for+diagrams");
        var item = await tab.Send(HttpMethod.Get, list.Page.QuerySelectorAll(".items a").First(link => link.TextContent == "Laptop").GetAttribute("href")!, null);

        Assert.Contains("Software", list.Text("h2"), StringComparison.Ordinal);
        Assert.True(list.Page.QuerySelectorAll(".items li").Length >= 15);
        Assert.Equal("Visio licence", found.Text(".items h3"));
        Assert.Equal("Laptop", item.Text("h1"));
        Assert.Contains("when “Where to” is My home", item.Text(".asked"), StringComparison.Ordinal);
        Assert.Contains("Order it from the supplier Service Desk; after it the order cannot be cancelled", item.Text(".steps"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await tab.Opens("/catalog/nonsense")).Status);
        Assert.Equal(HttpStatusCode.OK, (await tab.Opens("/catalog?q=%00%22%3E%3Cscript%3E")).Status);
    }

    [Fact]
    public async Task Employees_do_not_come_in()
    {
        using var tab = desk.As("jonas");

        Assert.Equal(HttpStatusCode.Forbidden, (await tab.Opens("/catalog")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await tab.Opens("/tasks")).Status);
    }

    [Fact]
    public async Task A_task_is_seen_by_its_group_and_done_there()
    {
        var number = await HasRequest();
        using var anouk = desk.As("anouk");
        using var priya = desk.As("priya");

        var hers = await anouk.Opens("/tasks");
        var other = await priya.Opens("/tasks");
        var page = await anouk.Opens($"/tickets/{number}");
        var unreasoned = await anouk.Sends(page, "#task-create form", ("do", "task-skipped"));
        var done = await anouk.Follows(await anouk.Sends(page, "#task-create form", ("do", "task-done"), ("text", "It is there.")));
        var again = await anouk.Sends(page, "#task-create form", ("do", "task-done"), ("text", "It is there."));
        var last = await anouk.Follows(await anouk.Sends(done, "#task-rights form", ("do", "task-done")));

        Assert.Contains(number, hers.Text(".items"), StringComparison.Ordinal);
        Assert.DoesNotContain(number, other.Text(".items"), StringComparison.Ordinal);
        Assert.Contains("Noor Haddadin", page.Text(".asked"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "Say why it is not needed; the requester reads it."), (unreasoned.Status, unreasoned.Text("#task-create .error")));
        Assert.Contains("It is there.", done.Text("#task-create"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, again.Status);
        Assert.Equal("Resolved", last.Text(".head .state"));
        Assert.Equal("2 of 2", last.Text("#tasks h2 .subtle"));
        Assert.False((await priya.Opens($"/tickets/{number}")).Has("#tasks form"));
    }

    [Fact]
    public async Task Who_is_not_of_the_group_cannot_do_it_and_a_manager_looks_only()
    {
        var number = await HasRequest();
        using var anouk = desk.As("anouk");
        using var priya = desk.As("priya");
        using var helena = desk.As("helena");
        var page = await anouk.Opens($"/tickets/{number}");

        var forged = await priya.Sends(await priya.Opens($"/tickets/{number}"), ".panel.note", ("do", "task-done"), ("task", "create"), ("nonce", page["#task-create input[name=nonce]"].GetAttribute("value")!));

        Assert.Equal(HttpStatusCode.Forbidden, forged.Status);
        Assert.False((await helena.Opens($"/tickets/{number}")).Has("#tasks form"));
        Assert.Contains(number, (await helena.Opens("/tasks")).Text(".items"), StringComparison.Ordinal);
        Assert.Equal("New", (await desk.Ticket(number)).Status.ToString());
    }

    private async Task<string> HasRequest() => await desk.HasRequest("jonas", new RequestOrder("shared-mailbox", "", new Dictionary<string, string> { ["address"] = "events", ["owner"] = "noor", ["send-as"] = "no" }));
}
