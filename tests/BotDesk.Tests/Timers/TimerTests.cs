using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Timers;

/// <summary>What is due happens once, not before its time, and whatever happens to the process in between.</summary>
public class TimerTests : DeskStories
{
    private const string Kind = "test.fire";
    private readonly FakeTime _clock = new();

    [Story]
    public async Task It_fires_when_it_is_due_and_not_before_also_when_an_earlier_one_is_set_later()
    {
        await using var desk = await Start();
        await Set(desk, "late", TimeSpan.FromHours(3));
        await Set(desk, "early", TimeSpan.FromMinutes(10));

        _clock.Advance(TimeSpan.FromMinutes(10));
        await Fired(desk, "early");
        await Set(desk, "at once", TimeSpan.Zero);
        await Fired(desk, "early", "at once");
        _clock.Advance(TimeSpan.FromHours(3));
        await Fired(desk, "early", "at once", "late");

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM timers WHERE kind = @Kind", new { Kind }));
    }

    [Story]
    public async Task It_is_one_per_kind_subject_and_name_and_is_set_moved_and_cancelled_with_what_it_is_about()
    {
        await using var desk = await Start();
        await Set(desk, "moved", TimeSpan.FromMinutes(1));
        await Set(desk, "moved", TimeSpan.FromMinutes(5));
        await Set(desk, "named", TimeSpan.FromMinutes(1), "one");
        await Set(desk, "named", TimeSpan.FromMinutes(1), "two");
        await Set(desk, "cancelled", TimeSpan.FromMinutes(1), "one");
        await Set(desk, "cancelled", TimeSpan.FromMinutes(1), "two");
        await Write(desk, timers => timers.CancelAsync(Kind, "cancelled"));
        await Write(desk, timers => timers.CancelAsync(Kind, "named", "two"));
        await Assert.ThrowsAsync<TimeoutException>(() => Write(desk, async timers =>
        {
            await timers.SetAsync(Kind, "never committed", _clock.GetUtcNow());
            throw new TimeoutException();
        }));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await Fired(desk, "named/one");
        _clock.Advance(TimeSpan.FromMinutes(4));
        await Fired(desk, "named/one", "moved");
    }

    [Story]
    public async Task One_whose_handler_fails_is_tried_again_later_and_holds_up_no_other()
    {
        await using var desk = await Start(mayFail: true);
        await Set(desk, "fails twice", TimeSpan.FromMinutes(1));
        await Set(desk, "of another version", TimeSpan.FromMinutes(1), kind: "nobody.knows");
        await Set(desk, "after it", TimeSpan.FromMinutes(1));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await Fired(desk, "after it");
        Assert.Equal([1, 1], await desk.Rows<long>("SELECT attempts FROM timers WHERE error IS NOT NULL ORDER BY id"));
        Assert.Contains(desk.Errors.All, error => error.Contains("fails twice", StringComparison.Ordinal));
        _clock.Advance(TimerKeeper.FirstPause);
        await Eventually.Is(() => desk.Row<long>("SELECT attempts FROM timers WHERE subject = 'fails twice'"), attempts => attempts == 2);
        _clock.Advance(TimerKeeper.FirstPause);
        await Set(desk, "meanwhile", TimeSpan.Zero);
        await Fired(desk, "after it", "meanwhile");
        _clock.Advance(TimerKeeper.FirstPause);

        // What the failed attempts wrote was taken back.
        await Fired(desk, "after it", "meanwhile", "fails twice");
    }

    [Story]
    public async Task What_became_due_while_nobody_ran_fires_once_after_the_start()
    {
        var desk = await Start();
        await Set(desk, "overdue", TimeSpan.FromMinutes(1));
        await Set(desk, "ahead", TimeSpan.FromDays(30));
        await using var again = await Stopped(desk, TimeSpan.FromDays(3));
        await Fired(again, "overdue");
        await using var once = await Stopped(again, TimeSpan.FromDays(3));
        await Set(once, "sentinel", TimeSpan.Zero);

        await Fired(once, "overdue", "sentinel");
    }

