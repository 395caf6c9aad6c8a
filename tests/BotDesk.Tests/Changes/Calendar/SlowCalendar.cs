using BotDesk.Changes.Calendar;
using BotDesk.Policy;

namespace BotDesk.Tests.Changes.Calendar;

/// <summary>The same answers as <see cref="ChangeCalendar"/>, found by looking at every day and at every quarter of an hour.</summary>
internal static class SlowCalendar
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    public static List<Window> Occurrences(Window range, Schedule schedule, TimeZoneInfo organisation)
    {
        var zone = schedule.Zone ?? organisation;
        if (schedule.Rule is not { } rule)
        {
            return Keep([new Window(FirstShown(schedule.Starts, zone), LastShown(schedule.Ends, zone))], range);
        }

        var windows = new List<Window>();
        var day = DateOnly.FromDateTime(range.Start.UtcDateTime.AddDays(-100));
        for (var last = DateOnly.FromDateTime(range.End.UtcDateTime.AddDays(3)); day <= last; day = day.AddDays(1))
        {
            if (Begins(rule, day))
            {
                var starts = day.ToDateTime(rule.From);
                windows.Add(new Window(FirstShown(starts, zone), LastShown(starts + rule.Lasts, zone)));
            }
        }

        return Keep(windows, range);
    }

    public static Window? NextFree(ChangePolicy policy, TimeZoneInfo organisation, IReadOnlyCollection<string> services, string environment, TimeSpan length, DateTimeOffset after, List<Window> taken)
    {
        var range = new Window(after, after + ChangeCalendar.Horizon);
        var blocked = policy.Freezes.Where(freeze => freeze.Scope.Covers(services, environment)).SelectMany(freeze => Occurrences(range, freeze.When, organisation)).Concat(taken).ToList();
        var kept = services
            .Select(service => policy.Maintenance.Where(each => each.Scope.Covers([service], environment)).ToList()).Where(own => own.Count > 0)
            .Select(own => own.SelectMany(each => Occurrences(range, each.When, organisation)).ToList()).ToList();
        for (var start = after; start + length <= range.End; start += Step)
        {
            var window = new Window(start, start + length);
            if (!blocked.Exists(window.Overlaps) && kept.TrueForAll(own => IsCovered(window, own)))
            {
                return window;
            }
        }

        return null;
    }

    /// <summary>Whether every quarter of an hour of it lies in one of these.</summary>
    private static bool IsCovered(Window window, List<Window> own)
    {
        for (var at = window.Start; at < window.End; at += Step)
        {
            if (!own.Exists(each => each.Start <= at && at < each.End))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Begins(ScheduleRule rule, DateOnly day)
    {
        if (day < (rule.Since ?? day) || day > (rule.Until ?? day))
        {
            return false;
        }

        var since = rule.Since ?? day;
        var monday = since.AddDays(-(((int)since.DayOfWeek + 6) % 7));
        return rule.Period switch
        {
            SchedulePeriod.Day => (day.DayNumber - since.DayNumber) % rule.Every == 0,
            SchedulePeriod.Week => rule.On.Any(on => on.Weekday == day.DayOfWeek) && (day.DayNumber - monday.DayNumber) / 7 % rule.Every == 0,
            SchedulePeriod.Month => rule.On.Any(on => Is(on, day)) && ((day.Year * 12) + day.Month - (since.Year * 12) - since.Month) % rule.Every == 0,
            _ => rule.On.Any(on => on.Month == day.Month && Is(on, day)) && (day.Year - since.Year) % rule.Every == 0,
        };
    }

    private static bool Is(RuleDay on, DateOnly day) => on switch
    {
        { Day: > 0 } => day.Day == on.Day,
        { Day: { } back } => day.AddDays(-back).Month != day.Month && day.AddDays(-back - 1).Month == day.Month,
        { Nth: -1 } => day.DayOfWeek == on.Weekday && day.AddDays(7).Month != day.Month,
        _ => day.DayOfWeek == on.Weekday && (day.Day + 6) / 7 == on.Nth,
    };

    private static DateTimeOffset FirstShown(DateTime local, TimeZoneInfo zone) => Around(local, zone) is var times && times.Any(at => Wall(at, zone) == local)
        ? times.First(at => Wall(at, zone) == local)
        : times.First(at => Wall(at, zone) > local);

    private static DateTimeOffset LastShown(DateTime local, TimeZoneInfo zone) => Around(local, zone) is var times && times.Any(at => Wall(at, zone) == local)
        ? times.Last(at => Wall(at, zone) == local)
        : times.First(at => Wall(at, zone) > local);

    private static DateTime Wall(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    private static List<DateTimeOffset> Around(DateTime local, TimeZoneInfo zone)
    {
        var about = new DateTimeOffset(DateTime.SpecifyKind(local - zone.BaseUtcOffset, DateTimeKind.Utc));
        return [.. Enumerable.Range(-16, 33).Select(quarter => about + (quarter * Step))];
    }

    private static List<Window> Keep(List<Window> windows, Window range) =>
        [.. windows.Where(window => window.Start < window.End && window.Overlaps(range)).OrderBy(window => window.Start)];
}
