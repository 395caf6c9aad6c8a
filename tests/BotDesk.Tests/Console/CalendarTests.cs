using System.Net;
using BotDesk.Changes;
using BotDesk.Tests.Changes.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Console;

/// <summary>The calendar of changes, on its page and in other programs.</summary>
public sealed class CalendarTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task The_page_shows_what_is_planned_what_collides_and_when_nothing_should_be()
    {
        var (first, second) = (await desk.HasChange("priya", "Move the <b>core</b> switch"), await desk.HasChange("tomasz", "Replace the edge router"));
        using var helena = desk.As("helena");

        var week = await helena.Opens($"/changes/calendar?from={ChangeTalkers.FreeDay()}&view=week&service=network");
        Assert.Contains("Move the <b>core</b> switch", week.Text(".calendar-days"), StringComparison.Ordinal);
        Assert.Contains($"at the same time as {first}", week.Text(".calendar-days"), StringComparison.Ordinal);
        Assert.Contains("Network nights, 18:00 to 24:00", week.Text(".calendar-days"), StringComparison.Ordinal);
        Assert.DoesNotContain("ERP Sunday", week.Text(".calendar-days"), StringComparison.Ordinal);

        var december = await helena.Opens("/changes/calendar?from=2026-12-24&view=month");
        Assert.Contains("Frozen Year end, from 12:00", december.Text(".calendar-days"), StringComparison.Ordinal);
        Assert.Contains("Better not Peak season", december.Text(".calendar-days"), StringComparison.Ordinal);
        Assert.Contains(second, (await helena.Opens($"/changes/calendar?from={ChangeTalkers.FreeDay()}")).Text(".calendar-days"), StringComparison.Ordinal);
        using var ravi = desk.As("ravi");
        Assert.Equal(HttpStatusCode.Forbidden, (await ravi.Opens("/changes/calendar")).Status);
    }

    [Fact]
    public async Task A_calendar_program_follows_an_address_until_it_is_revoked()
    {
        var number = await desk.HasChange("priya", "Another, with a comma");
        var (priya, jonas) = (await desk.Person("priya"), await desk.Person("jonas"));
        var (own, service) = (await desk.Does(scope => Feeds(scope).CreateAsync(priya, null)), await desk.Does(scope => Feeds(scope).CreateAsync(priya, "network")));
        Assert.NotNull((await desk.Does(scope => Feeds(scope).CreateAsync(jonas, "network"))).Refusal);

        foreach (var feed in new[] { own.Value!, service.Value! })
        {
            var path = await desk.Does(scope => Task.FromResult(Feeds(scope).PathOf(feed)));
            var (status, type, text) = await desk.Gets(path);
            Assert.Equal((HttpStatusCode.OK, "text/calendar; charset=utf-8"), (status, type));
            Assert.Contains($"SUMMARY:{number} Another\\, with a comma", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await desk.Gets(path.Replace(".ics", "x.ics", StringComparison.Ordinal))).Status);

            Assert.NotNull((await desk.Does(scope => Feeds(scope).RevokeAsync(jonas, feed.Id))).Refusal);
            Assert.Null((await desk.Does(scope => Feeds(scope).RevokeAsync(priya, feed.Id))).Refusal);
            Assert.Equal(HttpStatusCode.NotFound, (await desk.Gets(path)).Status);
        }
    }

    [Fact]
    public async Task What_is_done_on_the_day_can_be_done_on_the_page()
    {
        using var anouk = desk.As("anouk");
        using var helena = desk.As("helena");
        var person = await desk.Person("anouk");
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var number = (await desk.Does(scope => scope.GetRequiredService<ChangeDesk>().FileAsync(person, new ChangeProposal
        {
            Type = BotDesk.Policy.ChangeType.Emergency,
            Title = "Restart the mail gateway",
            Description = "Restart it",
            Services = "email",
            Risk = "medium",
            StartDate = $"{now:yyyy-MM-dd}",
            StartTime = $"{now:HH:mm}",
            EndDate = $"{now.AddHours(1):yyyy-MM-dd}",
            EndTime = $"{now.AddHours(1):HH:mm}",
        }))).Value!.Number;

        var page = await anouk.Opens($"/changes/{number}");
        var refused = await anouk.Sends(page, ".panel.day", ("do", "rollBack"));
        Assert.Equal((HttpStatusCode.BadRequest, "Say what went wrong; then roll back."), (refused.Status, refused.Text(".error")));
        await anouk.Follows(await anouk.Sends(refused, ".panel.day", ("do", "rollBack"), ("text", "It does not come up")));
        await anouk.Sends(refused, ".panel.day", ("do", "rollBack"), ("text", "It does not come up"));
        Assert.False((await anouk.Opens($"/changes/{number}")).Has(".panel.day"));
        var closed = await helena.Follows(await helena.Sends(await helena.Opens($"/changes/{number}"), ".panel.day", ("do", "close"), ("text", "Wait for the queue first")));

        Assert.Equal("Closed, rolled back", closed.Text(".head .state"));
        Assert.Contains("0 of 1", (await helena.Opens("/changes/calendar")).Text(".rates"), StringComparison.Ordinal);
        Assert.Equal(["change.filed", "change.started", "change.rolledBack", "change.closed"], await desk.Rows<string>("SELECT action FROM audit WHERE subject = @number ORDER BY id", new { number }));
    }

    private static CalendarFeeds Feeds(IServiceProvider scope) => scope.GetRequiredService<CalendarFeeds>();
}
