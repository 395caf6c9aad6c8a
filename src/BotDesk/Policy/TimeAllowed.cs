using System.Globalization;
using System.Text.RegularExpressions;

namespace BotDesk.Policy;

/// <summary>How long something may take: by the clock, or only while the desk is open.</summary>
/// <param name="Count">How many of the units.</param>
/// <param name="Unit">Of minutes, hours or days.</param>
/// <param name="IsBusiness">Whether only the time counts in which the desk is open; where its opening hours are not known, all does.</param>
public readonly partial record struct TimeAllowed(int Count, TimeUnit Unit, bool IsBusiness)
{
    /// <summary>When it is over that begins at this instant.</summary>
    /// <param name="open">Null: always.</param>
    /// <param name="zone">In which <paramref name="open"/> is told.</param>
    public DateTimeOffset From(DateTimeOffset at, OpeningHours? open, TimeZoneInfo zone) => (IsBusiness && open is not null, Unit) switch
    {
        (true, TimeUnit.Day) => open!.DaysAfter(at, Count, zone),
        (true, _) => open!.OpenAfter(at, Span, zone),
        _ => at + Span,
    };

    /// <summary>As people read it: "2 business days", "2 Arbeitstage".</summary>
    public Phrase Words => (IsBusiness, Unit) switch
    {
        (true, TimeUnit.Minute) => Phrase.Of("policy.businessMinutes", new { Count }),
        (true, TimeUnit.Hour) => Phrase.Of("policy.businessHours", new { Count }),
        (true, _) => Phrase.Of("policy.businessDays", new { Count }),
        (_, TimeUnit.Minute) => Phrase.Of("policy.minutes", new { Count }),
        (_, TimeUnit.Hour) => Phrase.Of("policy.hours", new { Count }),
        _ => Phrase.Of("policy.days", new { Count }),
    };

    /// <summary>As it is written in the file: <c>2 business days</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} {(IsBusiness ? "business " : "")}{Unit.ToString().ToLowerInvariant()}{(Count == 1 ? "" : "s")}");

    /// <summary>Reads "5 days", "2 business days", "8 business hours" or "30 minutes".</summary>
    internal static (TimeAllowed? Value, string? Wrong) Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || !Enum.TryParse<TimeUnit>(match.Groups["unit"].Value, ignoreCase: true, out var unit))
        {
            return (null, "is not a time; write it like '30 minutes', '4 hours', '8 business hours', '5 days' or '2 business days'");
        }

        var count = int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
        return count == 0 ? (null, "is no time at all") : (new TimeAllowed(count, unit, match.Groups["business"].Success), null);
    }

    private TimeSpan Span => Unit switch
    {
        TimeUnit.Minute => TimeSpan.FromMinutes(Count),
        TimeUnit.Hour => TimeSpan.FromHours(Count),
        _ => TimeSpan.FromDays(Count),
    };

    [GeneratedRegex(@"\A(?<count>[0-9]{1,4}) (?<business>business )?(?<unit>minute|hour|day)s?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

public enum TimeUnit
{
    Minute,
    Hour,
    Day,
}
