using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BotDesk.Tests.Changes.Chat;
using BotDesk.Tests.Processes;
using Microsoft.Data.Sqlite;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>A kill -9 while Slack sends events and while a decision is on its way to fifty cards: afterwards each event is answered once, and each card is right.</summary>
public sealed partial class SlackKillTests : IDisposable
{
    private const int People = 12;
    private const int Each = 6;

    private readonly string _data = Directory.CreateTempSubdirectory("botdesk-slack-").FullName;
    private readonly TaskCompletionSource _shut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DeskProcess> _again = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task In_the_middle_of_a_stream_of_events_and_of_fifty_cards()
    {
        await using var slack = await SlackDesk.WorkspaceAsync();
        await using var teams = await FakeConnector.StartAsync(isStrict: true);
        var settings = new Dictionary<string, string>(slack.Settings) { ["Channels:Teams:PaceLocalConnectors"] = "true" };
        var (places, click) = await FiftyCards(slack, teams, settings);
        (slack.Updates, teams.Updates) = (new Gate(8), new Gate(8));

        await using var first = await DeskProcess.StartAsync(_data, settings);
        var acknowledged = 0;
        var streams = Enumerable.Range(0, People).Select(person => Task.Run(async () =>
        {
            slack.Knows(new SlackUser($"U0P{person}", $"Person {person}", null));
            for (var number = 0; number < Each; number++)
            {
                // Half come before, the others at the very moment, but for the last, which find nobody.
                await (number < Each / 2 ? Task.CompletedTask : number < Each - 1 ? _shut.Task : _killed.Task);
                await Sends(slack, first, person, number);
                Interlocked.Increment(ref acknowledged);
            }
        })).ToList();
        using (var content = new StringContent(click.ToJsonString(), Encoding.UTF8, "application/json"))
        using (var decided = await first.Http.PostAsync("/api/messages", content))
        {
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        }

        await Task.WhenAll(slack.Updates.IsShut, teams.Updates.IsShut);
        _shut.SetResult();
        await Eventually.Is(() => Task.FromResult(Volatile.Read(ref acknowledged)), count => count > People * Each / 2);
        await first.KillAsync();
        _killed.SetResult();
        (slack.Updates, teams.Updates) = (null, null);
        await using var last = await DeskProcess.StartAsync(_data, settings);
        _again.SetResult(last);
        await Task.WhenAll(streams);

        await slack.Screen.WaitFor(screen => Answers(screen).Count >= People * Each ? screen : null, "the answers to all of the events");
        await Eventually.Is(() => Task.FromResult(Rows("SELECT count(*) || '' FROM outbox WHERE done_at IS NULL")[0]), left => left == "0");

        // Each once, and in everybody's own order.
        Assert.Equal(
            Enumerable.Range(0, People).SelectMany(person => Enumerable.Range(0, Each).Select(number => (person, number))),
            Answers(slack.Screen).OrderBy(answer => answer.Person));

        // Each card right, none shown a second time; what was under way when it was killed was sent again, and no limit was passed.
        Assert.All(places.Where(place => !place.Key.StartsWith("webchat|", StringComparison.Ordinal)), place => Assert.Contains("\u200e  ·  Approved", place.Text(), StringComparison.Ordinal));
        Assert.All(places.Where(place => place.Key.StartsWith("webchat|", StringComparison.Ordinal)), place => Assert.Contains("Approved", Rows($"SELECT activity FROM webchat_activities WHERE conversation_id = '{place.Key["webchat|".Length..]}' ORDER BY sequence DESC LIMIT 1")[0], StringComparison.Ordinal));
        Assert.All(places, place => Assert.Equal(1, place.Cards()));
        TeamsLimits.AreKept(teams.Calls);
        slack.LimitsAreKept();
    }

    /// <summary>A desk that knows twenty places in Teams, twenty in Slack and ten web chats, and was stopped.</summary>
    /// <returns>The places, and the last click that is needed.</returns>
    private async Task<(List<CardPlace> Places, JsonObject Click)> FiftyCards(FakeSlack slack, FakeConnector teams, IReadOnlyDictionary<string, string> settings)
    {
        await using var desk = await DeskHost.StartAsync(new DeskSetup { DataDirectory = _data, Settings = settings, Connector = teams });
        var (jonas, mira, desmond) = (desk.As("jonas"), desk.As("mira"), desk.As("desmond"));
        await mira.Says("hello");
        await desmond.Says("hello");
        var number = (await jonas.AsksForChange()).Number;
        await mira.Clicks(await mira.IsAsked(number), "Approve");
        var asked = await desmond.IsAsked(number);
        List<CardPlace> places =
        [
            .. await Task.WhenAll(Enumerable.Range(0, 20).Select(each => desk.ShowsInTeams(number, each < 10 ? $"a:jonas-{each}" : $"19:room-{each}@thread.tacv2;messageid=1"))),
            .. await Task.WhenAll(Enumerable.Range(0, 20).Select(each => desk.ShowsInSlack(slack, number, $"C0ROOM{each}"))),
            .. await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => desk.ShowsInWebChat(number))),
        ];
        return (places, desmond.Filled(TeamsTalker.Click(asked, "Approve")));
    }

    /// <summary>Sends an event, and again where it was not acknowledged, as Slack does.</summary>
    private async Task Sends(FakeSlack slack, DeskProcess desk, int person, int number)
    {
        var message = new JsonObject
        {
            ["type"] = "message",
            ["channel_type"] = "im",
            ["user"] = $"U0P{person}",
            ["channel"] = $"D0P{person}",
            ["ts"] = $"1771234{number:000}.{person:000000}",
            ["text"] = $"INC9{person:00}{number}",
        };
        if (!await IsTaken(desk, 0))
        {
            Assert.True(await IsTaken(await _again.Task, 1));
        }

        async Task<bool> IsTaken(DeskProcess by, int retry)
        {
            try
            {
                return (await new SlackSender(by.Http, slack).Event(message, $"Ev{person}-{number}", retry)).Status == HttpStatusCode.OK;
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                return false;
            }
        }
    }

    private static List<(int Person, int Number)> Answers(SlackScreen screen) =>
    [
        .. screen.Messages.Select(message => Answered().Match(message.Text)).Where(match => match.Success)
            .Select(match => (int.Parse(match.Groups["person"].ValueSpan, null), int.Parse(match.Groups["number"].ValueSpan, null))),
    ];

    private List<string> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "desk.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetFieldType(0) == typeof(byte[]) ? Encoding.UTF8.GetString((byte[])reader.GetValue(0)) : reader.GetString(0));
        }

        return rows;
    }

    [GeneratedRegex(@"INC9(?<person>\d\d)(?<number>\d)\b")]
    private static partial Regex Answered();
}
