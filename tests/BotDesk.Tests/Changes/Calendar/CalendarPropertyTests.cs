using BotDesk.Changes.Calendar;
using BotDesk.Policy;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Tests.Changes.Calendar;

/// <summary>Freezes, maintenance windows and free windows are what a slow and obvious search says, on random schedules, where the clocks change as well.</summary>
public sealed class CalendarPropertyTests
{
    /// <summary>Clocks go forward in the night, half an hour, at midnight, on the southern half of the world, and never.</summary>
    private static readonly TimeZoneInfo[] Zones =
        [.. new[] { "Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu", "UTC" }.Select(TimeZoneInfo.FindSystemTimeZoneById)];

    private static readonly TimeZoneInfo Organisation = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Fact]
    public void A_schedule_is_when_every_day_looked_at_says_so() => ForAnySeed(400, random =>
    {
        var schedule = RandomSchedule(random);
        var start = RandomTime(random);
        var range = new Window(start, start.AddDays(random.Next(1, 90)));

        Assert.Equal(SlowCalendar.Occurrences(range, schedule, Organisation), Occurrences.In(range, schedule, Organisation));
    });

    [Fact]
    public void The_next_free_window_is_the_first_quarter_of_an_hour_at_which_nothing_is_in_the_way() => ForAnySeed(60, random =>
    {
        var policy = new ChangePolicy("any")
        {
            Freezes = [.. Enumerable.Range(0, random.Next(4)).Select(i => new Freeze($"f{i}", "", (FreezeKind)random.Next(2), RandomScope(random), null, null, RandomSchedule(random)))],
            Maintenance = [.. Enumerable.Range(0, random.Next(4)).Select(i => new MaintenanceWindow($"m{i}", "", RandomScope(random), RandomSchedule(random)))],
        };
        var (after, length) = (RandomTime(random), Quarters(random, 1, 40));
        var services = random.Next(2) == 0 ? new[] { "a" } : ["a", "b"];
        var taken = Enumerable.Range(0, random.Next(30)).Select(_ => after + Quarters(random, 0, 2000)).Select(start => new Window(start, start + Quarters(random, 1, 300))).ToList();

        var expected = SlowCalendar.NextFree(policy, Organisation, services, "production", length, after, taken);
        Assert.Equal(expected, new ChangeCalendar(policy, Organisation).NextFree(services, "production", length, after, taken));
    });

    [Fact]
    public void What_collides_collides_both_ways_and_only_at_the_same_time() => ForAnySeed(200, random =>
    {
        var start = RandomTime(random);
        var changes = Enumerable.Range(0, 30).Select(i => new PlannedChange(
            $"CHG{i}", "", [$"s{random.Next(4)}"], random.Next(3) == 0 ? [$"srv-{random.Next(4)}"] : [], random.Next(3) == 0 ? random.Next(3) : null,
            RandomWindow(random, start))).ToList();

        foreach (var change in changes)
        {
            var found = Collisions.Find(change, Related(change), changes);
            var expected = changes.Where(other => other != change
                && other.When.Start < change.When.End && other.When.End > change.When.Start
                && (other.Services.Intersect(change.Services).Any() || other.Services.Intersect(Related(change)).Any() || other.Items.Intersect(change.Items).Any()
                    || (change.ImplementerId is not null && other.ImplementerId == change.ImplementerId)));
            Assert.Equal(expected.Select(other => other.Number).Order(), found.Select(collision => collision.Other.Number).Order());
            Assert.All(found, collision => Assert.Contains(Collisions.Find(collision.Other, Related(collision.Other), changes), back => back.Other == change));
        }

        // s0 needs s1, s2 needs s3.
        static HashSet<string> Related(PlannedChange change) => change.Services.Single() switch { "s0" => ["s1"], "s1" => ["s0"], "s2" => ["s3"], _ => ["s2"] };
    });

    [Theory]
    [InlineData("2026-03-28", "22:00", 8, "2026-03-28T22:00Z", "2026-03-29T05:00Z")] // the clocks go forward: seven hours
    [InlineData("2026-10-24", "22:00", 8, "2026-10-24T21:00Z", "2026-10-25T06:00Z")] // and back: nine
    [InlineData("2026-03-29", "01:30", 2, "2026-03-29T01:00Z", "2026-03-29T02:30Z")] // there is no 01:30 that night
    [InlineData("2026-10-25", "01:30", 1, "2026-10-25T00:30Z", "2026-10-25T02:30Z")] // there are two
    public void In_the_nights_when_the_clocks_change_the_wall_says_when(string day, string from, int hours, string start, string end)
    {
        var rule = new ScheduleRule(SchedulePeriod.Day, 1, [], TimeOnly.Parse(from, null), TimeSpan.FromHours(hours), DateOnly.Parse(day, null), DateOnly.Parse(day, null));

        var window = Assert.Single(Occurrences.In(new Window(new(2026, 1, 1, 0, 0, 0, default), new(2027, 1, 1, 0, 0, 0, default)), new Schedule(rule, default, default, null), Organisation));

        Assert.Equal(new Window(DateTimeOffset.Parse(start, null), DateTimeOffset.Parse(end, null)), window);
    }

    private static void ForAnySeed(int cases, Action<Random> check) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => check(new Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithEndSize(int.MaxValue / 2));

    private static Window RandomWindow(Random random, DateTimeOffset start) => new Window(start + Quarters(random, 0, 200), default) is var window
        ? window with { End = window.Start + Quarters(random, 1, 40) }
        : default;

    private static ChangeScope RandomScope(Random random) => new(random.Next(2) == 0 ? [] : [random.Next(2) == 0 ? "a" : "c"], random.Next(3) == 0 ? ["test"] : []);

    private static DateTimeOffset RandomTime(Random random) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + Quarters(random, 0, 4 * 24 * 800);

    private static TimeSpan Quarters(Random random, int least, int most) => TimeSpan.FromMinutes(15 * random.Next(least, most));

    private static Schedule RandomSchedule(Random random)
    {
        TimeZoneInfo? zone = random.Next(4) == 0 ? null : Zones[random.Next(Zones.Length)];
        if (random.Next(6) == 0)
        {
            var starts = RandomTime(random).DateTime;
            return new Schedule(null, starts, starts + Quarters(random, 1, 4 * 24 * 20), zone);
        }

        var period = (SchedulePeriod)random.Next(4);
        var every = random.Next(3) == 0 ? random.Next(2, 4) : 1;
        DateOnly? since = every > 1 || random.Next(3) == 0 ? DateOnly.FromDateTime(RandomTime(random).DateTime).AddDays(-200) : null;
        DateOnly? until = random.Next(4) == 0 ? (since ?? new DateOnly(2026, 1, 1)).AddDays(random.Next(600)) : null;
        RuleDay[] on = period == SchedulePeriod.Day ? [] : [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomDay(random, period))];
        var rule = new ScheduleRule(period, every, [.. on], TimeOnly.MinValue.Add(Quarters(random, 0, 96)), Quarters(random, 1, random.Next(4) == 0 ? 4 * 24 * 30 : 60), since, until);
        return new Schedule(rule, default, default, zone);
    }

    private static RuleDay RandomDay(Random random, SchedulePeriod period)
    {
        var texts = period switch
        {
            SchedulePeriod.Week => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
            SchedulePeriod.Month => new[] { "1", "15", "29", "31", "last day", "3rd last day", "first Mon", "fourth Tue", "last Sun" },
            _ => ["24 Dec", "29 Feb", "last day of Feb", "last Sun of Mar", "last Sun of Oct", "second Sun of Mar", "first Sun of Apr", "1 Jan", "5th last day of Oct"],
        };
        return RuleDay.Parse(texts[random.Next(texts.Length)], period).Value!.Value;
    }
}
