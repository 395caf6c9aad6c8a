using System.Diagnostics;
using System.Globalization;
using BotDesk.Changes;
using BotDesk.Changes.Calendar;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotDesk.Benchmarks.Changes;

/// <summary>
/// How long it takes to find what is in the way of a change among many that are scheduled, by the desk's own operation on a SQLite file; the
/// baseline beside it reads all of them and looks at each.
/// </summary>
internal static class CollisionSpeed
{
    private const int Checks = 200;

    /// <param name="count">How many changes are scheduled over the next year.</param>
    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("botdesk-benchmark-").FullName;
        try
        {
            var builder = BotDesk.DeskHost.CreateBuilder(["--environment", "Development", "--urls", "http://127.0.0.1:0", "--BotDesk:DataDirectory", folder]);
            builder.Logging.ClearProviders();
            var policy = PolicyFile.Load(Path.Combine(AppContext.BaseDirectory, "Demo", "desk.yaml")).Policy!;
            await using var app = await BotDesk.DeskHost.OpenAsync(builder, policy, BotDesk.Conversation.Understanding.Understander.CreateAsync(), CancellationToken.None);
            await app.StartAsync();
            await FillAsync(app, policy, count);
            await MeasureAsync(app, policy, count);
            await app.StopAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task FillAsync(WebApplication app, DeskPolicy policy, int count) => app.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
    {
        var db = scope.GetRequiredService<DeskDb>();
        var people = await db.Set<Person>().OrderBy(person => person.Id).Select(person => person.Id).ToListAsync();
        var (random, now) = (new Random(1), DateTimeOffset.UtcNow);
        for (var each = 0; each < count; each++)
        {
            var start = now.AddMinutes(random.Next(365 * 24 * 60));
            var change = new Change
            {
                Number = string.Create(CultureInfo.InvariantCulture, $"CHG{100_000 + each}"),
                Title = "A change among many",
                Description = "",
                Why = "",
                RollBack = "",
                RequesterId = people[random.Next(people.Count)],
                ImplementerId = people[random.Next(people.Count)],
                Service = policy.Services[random.Next(policy.Services.Length)].Key,
                Items = string.Create(CultureInfo.InvariantCulture, $"srv-{random.Next(500)}"),
                Environment = "production",
                PlannedStart = start,
                PlannedEnd = start.AddMinutes(random.Next(30, 600)),
                OpenedAt = now,
            };
            _ = change.Move(ChangeMove.Assess, now);
            _ = change.Move(ChangeMove.Schedule, now);
            db.Add(change);
        }

        await db.SaveChangesAsync();
    });

    private static async Task MeasureAsync(WebApplication app, DeskPolicy policy, int count)
    {
        var (random, found) = (new Random(2), 0);
        var asked = Enumerable.Range(0, Checks).Select(_ => DateTimeOffset.UtcNow.AddMinutes(random.Next(365 * 24 * 60))).Select(start => new PlannedChange(
            "", "", [policy.Services[random.Next(policy.Services.Length)].Key], [$"srv-{random.Next(500)}"], random.Next(1, 13), new Window(start, start.AddHours(2)))).ToList();
        var indexed = await TimeAsync(app, asked, async (scope, change) => found += (await scope.GetRequiredService<ChangeConflicts>().FindAsync(change, "production")).Collisions.Count);
        var free = await TimeAsync(app, asked, async (scope, change) => await scope.GetRequiredService<ChangeConflicts>().NextFreeAsync(change, "production", DateTimeOffset.UtcNow));
        var everything = await TimeAsync(app, asked[..20], async (scope, change) =>
        {
            var all = await scope.GetRequiredService<DeskDb>().Set<Change>().AsNoTracking().ToListAsync();
            _ = Collisions.Find(change, policy.RelatedTo(change.Services), all.Select(each => each.AsPlanned()));
        });
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} scheduled changes, {found / (double)Checks / 2:0.0} collisions a check on average (milliseconds)"));
        Print("what is in the way: freezes, maintenance, collisions", indexed);
        Print("the next free window", free);
        Print("baseline: read all, look at each", everything);
    }

    /// <summary>Milliseconds of each, in order, after all have run once to warm up.</summary>
    private static async Task<List<double>> TimeAsync(WebApplication app, List<PlannedChange> asked, Func<IServiceProvider, PlannedChange, Task> operation)
    {
        var times = new List<double>();
        foreach (var run in new[] { 0, 1 })
        {
            foreach (var change in asked)
            {
                await using var scope = app.Services.CreateAsyncScope();
                var before = Stopwatch.GetTimestamp();
                await operation(scope.ServiceProvider, change);
                if (run == 1)
                {
                    times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
                }
            }
        }

        return [.. times.Order()];
    }

    private static void Print(string what, List<double> times) => System.Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {what,-55} median {times[times.Count / 2],7:0.00}   99 of 100 {times[(times.Count * 99 / 100) - (times.Count < 100 ? 1 : 0)],7:0.00}   most {times[^1],7:0.00}"));
}