    [Story]
    public async Task Two_instances_fire_each_once_and_one_finds_what_the_other_set()
    {
        const int Count = 60;
        await using var one = await Start();
        await using var other = await one.AnotherAsync();
        await Write(one, async timers =>
        {
            for (var each = 0; each < Count; each++)
            {
                await timers.SetAsync(Kind, $"n{each:00}", _clock.GetUtcNow() + TimeSpan.FromMinutes(2));
            }
        });

        _clock.Advance(TimeSpan.FromMinutes(2));

        var fired = await Eventually.Is(() => Subjects(one), subjects => subjects.Count >= Count);
        Assert.Equal(Enumerable.Range(0, Count).Select(each => $"n{each:00}"), fired.Order());
        Assert.Equal(0, await one.Row<long>("SELECT count(*) FROM timers WHERE kind = @Kind", new { Kind }));
    }

    [Story]
    public async Task What_recurs_goes_on_and_clicks_that_counted_long_ago_are_forgotten_by_it()
    {
        await using var desk = await Start();
        await desk.As("jonas").HasTicket("my vpn drops every ten minutes");
        Assert.NotEqual(0, await desk.Row<long>("SELECT count(*) FROM used_nonces"));

        _clock.Advance(TimeSpan.FromDays(1));
        await Eventually.Is(() => desk.Row<long>("SELECT due_at FROM timers WHERE kind = 'nonces.forget'"), due => due > _clock.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.NotEqual(0, await desk.Row<long>("SELECT count(*) FROM used_nonces"));
        _clock.Advance(TimeSpan.FromDays(181));
        await Eventually.Is(() => desk.Row<long>("SELECT count(*) FROM used_nonces"), count => count == 0);
        await Eventually.Is(() => desk.Row<long>("SELECT due_at FROM timers WHERE kind = 'nonces.forget'"), due => due == (_clock.GetUtcNow() + TimeSpan.FromDays(1)).ToUnixTimeMilliseconds());
    }

    private Task<DeskHost> Start(bool mayFail = false) => StartDesk(new DeskSetup
    {
        Clock = _clock,
        MayFail = mayFail,
        Services = services => services.AddTimer<Recorder>(Kind).AddSingleton(new Failures(mayFail ? 2 : 0)),
    });

    private async Task<DeskHost> Stopped(DeskHost desk, TimeSpan time)
    {
        var again = desk.RestartAsync();
        _clock.Advance(time);
        return await again;
    }

    private Task Set(DeskHost desk, string subject, TimeSpan after, string name = "", string kind = Kind) => Write(desk, timers => timers.SetAsync(kind, subject, _clock.GetUtcNow() + after, name));

    private static Task Write(DeskHost desk, Func<DeskTimers, Task> operation) =>
        desk.Services.GetRequiredService<DeskWriter>().WriteAsync(scope => operation(scope.GetRequiredService<DeskTimers>()));

    private static Task<List<string>> Subjects(DeskHost desk) => desk.Rows<string>("SELECT subject FROM audit WHERE action = 'test.fired' ORDER BY id");

    /// <summary>Ends when exactly these have fired, in this order.</summary>
    private static async Task Fired(DeskHost desk, params string[] subjects) =>
        Assert.Equal(subjects, await Eventually.Is(() => Subjects(desk), fired => fired.Count >= subjects.Length));

    private sealed class Failures(int count)
    {
        private int _left = count;

        public bool Next() => Interlocked.Decrement(ref _left) >= 0;
    }

    private sealed class Recorder(AuditTrail audit, Failures failures) : ITimerHandler
    {
        public Task FireAsync(DueTimer timer)
        {
            audit.Add(null, "test.fired", timer.Name.Length == 0 ? timer.Subject : $"{timer.Subject}/{timer.Name}");
            return timer.Subject == "fails twice" && failures.Next() ? throw new InvalidOperationException("fails twice") : Task.CompletedTask;
        }
    }
}
