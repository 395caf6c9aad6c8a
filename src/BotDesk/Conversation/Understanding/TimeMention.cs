using System.Globalization;

namespace BotDesk.Conversation.Understanding;

/// <summary>A point in time as a person says it, without knowing today: "tomorrow 9am", "next tuesday after lunch", "until 5 Dec".</summary>
/// <param name="Day">Which day is meant; null when only an hour is said ("at 9").</param>
/// <param name="Time">The hour, when said; "after lunch" is 13:00, "morning" 09:00, "evening" 18:00.</param>
/// <param name="Until">Whether it is a limit ("until", "by", "before") and not a beginning.</param>
public sealed record TimeMention(DayMention? Day, TimeOnly? Time, bool Until)
{
    /// <summary>From now, in hours and minutes ("in 2 hours"); then neither a day nor an hour is said.</summary>
    public TimeSpan? Ahead { get; init; }

    /// <summary>Where it ends, when a stretch is said: "from 12 to 14 Dec", "between 22:00 and 24:00".</summary>
    public TimeMention? End { get; init; }

    /// <summary>The instant on the person's own calendar: without an hour the beginning of the day, or with <see cref="Until"/> its end (23:59).</summary>
    /// <param name="now">Now in the person's time zone. What is said lies at or after this day; an hour alone that has passed is tomorrow's.</param>
    /// <returns>A local time in the person's time zone.</returns>
    public DateTime Resolve(DateTime now)
    {
        if (Ahead is { } ahead)
        {
            return now + ahead;
        }

        if (Day is null)
        {
            var today = DateOnly.FromDateTime(now).ToDateTime(Time ?? TimeOnly.FromDateTime(now));
            return today < now ? today.AddDays(1) : today;
        }

        return Day.Resolve(DateOnly.FromDateTime(now)).ToDateTime(Time ?? (Until ? new TimeOnly(23, 59) : TimeOnly.MinValue));
    }

    /// <summary>Where the stretch ends on the person's own calendar; null when none is said. An hour alone is on the day of the beginning, or on the next when it comes before it.</summary>
    /// <param name="now">As for <see cref="Resolve"/>.</param>
    public DateTime? ResolveEnd(DateTime now)
    {
        if (End is null)
        {
            return null;
        }

        var start = Resolve(now);
        if (End is { Day: null, Time: { } hour })
        {
            var end = start.Date + hour.ToTimeSpan();
            return end <= start ? end.AddDays(1) : end;
        }

        return (End with { Until = true }).Resolve(start);
    }

    /// <summary>One English spelling whatever was typed: "tomorrow 09:00", "next tuesday 13:00", "until 5 december".</summary>
    public override string ToString() => string.Join(' ', new[]
    {
        Until ? "until" : null,
        Day?.ToString(),
        Time?.ToString("HH:mm", CultureInfo.InvariantCulture),
        Ahead is not { } ahead ? null : ahead.Minutes == 0 ? string.Create(CultureInfo.InvariantCulture, $"in {ahead.TotalHours} hours") : string.Create(CultureInfo.InvariantCulture, $"in {ahead.TotalMinutes} minutes"),
        End is null ? null : $"to {End}",
    }.Where(part => part is not null));
}

/// <summary>A day as a person says it.</summary>
public abstract record DayMention
{
    /// <summary>The day that is meant, seen from <paramref name="today"/>.</summary>
    public abstract DateOnly Resolve(DateOnly today);
}

/// <summary>"today", "tomorrow", "in 3 days".</summary>
/// <param name="Days">From today; 0 or more.</param>
public sealed record DaysAhead(int Days) : DayMention
{
    /// <inheritdoc/>
    public override DateOnly Resolve(DateOnly today) => today.AddDays(Days);

    public override string ToString() => Days switch { 0 => "today", 1 => "tomorrow", 2 => "day after tomorrow", _ => $"in {Days} days" };
}

/// <summary>"friday", "next tuesday". A weekday by itself is the next one to come; with "next" the one in the following week (Monday to Sunday).</summary>
public sealed record WeekdayAhead(DayOfWeek Weekday, bool NextWeek) : DayMention
{
    /// <inheritdoc/>
    public override DateOnly Resolve(DateOnly today)
    {
        var ahead = ((int)Weekday - (int)today.DayOfWeek + 7) % 7;
        if (!NextWeek)
        {
            return today.AddDays(ahead == 0 ? 7 : ahead);
        }

        var monday = today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7));
        return monday.AddDays(((int)Weekday + 6) % 7);
    }

    public override string ToString() => (NextWeek ? "next " : string.Empty) + Weekday.ToString().ToLowerInvariant();
}

/// <summary>"5 Dec", "05.12.", "2026-12-05". Without a year, the next such day.</summary>
public sealed record CalendarDay(int Day, int Month, int? Year) : DayMention
{
    /// <inheritdoc/>
    public override DateOnly Resolve(DateOnly today)
    {
        var year = Year ?? today.Year;
        var date = At(year);
        return Year is null && date < today ? At(year + 1) : date;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(Month).ToLowerInvariant()}")
        + (Year is { } year ? string.Create(CultureInfo.InvariantCulture, $" {year}") : string.Empty);

    // 29 February in another year is its last day.
    private DateOnly At(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
}

/// <summary>"on the 24th": the next such day, in this month or in one that has it.</summary>
public sealed record DayOfMonth(int Day) : DayMention
{
    /// <inheritdoc/>
    public override DateOnly Resolve(DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        while (DateTime.DaysInMonth(month.Year, month.Month) < Day || month.AddDays(Day - 1) < today)
        {
            month = month.AddMonths(1);
        }

        return month.AddDays(Day - 1);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"day {Day} of the month");
}

/// <summary>A longer stretch: "this week" and "end of the week" are its Friday, "next week" its Monday, "end of the month" the last day.</summary>
public sealed record PeriodDay(Period Period, bool Next, bool End) : DayMention
{
    /// <inheritdoc/>
    public override DateOnly Resolve(DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) + (Next ? 7 : 0));
        var month = new DateOnly(today.Year, today.Month, 1).AddMonths(Next ? 1 : 0);
        var quarter = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddMonths(Next ? 3 : 0);
        var year = new DateOnly(today.Year + (Next ? 1 : 0), 1, 1);
        var last = End || !Next;
        return Period switch
        {
            Period.Week => last ? monday.AddDays(4) : monday,
            Period.Weekend => monday.AddDays(5),
            Period.Month => last ? month.AddMonths(1).AddDays(-1) : month,
            Period.Quarter => last ? quarter.AddMonths(3).AddDays(-1) : quarter,
            _ => last ? year.AddYears(1).AddDays(-1) : year,
        };
    }

    public override string ToString() => (End ? "end of " : string.Empty) + (Next ? "next " : "this ") + Period.ToString().ToLowerInvariant();
}

public enum Period
{
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
}
