using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BotDesk.Data;
using Microsoft.Data.Sqlite;

namespace BotDesk.Benchmarks.Channels;

/// <summary>A change stands on fifty cards in Teams, Slack and web chats: how long its decision takes to show on all of them.</summary>
internal static class CardLoad
{
    private const int InTeams = 20;
    private const int InSlack = 20;
    private const int InWebChat = 10;
    private const string Jonas = "jonas.achterberg@larkfield.example.com";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1.5);

    /// <param name="options"><c>--crowded</c>: all of Teams' cards stand in one channel, and all of Slack's in another; <c>--kill</c> in the middle; and the folder of a published desk.</param>
    public static async Task<int> RunAsync(string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("botdesk-benchmark-").FullName;
        try
        {
            // Touching the desk's provider first makes SQLite load as it does there.
            _ = SqliteProvider.Version();
            await using var servers = await ChannelServers.StartAsync();
            servers.Members["U0JONAS"] = Jonas;
            var settings = new Dictionary<string, string>(SlackEvents.Settings(servers)) { ["Channels__Teams__PaceLocalConnectors"] = "true" };
            await using var desk = await BenchedDesk.StartAsync(folder, options.FirstOrDefault(option => !option.StartsWith("--", StringComparison.Ordinal)), settings);
            await MeasureAsync(desk, servers, folder, options.Contains("--crowded"), options.Contains("--kill"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(BenchedDesk desk, ChannelServers servers, string folder, bool isCrowded, bool kills)
    {
        using var filed = await desk.Http.PostAsJsonAsync("api/changes", new
        {
            requester = "jonas",
            title = "Open a port",
            description = "443 to the proxy",
            why = "Updates",
            service = "network",
            plannedStart = "2090-03-01T18:00:00Z",
            plannedEnd = "2090-03-01T19:00:00Z",
            risk = "low",
            rollBack = "Close it",
        });
        var number = (await filed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString()!;
        await DecideAsync(desk, number, "mira");
        foreach (var place in Enumerable.Range(0, InTeams))
        {
            var conversation = isCrowded ? $"19:room@thread.tacv2;messageid={place + 1}" : $"a:jonas-{place}";
            using var sent = await desk.Http.PostAsJsonAsync("api/messages", Message(servers, conversation, number, place));
            sent.EnsureSuccessStatusCode();
        }

        foreach (var place in Enumerable.Range(0, InSlack))
        {
            var body = SlackEvents.Message("U0JONAS", isCrowded ? "C0ROOM" : $"C0ROOM{place}", string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{place:000000}"), number);
            using var request = SlackEvents.Signed(body, 0);
            using var sent = await desk.Http.SendAsync(request);
            sent.EnsureSuccessStatusCode();
        }

        await WebChatsAsync(desk, folder, number);
        await UntilAsync(() => servers.Shown.Count(shown => !shown.IsUpdate && shown.Content.Contains(number, StringComparison.Ordinal)) >= InTeams + InSlack && InWeb(folder, number) >= InWebChat, () => $"the cards; there are {servers.Shown.Count(shown => shown.Where[0] != 'C')} messages in Teams, {servers.Shown.Count(shown => shown.Where[0] == 'C')} in Slack, {InWeb(folder, number)} in web chats; the last is {servers.Shown.LastOrDefault()?.Content}");
        await Task.Delay(TimeSpan.FromSeconds(isCrowded ? 31 : 3));

        // What Jonas is told because of it, beside his cards, is not counted.
        var cards = servers.Shown.Where(shown => !shown.IsUpdate && shown.Content.Contains(number, StringComparison.Ordinal)).Select(shown => (shown.Where, shown.Id)).ToHashSet();
        var (machine, cpu, refused, since) = (new Machine(), desk.Cpu, servers.Refused, servers.Now);
        await DecideAsync(desk, number, "desmond");
        var killedAt = "";
        if (kills)
        {
            await UntilAsync(() => Approved().Count > 0, () => "the first card");
            await desk.KillAsync();
            killedAt = string.Create(CultureInfo.InvariantCulture, $"; killed when {Approved().Count} showed it");
            await desk.StartAgainAsync();
        }

        TimeSpan? web = null;
        await UntilAsync(
            () =>
            {
                web ??= InWeb(folder, "Approved") >= InWebChat ? servers.Now : null;
                return Approved().Count == cards.Count && web is not null;
            },
            () => "the decision on all cards");
        await Task.Delay(TimeSpan.FromSeconds(2));
        var used = desk.Cpu - cpu;
        var last = Approved().GroupBy(each => each.Key.Where[0] == 'C').ToDictionary(group => group.Key, group => group.Max(each => each.Value) - since);
        var twice = servers.Shown.Count(shown => !shown.IsUpdate && shown.At >= since && cards.Any(card => card.Where == shown.Where) && shown.Content.Contains("changes/change", StringComparison.Ordinal));
        Print($"{cards.Count + InWebChat} cards{(isCrowded ? ", those of a channel all in one place" : "")}: Teams {last[false].TotalSeconds:0.00} s, Slack {last[true].TotalSeconds:0.00} s, web chats {(web!.Value - since).TotalSeconds:0.00} s; {servers.Refused - refused} calls were too many, {twice} cards shown again{killedAt}; {used.TotalMilliseconds:0} ms CPU, other programs used {machine.Others(used):0.0} cores");

        // When each card came to show it first.
        Dictionary<(string Where, string Id), TimeSpan> Approved() => servers.Shown.Where(shown => shown.IsUpdate && cards.Contains((shown.Where, shown.Id)) && shown.Content.Contains("Approved", StringComparison.Ordinal))
            .GroupBy(shown => (shown.Where, shown.Id)).ToDictionary(group => group.Key, group => group.Min(shown => shown.At));
    }

    private static async Task DecideAsync(BenchedDesk desk, string number, string who)
    {
        using var decided = await desk.Http.PostAsJsonAsync($"api/changes/{number}/approve", new Dictionary<string, string> { ["as"] = who });
        decided.EnsureSuccessStatusCode();
    }

    private static object Message(ChannelServers servers, string conversation, string number, int id) => new
    {
        type = "message",
        id = $"m{id}",
        channelId = "msteams",
        serviceUrl = servers.Teams,
        text = $"<at>BotDesk</at> {number}",
        from = new { id = "29:jonas", name = "Jonas" },
        recipient = new { id = "28:desk", name = "BotDesk" },
        conversation = new { id = conversation, conversationType = conversation.StartsWith("19:", StringComparison.Ordinal) ? "channel" : "personal", isGroup = conversation.StartsWith("19:", StringComparison.Ordinal), tenantId = "tenant" },
        entities = new[] { new { type = "mention", text = "<at>BotDesk</at>", mentioned = new { id = "28:desk", name = "BotDesk" } } },
    };

    private static async Task WebChatsAsync(BenchedDesk desk, string folder, string number)
    {
        var jonas = Query(folder, "SELECT id FROM people WHERE handle = 'jonas'", "");
        foreach (var _ in Enumerable.Range(0, InWebChat))
        {
            using var generated = await desk.Http.PostAsJsonAsync("v3/directline/tokens/generate", new { user = new { id = $"dl_{jonas}", name = "Jonas" } });
            var token = (await generated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
            using var start = new HttpRequestMessage(HttpMethod.Post, "v3/directline/conversations") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            using var started = await desk.Http.SendAsync(start);
            var conversation = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conversationId").GetString()!;
            using var say = new HttpRequestMessage(HttpMethod.Post, $"v3/directline/conversations/{conversation}/activities")
            {
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
                Content = JsonContent.Create(new { type = "message", text = number, from = new { id = "whoever" } }),
            };
            using var said = await desk.Http.SendAsync(say);
            said.EnsureSuccessStatusCode();
        }
    }

    /// <summary>In how many web chats a card shows these words.</summary>
    private static long InWeb(string folder, string words) =>
        Query(folder, "SELECT count(DISTINCT conversation_id) FROM webchat_activities JOIN webchat_conversations ON webchat_conversations.id = conversation_id WHERE user_id = 'dl_' || (SELECT id FROM people WHERE handle = 'jonas') AND CAST(activity AS TEXT) LIKE '%adaptive%' AND CAST(activity AS TEXT) LIKE '%' || $words || '%'", words);

    private static long Query(string folder, string sql, string words)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "desk.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$words", words);
        return (long)command.ExecuteScalar()!;
    }

    private static async Task UntilAsync(Func<bool> isSo, Func<string> what)
    {
        for (var since = System.Diagnostics.Stopwatch.StartNew(); !isSo(); await Task.Delay(5))
        {
            if (since.Elapsed > Patience)
            {
                throw new TimeoutException($"Waited for {what()}.");
            }
        }
    }

    private static void Print(FormattableString line) => System.Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
