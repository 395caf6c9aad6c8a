using System.Net;
using BotDesk.ServiceRequests;

namespace BotDesk.Tests.Console;

/// <summary>Approvals in the console: of whatever needs them, one by one and several at once, and who stands in.</summary>
public sealed class ApprovalTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task An_order_is_read_decided_and_passed_on()
    {
        var (first, second) = (await HasOrder(), await HasOrder());
        using var desmond = desk.As("desmond");
        using var mira = desk.As("mira");
        using var ravi = desk.As("ravi");

        var page = await Open(desmond, first);
        foreach (var fact in (string[])["Sofie Lindqvale", "24.60 GBP per month", "CC-1204", "Answer"])
        {
            Assert.Contains(fact == "Answer" ? "by" : fact, page.Text("main"), StringComparison.Ordinal);
        }

        var refused = await desmond.Sends(page, ".panel.decide", ("do", "reject"));
        Assert.Equal((HttpStatusCode.BadRequest, "Say why, so that it can be done better; then reject."), (refused.Status, refused.Text("#error-text")));
        var unknown = await desmond.Sends(refused, ".panel.delegate", ("do", "delegate"), ("person", "Zebulon"));
        Assert.Contains("I know nobody of that name", unknown.Text("#error-person"), StringComparison.Ordinal);
        await desmond.Follows(await desmond.Sends(unknown, ".panel.delegate", ("do", "delegate"), ("person", "mira.castellanez@larkfield.example.com")));
        var hers = await Open(mira, first);
        Assert.Contains("asks you to decide in the place of Desmond Oyelaran", hers.Text("#note"), StringComparison.Ordinal);
        Assert.Contains("You approved", (await mira.Follows(await mira.Sends(hers, ".panel.decide", ("do", "approve")))).Text("#done"), StringComparison.Ordinal);

        Assert.Equal("New", Assert.Single(await desk.Rows<string>("SELECT status FROM tickets WHERE number = @first", new { first })));
        Assert.Equal(HttpStatusCode.NotFound, (await ravi.Opens($"/approvals/{await Id(second)}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await mira.Opens("/approvals/999999")).Status);
    }

    [Fact]
    public async Task Several_are_chosen_confirmed_once_and_what_changed_in_between_is_named()
    {
        var (first, second, third) = (await HasOrder(), await HasOrder(), await HasOrder());
        using var desmond = desk.As("desmond");
        var list = await desmond.Opens("/approvals");
        Assert.Contains("Choose at least one", (await Send(desmond, "choose")).Text(".message.bad"), StringComparison.Ordinal);
        var (one, two) = (await Seen(first), await Seen(second));

        var confirm = await Send(desmond, "choose", one, two);
        Assert.Equal([first, second], confirm.Page.QuerySelectorAll("#confirm .number").Select(number => number.TextContent));
        await desmond.Sends(await Open(desmond, second), ".panel.decide", ("do", "ask"), ("text", "Which plan?"));
        var done = await Send(desmond, "approve", one, two);

        Assert.Contains(third, list.Numbers);
        Assert.Contains($"You approved {first}.", done.Text("#done"), StringComparison.Ordinal);
        Assert.Contains($"Not approved: {second}. It has changed since you saw it", done.Text("#done"), StringComparison.Ordinal);
        Assert.Equal(["New", "Approval", "Approval"], await desk.Rows<string>("SELECT status FROM tickets WHERE number IN (@first, @second, @third) ORDER BY id", new { first, second, third }));
    }

    [Fact]
    public async Task Somebody_hands_over_and_takes_back()
    {
        using var noor = desk.As("noor");
        var list = await noor.Opens("/approvals");
        var refused = await noor.Sends(list, "#away form", ("person", "Zebulon"), ("until", "2090-01-01"));
        Assert.Contains("I know nobody", refused.Text("#away .error"), StringComparison.Ordinal);
        Assert.Contains("more than a year", (await noor.Sends(refused, "#away form", ("person", "Helena"), ("until", "2090-01-01"))).Text("#away .error"), StringComparison.Ordinal);

        var away = await noor.Follows(await noor.Sends(list, "#away form", ("person", "Helena"), ("until", "")));
        Assert.Contains("You are away; Helena Strandmark decides in your place.", away.Text("#away"), StringComparison.Ordinal);
        Assert.DoesNotContain("You are away", (await noor.Follows(await noor.Sends(away, "#away form"))).Text("#away"), StringComparison.Ordinal);
    }

    private Task<string> HasOrder() => desk.HasRequest("sofie", new RequestOrder("project-licence", "I plan the fair with it.", new Dictionary<string, string> { ["plan"] = "desktop", ["cost-centre"] = "CC-1204" }));

    private async Task<long> Id(string number) => Assert.Single(await desk.Rows<long>("SELECT id FROM approvals WHERE subject = @number", new { number }));

    private async Task<string> Seen(string number) => Assert.Single(await desk.Rows<string>("SELECT id || ':' || version FROM approvals WHERE subject = @number", new { number }));

    private async Task<Seen> Open(Tab tab, string number) => await tab.Opens($"/approvals/{await Id(number)}");

    /// <summary>Sends the form with these boxes ticked.</summary>
    private static async Task<Seen> Send(Tab tab, string handler, params string[] approvals)
    {
        var page = await tab.Opens("/approvals");
        var token = page["#waiting form input[name=__RequestVerificationToken]"].GetAttribute("value")!;
        return await tab.Send(HttpMethod.Post, $"{tab.Prefix}/console/approvals?handler={handler}", new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), .. approvals.Select(approval => KeyValuePair.Create("approvals", approval))]));
    }
}
