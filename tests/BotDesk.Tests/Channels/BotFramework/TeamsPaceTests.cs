using BotDesk.Channels.BotFramework;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>What goes to Teams stays below what Teams takes, and in order.</summary>
public class TeamsPaceTests : DeskStories
{
    private const string Teams = "https://smba.example.com/emea/";
    private static readonly (int Count, TimeSpan Window)[] TeamsTakes =
        [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1_800, TimeSpan.FromHours(1))];

    private readonly FakeTime _clock = new();

    [Fact]
    public async Task A_conversation_gets_less_than_Teams_takes_in_any_span_of_time()
    {
        var pace = Pace();
        var sent = new List<DateTimeOffset>();

        while (sent.Count < 2_500)
        {
            sent.Add(await Pass(pace, "a:jonas"));
        }

        foreach (var (count, window) in TeamsTakes)
        {
            Assert.All(sent.Skip(count - 1).Zip(sent), pair => Assert.True(pair.First - pair.Second > window, $"{count} within {pair.First - pair.Second}"));
        }
    }

    [Fact]
    public async Task The_whole_app_sends_no_more_in_a_second_than_is_set()
    {
        var pace = Pace(new TeamsOptions { RequestsPerSecond = 10 });
        var sent = new List<DateTimeOffset>();

        foreach (var number in Enumerable.Range(0, 100))
        {
            sent.Add(await Pass(pace, $"a:{number}"));
        }

        Assert.All(sent.Skip(10).Zip(sent), pair => Assert.True(pair.First - pair.Second >= TimeSpan.FromSeconds(1)));
        Assert.True(sent[^1] - sent[0] < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_connector_on_this_machine_is_not_spared()
    {
        var pace = Pace();

        foreach (var _ in Enumerable.Range(0, 100))
        {
            Assert.Null(await pace.WaitAsync("msteams", "http://localhost:56150/_connector", "a:jonas", CancellationToken.None));
            Assert.Null(await pace.WaitAsync("emulator", Teams, "a:jonas", CancellationToken.None));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    public void More_than_Teams_takes_is_refused_at_the_start(int perSecond) =>
        Assert.Contains("from 1 to 50", new TeamsOptionsCheck().Validate(null, new TeamsOptions { RequestsPerSecond = perSecond }).FailureMessage, StringComparison.Ordinal);

    [Story]
    public async Task What_is_said_quickly_arrives_slowly_and_in_order()
    {
        await using var desk = await StartDesk(new DeskSetup { Clock = _clock, Services = services => services.Configure<TeamsOptions>(options => options.PaceLocalConnectors = true) });
        var jonas = desk.As("jonas");
        var waits = _clock.Awaited(TimeSpan.FromSeconds(1.1));

        var replies = Enumerable.Range(0, 9).Select(_ => jonas.Says("my tickets")).ToList();
        await waits;
        Assert.Equal(6, jonas.Shown.Count);
        var more = _clock.Awaited(TimeSpan.FromSeconds(1.1));
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        await more;
        Assert.Equal(7, jonas.Shown.Count);
        Assert.NotEmpty((await desk.As("mira").Says("hello")).Everything);
        _clock.Advance(TimeSpan.FromSeconds(1.1));

        await Task.WhenAll(replies);
        var arrived = await desk.Rows<string>("SELECT activity_id FROM inbox WHERE conversation_key = @ConversationKey ORDER BY id", new { jonas.ConversationKey });
        Assert.Equal(arrived, jonas.Shown.Select(shown => shown.ReplyToId));
    }

    private TeamsPace Pace(TeamsOptions? options = null) => new(Options.Create(options ?? new TeamsOptions()), _clock);

    /// <summary>Lets one thing go to a conversation, and time pass until it may.</summary>
    /// <returns>When it went.</returns>
    private async Task<DateTimeOffset> Pass(TeamsPace pace, string conversation)
    {
        while (true)
        {
            var going = pace.WaitAsync("msteams", Teams, conversation, CancellationToken.None);
            while (!going.IsCompleted)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(50));
            }

            if (await going is not { } wait)
            {
                return _clock.GetUtcNow();
            }

            _clock.Advance(wait);
        }
    }
}
