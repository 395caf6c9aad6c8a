using BotDesk.Policy;

namespace BotDesk.Notifications;

/// <summary>Hours of the day in which somebody wants to be left alone, on their own clock.</summary>
/// <param name="From">Their beginning; null: none but perhaps the weekends.</param>
/// <param name="Until">Their end, on the next day where it comes before the beginning; null as <paramref name="From"/>.</param>
/// <param name="Weekends">Whether Saturdays and Sundays are quiet from midnight to midnight.</param>
public sealed record QuietHours(TimeOnly? From, TimeOnly? Until, bool Weekends)
{
    private const int MostStretches = 8;

    /// <summary>When they end that are now.</summary>
    /// <returns>Null when it is not quiet, and where it would be for ever.</returns>
    public DateTimeOffset? EndsAfter(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var start = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var at = start;

        // A night that ends on a Saturday goes on as a weekend, and that as the next night.
        for (var stretch = 0; stretch < MostStretches; stretch++)
        {
            if (EndOfStretch(at) is not { } end)
            {
                return at == start ? null : zone.InstantOf(at);
            }

            at = end;
        }

        return null;
    }

    private DateTime? EndOfStretch(DateTime at)
    {
        if (Weekends && at.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday))
        {
            return at.Date.AddDays(1);
        }

        if ((From, Until) is not ({ } from, { } until) || from == until)
        {
            return null;
        }

        var time = TimeOnly.FromDateTime(at);
        if (!time.IsBetween(from, until))
        {
            return null;
        }

        var end = at.Date + until.ToTimeSpan();
        return end > at ? end : end.AddDays(1);
    }
}
