using System.Net;
using BotDesk.Watching;

namespace BotDesk.Tests.Console;

public sealed class WatchingTests(ConsoleDesk desk) : IClassFixture<ConsoleDesk>
{
    [Fact]
    public async Task How_often_it_helped_is_seen_by_all_and_decided_by_managers()
    {
        using var helena = desk.As("helena");
        using var anouk = desk.As("anouk");
        Assert.Contains("No channel is watched", (await anouk.Opens("/watching")).Html, StringComparison.Ordinal);
        await desk.Change(async db =>
        {
            var now = DateTimeOffset.UtcNow;
            var channel = new WatchedChannel { Key = "msteams|19:help@thread.tacv2", Name = "<b>IT</b> help", Mode = WatchMode.Thread, LearnsFrom = now.AddDays(-20), ChangedAt = now.AddDays(-20), Version = 1 };
            db.Add(channel);
            await db.SaveChangesAsync();
            Verdict?[] came = [Verdict.Helped, Verdict.Helped, Verdict.NotHelpful, Verdict.NotHelpful, Verdict.NotHelpful, Verdict.NotHelpful, Verdict.NotHelpful, Verdict.NotHelpful, Verdict.None, null, null];
            for (var at = 0; at < came.Length; at++)
            {
                db.Add(new WatchedQuestion
                {
                    ChannelId = channel.Id,
                    ThreadKey = $"t{at}",
                    MessageId = $"m{at}",
                    At = now.AddDays(-2),
                    Outcome = came[at] is null ? QuestionOutcome.NotSure : QuestionOutcome.Answered,
                    Article = came[at] is null ? null : at == 0 ? "KB7" : "KB12",
                    PersonId = came[at] is null ? null : -1,
                    AnsweredAt = came[at] is null ? null : now.AddDays(-2),
                    Verdict = came[at] ?? Verdict.None,
                });
            }
        });

        var list = await anouk.Opens("/watching");
        Assert.Equal("<b>IT</b> help", list["tbody td a"].TextContent);
        var page = await anouk.Opens("/watching/1");
        Assert.Equal("11 9 2 2 22 %", string.Join(' ', page.Page.QuerySelectorAll(".figures dd").Select(figure => figure.TextContent)));
        Assert.Contains("Keeps quiet", page.Text("#articles + .wide tbody tr:first-child"), StringComparison.Ordinal);
        Assert.Contains("No article was sure enough", page.Html, StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll("form"));

        // Only a manager has the forms, and nobody else can send them.
        page = await helena.Opens("/watching/1");
        var done = await helena.Follows(await helena.Sends(page, "form[action*=Mode]", ("mode", "Direct")));
        Assert.Contains("Answers by direct message", done.Html, StringComparison.Ordinal);
        done = await helena.Follows(await helena.Sends(done, "form[action*=Learn]"));
        Assert.Contains("60 %", done.Text("#articles + .wide tbody tr:first-child"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anouk.Opens("/watching/4711")).Status);
    }
}
