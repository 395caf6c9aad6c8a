using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotDesk.Benchmarks.Channels;

/// <summary>
/// Signed Slack events at a steady rate, whatever the desk does: how soon each is acknowledged, counted from the moment at which it was due, and whether
/// each is answered, once. Every 50th is sent twice.
/// </summary>
internal static partial class EventLoad
{
    private const int RepeatEvery = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(4);

    // When Slack sends again what it was not told to be taken (https://docs.slack.dev/apis/events-api#retries).
    private static readonly TimeSpan[] Retries = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];
    private static readonly string[] Sentences = ["INC{0}", "hello", "INC{0}", "my tickets", "INC{0}", "the printer on floor 3 shows a paper jam but there is no paper inside"];

    /// <param name="options"><c>--rate N</c> a second (200), <c>--seconds N</c> (60), <c>--people N</c> who write (400), <c>--kill</c> in the middle; and the folder of a published desk.</param>
    public static async Task<int> RunAsync(string[] options)
    {
        var (rate, seconds, people) = (Number("--rate", 200), Number("--seconds", 60), Number("--people", 400));
        var published = options.Where((option, at) => !option.StartsWith("--", StringComparison.Ordinal) && (at == 0 || options[at - 1] is "--kill" || !options[at - 1].StartsWith("--", StringComparison.Ordinal))).FirstOrDefault();
        await BareAsync(rate, Math.Min(seconds, 20), people);
        var folder = Directory.CreateTempSubdirectory("botdesk-benchmark-").FullName;
        try
        {
            await using var servers = await ChannelServers.StartAsync();
            for (var person = 0; person < people; person++)
            {
                servers.Members[User(person)] = $"{User(person)}@larkfield.example.com";
            }

            await using var desk = await BenchedDesk.StartAsync(folder, published, SlackEvents.Settings(servers));
            await new Run(desk, rate, WarmUp, people, first: 0).SendAsync(kill: false);
            await SettledAsync(servers);
            var before = servers.Shown.Count;
            var run = new Run(desk, rate, TimeSpan.FromSeconds(seconds), people, first: 1_000_000);
            Report("desk", await run.SendAsync(options.Contains("--kill")), run);
            await SettledAsync(servers);
            Answers(run, [.. servers.Shown.Skip(before)], servers);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;

        int Number(string name, int otherwise) => Array.IndexOf(options, name) is >= 0 and var at ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>The least that a server can do: it verifies the signature and answers.</summary>
    public static async Task<int> ServeBareAsync(string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder(arguments);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/slack/events", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            return SlackEvents.Sign(request.Headers["X-Slack-Request-Timestamp"]!, body.ToArray()) == request.Headers["X-Slack-Signature"] ? Results.Ok() : Results.Unauthorized();
        });
        await app.RunAsync();
        return 0;
    }

    private static string User(int person) => string.Create(CultureInfo.InvariantCulture, $"U{person:0000}");

    private static async Task BareAsync(int rate, int seconds, int people)
    {
        var folder = Directory.CreateTempSubdirectory("botdesk-benchmark-").FullName;
        await using var bare = await BenchedDesk.StartBareAsync(folder);
        await new Run(bare, rate, TimeSpan.FromSeconds(2), people, first: 0).SendAsync(kill: false);
        var run = new Run(bare, rate, TimeSpan.FromSeconds(seconds), people, first: 1_000_000);
        Report("a server that only verifies", await run.SendAsync(kill: false), run);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Ends when nothing has come for a while.</summary>
    private static async Task SettledAsync(ChannelServers servers)
    {
        var (count, since, still) = (-1, Stopwatch.StartNew(), Stopwatch.StartNew());
        while (still.Elapsed < TimeSpan.FromSeconds(8) && since.Elapsed < Settle)
        {
            if (servers.Shown.Count != count)
            {
                (count, still) = (servers.Shown.Count, Stopwatch.StartNew());
            }

            await Task.Delay(100);
        }
    }

    private static void Report(string what, (TimeSpan Cpu, double Others, TimeSpan Away) used, Run run)
    {
        var times = run.Sent.Values.Where(sent => sent.Took is not null).Select(sent => sent.Took!.Value.TotalMilliseconds).Order().ToList();
        Print($"{what}: {run.Sent.Count} events; acknowledged after p50 {times[times.Count / 2]:0.0} ms, p99 {times[(int)(times.Count * 0.99)]:0.0} ms, at most {times[^1]:0} ms; {run.Sent.Count - times.Count} not at the first try; {used.Cpu.TotalMilliseconds / run.Sent.Count:0.00} ms CPU each; other programs used {used.Others:0.0} cores{(used.Away > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"; killed, and ready again after {used.Away.TotalSeconds:0.0} s") : "")}");
    }

    private static void Answers(Run run, List<Shown> shown, ChannelServers servers)
    {
        var numbers = shown.Where(each => !each.IsUpdate).Select(each => AskedFor().Match(each.Content)).Where(match => match.Success).GroupBy(match => match.Groups["number"].Value).ToDictionary(group => group.Key, group => group.Count());
        var asked = run.Sent.Values.Where(sent => sent.Number is not null).ToList();
        var perPerson = shown.Where(each => !each.IsUpdate).GroupBy(each => each.Where).ToDictionary(group => group.Key, group => group.Count());
        var wanted = run.Sent.Values.GroupBy(sent => sent.Channel).ToDictionary(group => group.Key, group => group.Count());
        var late = run.Sent.Values.Count(sent => !sent.IsTaken);
        Print($"answers: {run.Sent.Count - late} events taken, {wanted.Sum(each => Math.Max(0, each.Value - perPerson.GetValueOrDefault(each.Key)))} lost and {wanted.Sum(each => Math.Max(0, perPerson.GetValueOrDefault(each.Key) - each.Value))} too many, counted by person; of {asked.Count} with a number of their own {asked.Count(each => !numbers.ContainsKey(each.Number!))} unanswered and {asked.Count(each => numbers.GetValueOrDefault(each.Number!) > 1)} answered twice; {late} never taken; Slack refused {servers.Refused} calls, and was asked {servers.Asked} times what stands there; all settled");
    }

    private static void Print(FormattableString line) => System.Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"INC(?<number>\d{7})")]
    private static partial Regex AskedFor();

    private sealed record Sent(string Channel, string? Number)
    {
        /// <summary>From when it was due until it was acknowledged; null where that took a second try.</summary>
        public TimeSpan? Took { get; set; }

        public bool IsTaken { get; set; }
    }

    private sealed class Run(BenchedDesk desk, int rate, TimeSpan time, int people, int first)
    {
        public ConcurrentDictionary<int, Sent> Sent { get; } = new();

        public async Task<(TimeSpan Cpu, double Others, TimeSpan Away)> SendAsync(bool kill)
        {
            var (machine, cpu, start, count, under) = (new Machine(), desk.Cpu, Stopwatch.GetTimestamp(), (int)(rate * time.TotalSeconds), new List<Task>());
            var (killing, away) = (Task.CompletedTask, TimeSpan.Zero);
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            for (var sent = 0; sent < count; await tick.WaitForNextTickAsync())
            {
                for (; sent < count && sent <= Stopwatch.GetElapsedTime(start).TotalSeconds * rate; sent++)
                {
                    under.Add(EventAsync(sent, start));
                    if (kill && sent == count / 2)
                    {
                        killing = Task.Run(async () =>
                        {
                            await desk.KillAsync();
                            var since = Stopwatch.StartNew();
                            await desk.StartAgainAsync();
                            away = since.Elapsed;
                        });
                    }
                }
            }

            await Task.WhenAll(under.Append(killing));
            var used = desk.Cpu - cpu;
            return (used, machine.Others(used), away);
        }

        private async Task EventAsync(int number, long start)
        {
            var due = TimeSpan.FromSeconds((double)number / rate);
            var (user, sentence) = (User(number % people), Sentences[number / people % Sentences.Length]);
            var own = (1_000_000 + first + number).ToString(CultureInfo.InvariantCulture);
            var sent = Sent[number] = new Sent("D" + user[1..], sentence.Contains("{0}", StringComparison.Ordinal) ? own : null);
            var body = SlackEvents.Message(user, sent.Channel, string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{(first + number) % 1_000_000:000000}"), string.Format(CultureInfo.InvariantCulture, sentence, own));
            if (await TryAsync(body, 0))
            {
                (sent.Took, sent.IsTaken) = (Stopwatch.GetElapsedTime(start) - due, true);
                if (number % RepeatEvery == 0)
                {
                    await TryAsync(body, 1);
                }

                return;
            }

            for (var retry = 0; retry < Retries.Length && !sent.IsTaken; retry++)
            {
                await Task.Delay(Retries[retry]);
                sent.IsTaken = await TryAsync(body, retry + 1);
            }
        }

        private async Task<bool> TryAsync(byte[] body, int retry)
        {
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
                using var request = SlackEvents.Signed(body, retry);
                using var response = await desk.Http.SendAsync(request, patience.Token);
                return response.IsSuccessStatusCode;
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
            {
                return false;
            }
        }
    }
}
