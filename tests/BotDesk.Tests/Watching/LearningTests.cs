using BotDesk.Watching;

namespace BotDesk.Tests.Watching;

/// <summary>When the bot keeps quiet, in the numbers of README.md.</summary>
public sealed class LearningTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 1, 0, false)]
    [InlineData(0, 2, 0, true)]
    [InlineData(0, 0, 7, false)]
    [InlineData(0, 0, 8, true)] // silence is weaker than "not helpful"
    [InlineData(1, 2, 0, false)]
    [InlineData(1, 3, 0, false)]
    [InlineData(1, 4, 0, true)]
    [InlineData(5, 9, 0, false)]
    public void An_article_that_did_not_help_is_not_said_any_more(int helped, int not, int ignored, bool isQuiet) =>
        Assert.Equal(isQuiet, Learning.IsQuiet(Learning.ShareOf("KB1", Past(helped, not, ignored), Now)));

    [Fact]
    public void A_channel_in_which_little_helped_needs_surer_articles()
    {
        Assert.Equal(0.94, Learning.NeededAt(Learning.ShareOf([], Now)), 6);
        Assert.Equal(0.965, Learning.NeededAt(Learning.ShareOf(Past(0, 2, 0), Now)), 6);
        Assert.Equal(0.99, Learning.NeededAt(Learning.ShareOf(Past(0, 8, 0), Now)), 6);
        Assert.Equal((false, false), Learning.Decide("KB2", 0.95, Past(0, 2, 0), Now));
        Assert.Equal((true, false), Learning.Decide("KB2", 0.97, Past(0, 2, 0), Now));
    }

    [Fact]
    public void What_is_open_deleted_or_withdrawn_counts_as_it_should()
    {
        PastAnswer open = new("KB1", Now.AddHours(-23), true, Verdict.None), withdrawn = open with { Verdict = Verdict.Withdrawn }, deleted = open with { Verdict = Verdict.Deleted };

        Assert.Equal(0.6, Learning.ShareOf("KB1", [open, withdrawn], Now), 6);
        Assert.Equal(0.3, Learning.ShareOf("KB1", [deleted, deleted], Now), 6);
        Assert.Equal(0.6, Learning.ShareOf("KB2", [deleted, deleted], Now), 6);
    }

    [Fact]
    public void The_tenth_time_it_tries_and_only_then()
    {
        var past = Past(0, 2, 0);
        for (var at = 1; at < Learning.TryEvery; at++)
        {
            Assert.Equal((false, false), Learning.Decide("KB1", 0.99, past, Now));
            past.Add(new PastAnswer("KB1", Now.AddMinutes(-60 + at), false, Verdict.None));
        }

        Assert.Equal((true, true), Learning.Decide("KB1", 0.99, past, Now));
        past.Add(new PastAnswer("KB1", Now, true, Verdict.NotHelpful));
        Assert.Equal((false, false), Learning.Decide("KB1", 0.99, past, Now));
    }

    private static List<PastAnswer> Past(int helped, int not, int ignored) =>
        [.. Enumerable.Repeat(Verdict.Helped, helped).Concat(Enumerable.Repeat(Verdict.NotHelpful, not)).Concat(Enumerable.Repeat(Verdict.None, ignored))
            .Select(verdict => new PastAnswer("KB1", Now.AddDays(-2), true, verdict))];
}
