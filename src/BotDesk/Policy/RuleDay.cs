using System.Globalization;
using System.Text.RegularExpressions;

namespace BotDesk.Policy;

/// <summary>
/// A day of a week, month or year by its place there: <c>Tue</c>, <c>15</c>, <c>last day</c>, <c>3rd last day</c>, <c>first Mon</c>,
/// <c>24 Dec</c>, <c>last Fri of Nov</c>.
/// </summary>
/// <param name="Month">1 to 12; null where the period is no year.</param>
/// <param name="Day">Of the month, from 1, or from its end: -1 is the last. Null where the weekday says it. A month that has no such day is left out.</param>
/// <param name="Weekday">Null where the day of the month says it.</param>
/// <param name="Nth">Which of the month's such weekdays, from 1; -1 is the last. 0: every one.</param>
public readonly partial record struct RuleDay(int? Month, int? Day, DayOfWeek? Weekday, int Nth)
{
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth"];

    /// <summary>The day of this month, where it has one. Not for a day of the week.</summary>
    public DateOnly? In(int year, int month)
    {
        var days = DateTime.DaysInMonth(year, month);
        if (Day is { } day)
        {
            var number = day > 0 ? day : days + 1 + day;
            return number >= 1 && number <= days ? new DateOnly(year, month, number) : null;
        }

        var first = new DateOnly(year, month, 1);
        var found = first.AddDays((((int)Weekday!.Value - (int)first.DayOfWeek + 7) % 7) + (7 * (Nth > 0 ? Nth - 1 : 4)));
        return found.Month == month ? found : Nth > 0 ? null : found.AddDays(-7);
    }

    internal static (RuleDay? Value, string? Wrong) Parse(string text, SchedulePeriod period)
    {
        var match = Form().Match(text);
        var month = match.Groups["month"].Success ? Array.IndexOf(Months, match.Groups["month"].Value[..3].ToLowerInvariant()) + 1 : (int?)null;
        var weekday = match.Groups["weekday"].Success ? (DayOfWeek?)Array.IndexOf(Weekdays, match.Groups["weekday"].Value[..3].ToLowerInvariant()) : null;
        var fits = match.Success && period switch
        {
            SchedulePeriod.Week => weekday is not null && month is null && !match.Groups["nth"].Success,
            SchedulePeriod.Month => month is null && (weekday is null || match.Groups["nth"].Success),
            SchedulePeriod.Year => month is not null && (weekday is null || match.Groups["nth"].Success),
            _ => false,
        };
        if (!fits)
        {
            return (null, period switch
            {
                SchedulePeriod.Week => "is no day of a week; write Mon, Tue, Wed, Thu, Fri, Sat or Sun",
                SchedulePeriod.Month => "is no day of a month; write it like 15, 'last day', '3rd last day', 'first Mon' or 'last Fri'",
                SchedulePeriod.Year => "is no day of a year; write it like '24 Dec', 'last day of Feb' or 'last Fri of Nov'",
                _ => "cannot stand beside 'every: day'",
            });
        }

        if (weekday is not null)
        {
            return (new RuleDay(month, null, weekday, !match.Groups["nth"].Success ? 0 : Ordinal(match.Groups["nth"].Value)), null);
        }

        var day = match.Groups["day"].Success
            ? int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture)
            : -(match.Groups["back"].Success ? int.Parse(match.Groups["back"].Value, CultureInfo.InvariantCulture) : 1);

        // 2024 has every day that a month ever has.
        return Math.Abs(day) >= 1 && Math.Abs(day) <= (month is { } named ? DateTime.DaysInMonth(2024, named) : 31)
            ? (new RuleDay(month, day, null, 0), null)
            : (null, "is a day that no such month has");
    }

    private static int Ordinal(string word) => word.Equals("last", StringComparison.OrdinalIgnoreCase) ? -1 : Array.IndexOf(Ordinals, word.ToLowerInvariant()) + 1;

    [GeneratedRegex(
        """
        \A(?:
            (?<day>[0-9]{1,2})(?:\ (?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))?
          | (?:(?<back>[0-9]{1,2})(?:st|nd|rd|th)\ )?last\ day(?:\ of\ (?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))?
          | (?:(?<nth>first|second|third|fourth|last)\ )?(?<weekday>mon|tue|wed|thu|fri|sat|sun)(?:\ of\ (?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))?
        )\z
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
