using System.Net;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Console;

/// <summary>Changes and approvals in the console, for agents, approvers and requesters.</summary>
public sealed class ChangeTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task An_approver_finds_what_waits_and_decides_on_the_page()
    {
        var number = await desk.HasChange("priya", "Move the <b>guest</b> wifi");
        using var mira = desk.As("mira");
        var list = await mira.Opens("/approvals");
        Assert.Contains(number, list.Numbers);

        var page = await mira.Opens($"/changes/{number}");
        Assert.Equal("Move the <b>guest</b> wifi", page.Text("h1"));
        var refused = await mira.Sends(page, ".panel.decide", ("do", "reject"));
        Assert.Equal((HttpStatusCode.BadRequest, "Say why, so that it can be done better; then reject."), (refused.Status, refused.Text(".error")));
        var done = await mira.Follows(await mira.Sends(refused, ".panel.decide", ("do", "reject"), ("text", "Not *now*")));

        Assert.Contains("You rejected", done.Text("#done"), StringComparison.Ordinal);
        Assert.Contains("Not *now*", done.Text(".history"), StringComparison.Ordinal);
        Assert.False(done.Has(".panel"));
        var details = Assert.Single(await desk.Rows<string>("SELECT details FROM audit WHERE subject = @number AND action = 'approval.rejected' AND via = 'console'", new { number }));
        Assert.Matches("^[0-9a-f]{64}$", (string)JsonNode.Parse(details)!["card"]!);
    }

    [Fact]
    public async Task A_form_sent_twice_or_late_decides_once()
    {
        var number = await desk.HasChange("priya", "Another access point");
        using var mira = desk.As("mira");
        using var desmond = desk.As("desmond");
        var (first, second) = (await mira.Opens($"/changes/{number}"), await desmond.Opens($"/changes/{number}"));

        Assert.Equal(HttpStatusCode.Redirect, (await mira.Sends(first, ".panel.decide", ("do", "approve"))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await mira.Sends(first, ".panel.decide", ("do", "approve"))).Status);
        var late = await desmond.Sends(second, ".panel.decide", ("do", "approve"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("has changed since you opened it", late.Text(".message.bad"), StringComparison.Ordinal);
        await desmond.Sends(late, ".panel.decide", ("do", "approve"));

        Assert.Equal("Scheduled", Assert.Single(await desk.Rows<string>("SELECT status FROM changes WHERE number = @number", new { number })));
        Assert.Equal(2, Assert.Single(await desk.Rows<long>("SELECT count(*) FROM audit WHERE subject = @number AND action = 'approval.approved'", new { number })));
    }

    [Fact]
    public async Task A_question_is_asked_and_answered_and_the_change_withdrawn()
    {
        var number = await desk.HasChange("amara", "A port for the till");
        using var mira = desk.As("mira");
        using var amara = desk.As("amara");

        await mira.Sends(await mira.Opens($"/changes/{number}"), ".panel.decide", ("do", "ask"), ("text", "Which till?"));
        var asked = await amara.Opens($"/changes/{number}");
        Assert.Contains("Which till?", asked.Text(".panel.answer"), StringComparison.Ordinal);
        var answered = await amara.Follows(await amara.Sends(asked, ".panel.answer", ("do", "answer"), ("text", "The one at the gate")));
        Assert.Contains("The one at the gate", (await mira.Opens($"/changes/{number}")).Text(".facts"), StringComparison.Ordinal);
        await amara.Sends(answered, ".facts form", ("do", "withdraw"));

        Assert.Equal("Closed, cancelled", (await mira.Opens($"/changes/{number}")).Text(".head .state"));
    }

    [Fact]
    public async Task Everybody_sees_what_is_theirs_and_nothing_else()
    {
        var number = await desk.HasChange("priya", "Only for those whom it concerns");
        using var ravi = desk.As("ravi");
        using var anouk = desk.As("anouk");
        using var helena = desk.As("helena");

        var nothing = await ravi.Opens($"/changes/{number}");
        Assert.Equal(HttpStatusCode.NotFound, nothing.Status);
        Assert.DoesNotContain("whom it concerns", nothing.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ravi.Opens($"/changes/{number}?handler=news")).Status);
        Assert.Empty((await ravi.Opens("/changes")).Numbers);
        Assert.Empty((await ravi.Opens("/approvals")).Numbers);
        Assert.Equal(HttpStatusCode.Forbidden, (await ravi.Opens()).Status);
        Assert.Contains(number, (await anouk.Opens("/changes?status=approval")).Numbers);
        Assert.False((await anouk.Opens($"/changes/{number}")).Has(".panel, .facts form"));
        Assert.DoesNotContain(number, (await helena.Opens("/approvals")).Numbers);
    }
}
