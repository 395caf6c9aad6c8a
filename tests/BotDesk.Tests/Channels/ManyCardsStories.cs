using BotDesk.Channels.BotFramework;
using BotDesk.Policy;
using BotDesk.Tests.Channels.Slack;
using BotDesk.Tests.Changes.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Channels;

/// <summary>
/// A change stands on fifty cards in Teams, Slack and web chats: what is decided shows on all of them as fast as the channels take it, which refuse whatever
/// is more.
/// </summary>
public sealed class ManyCardsStories : IAsyncLifetime
{
    private static readonly TimeSpan MessageInterval = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Approvers = ["mira", "desmond", "helena"];

    private readonly FakeTime _clock = new() { NotesWho = true };
    private FakeSlack _slack = null!;
    private FakeConnector _teams = null!;
    private DeskHost _desk = null!;
    private string _number = "";
    private readonly Dictionary<string, ShownCard> _asked = [];

    public async Task InitializeAsync()
    {
        _slack = await SlackDesk.WorkspaceAsync(_clock, MessageInterval);
        _teams = await FakeConnector.StartAsync(_clock, isStrict: true);
        _desk = await DeskHost.StartAsync(new DeskSetup
        {
            Settings = _slack.Settings,
            Clock = _clock,
            Connector = _teams,
            Services = services => services.Configure<TeamsOptions>(options => options.PaceLocalConnectors = true),
            Replaces = CountedDelivery.Count,
        });
        _desk.Decides(new ApprovalPolicy("normal-change", [new ApprovalStagePolicy("Owner", [.. Approvers], [], null, ApprovalRule.All, Alongside: false)], []));
        await Flows(async () =>
        {
            await Task.WhenAll(Approvers.Select(each => _desk.As(each).Says("hello")));
            _number = (await _desk.As("jonas").PlansChange("Renew the router", "2026-03-10", "20:00", "21:00")).Number;
            foreach (var each in Approvers)
            {
                _asked[each] = await _desk.As(each).IsAsked(_number);
            }
        });
    }

    public async Task DisposeAsync()
    {
        await _desk.DisposeAsync();
        await _teams.DisposeAsync();
        await _slack.DisposeAsync();
    }

