using BotDesk.Policy;

namespace BotDesk.Changes.Calendar;

/// <summary>When a schedule of the policy really is.</summary>
internal static class Occurrences
{
    /// <summary>Each time that it is in the range or reaches into it, the earliest first.</summary>
    /// <param name="organisation">The time zone where the schedule names none.</param>
    public static IEnumerable<Window> In(Window range, Schedule schedule, TimeZoneInfo organisation)
    {
        var zone = schedule.Zone ?? organisation;
        if (schedule.Rule is not { } rule)
        {
            return new[] { Real(schedule.Starts, schedule.Ends, zone) }.Where(window => window.Overlaps(range));
        }

        // A day to both sides, because the local day is another one, and a clock that is changed moves an end.
        var first = DateOnly.FromDateTime(range.Start.UtcDateTime - rule.Lasts).AddDays(-2);
        var last = DateOnly.FromDateTime(range.End.UtcDateTime).AddDays(2);
        (first, last) = (rule.Since > first ? rule.Since.Value : first, rule.Until < last ? rule.Until.Value : last);
        return Days(rule, first, last)
            .Where(day => day >= first && day <= last).Distinct().Order()
            .Select(day => Real(day.ToDateTime(rule.From), day.ToDateTime(rule.From) + rule.Lasts, zone))
            .Where(window => window.Start < window.End && window.Overlaps(range));
    }

    private static Window Real(DateTime starts, DateTime ends, TimeZoneInfo zone) => new(WallClock.First(starts, zone), WallClock.Last(ends, zone));

    /// <summary>The days on which it begins, and perhaps some outside of the two.</summary>
    private static IEnumerable<DateOnly> Days(ScheduleRule rule, DateOnly first, DateOnly last) => rule.Period switch
    {
        SchedulePeriod.Day => Steps(rule, first.DayNumber - Origin(rule, first).DayNumber, first, last).Select(step => Origin(rule, first).AddDays(step)),
        SchedulePeriod.Week =>
            from step in Steps(rule, (first.DayNumber - Monday(Origin(rule, first)).DayNumber) / 7, first, last)
            from day in rule.On
            select Monday(Origin(rule, first)).AddDays((step * 7) + (((int)day.Weekday!.Value + 6) % 7)),
        SchedulePeriod.Month =>
            from step in Steps(rule, MonthsBetween(rule, first), first, last)
            let month = Origin(rule, first).AddDays(1 - Origin(rule, first).Day).AddMonths(step)
            from day in rule.On
            where day.In(month.Year, month.Month) is not null
            select day.In(month.Year, month.Month)!.Value,
        _ =>
            from step in Steps(rule, first.Year - Origin(rule, first).Year, first, last)
            let year = Origin(rule, first).Year + step
            from day in rule.On
            where day.In(year, day.Month!.Value) is not null
            select day.In(year, day.Month!.Value)!.Value,
    };

    /// <summary>Which periods from the one in which counting begins: every so many, from the one before the first day to the one after the last.</summary>
    private static IEnumerable<int> Steps(ScheduleRule rule, int toFirst, DateOnly first, DateOnly last)
    {
        var days = rule.Period switch { SchedulePeriod.Day => 1, SchedulePeriod.Week => 7, SchedulePeriod.Month => 28, _ => 365 };
        var begin = Math.Max(0, toFirst - 1) / rule.Every * rule.Every;
        for (var step = begin; step <= toFirst + ((last.DayNumber - first.DayNumber) / days) + 2; step += rule.Every)
        {
            yield return step;
        }
    }

    private static DateOnly Origin(ScheduleRule rule, DateOnly first) => rule.Since ?? first;

    private static int MonthsBetween(ScheduleRule rule, DateOnly first) => ((first.Year - Origin(rule, first).Year) * 12) + first.Month - Origin(rule, first).Month;

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
