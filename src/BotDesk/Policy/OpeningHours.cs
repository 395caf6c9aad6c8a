using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>A part of the day on some days of the week, in local time: from the first minute to before the last.</summary>
public readonly record struct OpenSpan(ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>How <c>24:00</c> is kept.</summary>
    internal static readonly TimeOnly EndOfDay = new(23, 59, 59, 999);

    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Reads "Mon-Fri 08:00-18:00" or "Sat 09:00-12:00"; <c>24:00</c> is the day's end.</summary>
    /// <returns>The span, or a sentence's end that says why it is none.</returns>
    internal static (OpenSpan? Value, string? Wrong) Parse(string text)
    {
        const string Example = "is not like 'Mon-Fri 08:00-18:00'";
        var match = Regex.Match(text, @"^\s*(?<first>[A-Za-z]{3})[a-z]*(\s*-\s*(?<last>[A-Za-z]{3})[a-z]*)?\s+(?<from>\d{1,2}:\d{2})\s*-\s*(?<to>\d{1,2}:\d{2})\s*$", RegexOptions.CultureInvariant);
        if (!match.Success)
        {
            return (null, Example);
        }

        var first = Array.IndexOf(Names, match.Groups["first"].Value.ToLowerInvariant());
        var last = match.Groups["last"].Success ? Array.IndexOf(Names, match.Groups["last"].Value.ToLowerInvariant()) : first;
        if (first < 0 || last < 0)
        {
            return (null, "names a day that there is not; write Mon, Tue, Wed, Thu, Fri, Sat or Sun");
        }

        var closes = EndOfDay;
        if (!TimeOnly.TryParse(match.Groups["from"].Value, CultureInfo.InvariantCulture, out var opens)
            || (match.Groups["to"].Value != "24:00" && !TimeOnly.TryParse(match.Groups["to"].Value, CultureInfo.InvariantCulture, out closes)))
        {
            return (null, Example);
        }

        return opens >= closes
            ? (null, "ends before it begins; write two, one until 24:00 and one from 00:00 of the next day")
            : (new OpenSpan([.. Enumerable.Range(0, ((last - first + 7) % 7) + 1).Select(day => (DayOfWeek)((first + day) % 7))], opens, closes), null);
    }
}

/// <summary>When somebody is there, week by week.</summary>
public sealed record OpeningHours(ImmutableArray<OpenSpan> Spans, TimeZoneInfo? Zone)
{
    public bool IsOpen(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return Spans.Any(span => span.Days.Contains(local.DayOfWeek) && span.From <= time && time < span.To);
    }

    /// <summary>When somebody is there again, after a time at which nobody is.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return Enumerable.Range(0, 8)
            .SelectMany(ahead => Spans.Where(span => span.Days.Contains(local.AddDays(ahead).DayOfWeek)).Select(span => local.Date.AddDays(ahead) + span.From.ToTimeSpan()))
            .Select(opening => zone.IsInvalidTime(opening) ? opening.AddHours(1) : opening)
            .Select(opening => new DateTimeOffset(opening, zone.GetUtcOffset(opening)))
            .Where(opening => opening > at).Min();
    }

    /// <summary>The key <c>open</c>, one span or a list of them, and the key <c>timeZone</c> beside it.</summary>
    internal static OpeningHours? Read(YamlSection section)
    {
        var spans = section.Parses<OpenSpan>("open", OpenSpan.Parse);
        TimeZoneInfo? zone = section.Has("timeZone") ? section.TimeZone("timeZone") : null;
        return spans.IsEmpty ? null : new OpeningHours(spans, zone);
    }
}