    [Fact]
    public async Task A_decision_shows_on_fifty_cards_whatever_the_servers_answer_on_the_way()
    {
        List<CardPlace> places = [];
        await Flows(async () => places =
        [
            .. await Task.WhenAll(Enumerable.Range(0, 10).Select(each => _desk.ShowsInTeams(_number, $"a:jonas-{each}"))),
            .. await Task.WhenAll(Enumerable.Range(0, 10).Select(each => _desk.ShowsInTeams(_number, $"19:room-{each}@thread.tacv2;messageid=1"))),
            .. await Task.WhenAll(Enumerable.Range(0, 20).Select(each => _desk.ShowsInSlack(_slack, _number, $"C0ROOM{each}"))),
            .. await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _desk.ShowsInWebChat(_number))),
        ]);

        // Servers that fail: nothing is lost, and what they ask for is kept to.
        Pass(TimeSpan.FromMinutes(2));
        _teams.WillAnswer("a:jonas-1", new ConnectorAnswer(429, RetryAfter: 7));
        _teams.WillAnswer("a:jonas-2", new ConnectorAnswer(502), new ConnectorAnswer(503));
        _teams.WillAnswer("a:jonas-3", ConnectorAnswer.CutAfterReceipt);
        _slack.WillAnswer("chat.update", new(429, "ratelimited", RetryAfter: 9), new(500), new(200, "internal_error"), new(0));
        var since = _clock.GetUtcNow();
        await Flows(() => Agrees("mira"));
        Assert.All(places, place => Assert.Equal(2, place.Open()));
        var refused = _slack.Calls.First(call => call is { Method: "chat.update", Error: "ratelimited" });
        Assert.DoesNotContain(_slack.Calls, call => call.Method == "chat.update" && call.At > refused.At && call.At < refused.At + TimeSpan.FromSeconds(9));
        Assert.DoesNotContain(_teams.Calls, call => call.ConversationId == "a:jonas-1" && call.At > since && call.At < since + TimeSpan.FromSeconds(7));
        _teams.Forgets();
        _slack.Forgets();

        // Another instance uses the same token: what is too much for both, Slack refuses, and is left alone for as long as it says.
        Pass(TimeSpan.FromMinutes(2));
        _slack.IsCalledByAnother("chat.update", 40);
        await Flows(() => Agrees("desmond"));
        Assert.All(places, place => Assert.Equal(1, place.Open()));
        Assert.All(_slack.Calls.Where(call => call.Error == "ratelimited"), call => Assert.DoesNotContain(_slack.Calls, other => other.Method == "chat.update" && other.At > call.At && other.At < call.At + TimeSpan.FromMinutes(1)));
        _slack.Forgets();

        // The decision: 20 and 20 and 10 are within everybody's limits, so that no time passes at all.
        Pass(TimeSpan.FromMinutes(2));
        var took = await Flows(() => Agrees("helena"));
        Assert.All(places, place => Assert.Contains("\u200e  ·  Approved", place.Text(), StringComparison.Ordinal));
        Assert.Equal(TimeSpan.Zero, took);
        TeamsLimits.AreKept(_teams.Calls);
        _slack.LimitsAreKept();
        Assert.All(places, place => Assert.Equal(1, place.Cards()));
    }

    [Fact]
    public async Task Where_all_of_the_cards_stand_in_one_channel_its_limit_is_used_up_and_kept()
    {
        List<CardPlace> places = [];
        await Flows(async () => places =
        [
            .. await Task.WhenAll(Enumerable.Range(0, 50).Select(each => _desk.ShowsInTeams(_number, $"19:room@thread.tacv2;messageid={each + 1}"))),
            .. await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _desk.ShowsInSlack(_slack, _number, "C0ROOM"))),
        ]);
        Pass(TimeSpan.FromMinutes(2));

        // Two more states while the first one has used the limits up: what has not gone out by then shows the last one alone.
        var since = _clock.GetUtcNow();
        await Flows(() => Agrees("mira"));
        await Agrees("desmond");
        await Agrees("helena");
        await Flows(() => Task.CompletedTask);

        Assert.All(places, place => Assert.Contains("\u200e  ·  Approved", place.Text(), StringComparison.Ordinal));
        Assert.All(places, place => Assert.Equal(1, place.Cards()));
        TeamsLimits.AreKept(_teams.Calls);
        _slack.LimitsAreKept();
        var inTeams = _teams.Calls.Where(call => call.Counted == "19:room@thread.tacv2" && call.At >= since).ToList();
        var inSlack = _slack.Calls.Where(call => call.Method == "chat.update" && call.At >= since).ToList();
        Assert.InRange(inTeams.Count, 100, 149);
        Assert.Equal(100, inSlack.Count);
        Assert.InRange(inTeams[^1].At - since, TimeSpan.Zero, RateLimits.Least(inTeams.Count, TeamsLimits.InConversation) * 1.3);
        Assert.InRange(inSlack[^1].At - since, TimeSpan.Zero, RateLimits.Least(inSlack.Count, (50, TimeSpan.FromMinutes(1))) + TimeSpan.FromSeconds(2));
    }

    private async Task Agrees(string handle)
    {
        var approver = _desk.As(handle);
        await approver.Posts(TeamsTalker.Click(_asked[handle], "Approve"));
    }

    private Task<TimeSpan> Flows(Func<Task> story) => _clock.FlowsFor(_desk, Task.Run(story));

    /// <summary>So long nothing happens.</summary>
    private void Pass(TimeSpan time) => _clock.Advance(time);
}
