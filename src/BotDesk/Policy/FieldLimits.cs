using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>From where to where a value goes, both included; null: without end.</summary>
public readonly record struct Limits<T>(T? Min, T? Max)
    where T : struct
{
    internal static Limits<T> Read(YamlSection section, Func<string, (T? Value, string? Wrong)> parse, Comparison<T> compare)
    {
        var limits = new Limits<T>(section.ParsedOrNull("min", parse), section.ParsedOrNull("max", parse));
        if (limits is { Min: { } min, Max: { } max } && compare(min, max) > 0)
        {
            section.Note("max", "is less than 'min'");
        }

        return limits;
    }
}

/// <summary>A day: one of the calendar, or so many days from the day on which the form is filled in.</summary>
/// <param name="Date">Null: counted from today.</param>
/// <param name="Days">Negative: ago.</param>
public readonly partial record struct DayLimit(DateOnly? Date, int Days)
{
    public DateOnly On(DateOnly today) => Date ?? today.AddDays(Days);

    /// <summary>A day of the calendar and one that moves do not compare: they are equal here.</summary>
    internal static int Compare(DayLimit one, DayLimit other) => (one.Date, other.Date) switch
    {
        ({ } date, { } another) => date.CompareTo(another),
        (null, null) => one.Days.CompareTo(other.Days),
        _ => 0,
    };

    internal static (DayLimit? Value, string? Wrong) Parse(string text)
    {
        if (text == "today")
        {
            return (new DayLimit(null, 0), null);
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return (new DayLimit(date, 0), null);
        }

        return Form().Match(text) is { Success: true } match
            ? (new DayLimit(null, int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture) * (match.Groups["ago"].Success ? -1 : 1)), null)
            : (null, "is not a day; write it like 'today', '10 days', '30 days ago' or '2026-12-31'");
    }

    [GeneratedRegex(@"\A(?<days>[0-9]{1,4}) days?(?<ago> ago)?\z")]
    private static partial Regex Form();
}

/// <summary>The other values that limits are made of.</summary>
internal static class LimitValues
{
    public static (decimal? Value, string? Wrong) Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? (number, null) : (null, "is not a number");

    public static (decimal? Value, string? Wrong) Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 3000 ? (count, null) : (null, "is not a whole number from 0 to 3000");

    public static (TimeOnly? Value, string? Wrong) Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time, null) : (null, "is not a time of day; write it like '08:30'");
}
