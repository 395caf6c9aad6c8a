namespace BotDesk.Changes.Calendar;

/// <summary>
/// Instants at which a clock on the wall shows something. Where the clocks are put forward there are times that it never shows, and where
/// they are put back, times that it shows twice: something begins when it is first shown, and ends when it is last shown.
/// </summary>
internal static class WallClock
{
    /// <summary>The first instant at which the clock shows this time, or that at which it jumps over it.</summary>
    public static DateTimeOffset First(DateTime local, TimeZoneInfo zone) =>
        zone.IsInvalidTime(local) ? Jump(local, zone) : At(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));

    /// <summary>The last instant at which the clock shows this time, or that at which it jumps over it.</summary>
    public static DateTimeOffset Last(DateTime local, TimeZoneInfo zone) =>
        zone.IsInvalidTime(local) ? Jump(local, zone) : At(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetUtcOffset(local));

    private static DateTimeOffset At(DateTime local, TimeSpan offset) => new(DateTime.SpecifyKind(local - offset, DateTimeKind.Utc));

    /// <summary>The instant at which the clock jumps over this time.</summary>
    private static DateTimeOffset Jump(DateTime local, TimeZoneInfo zone)
    {
        // No clock was ever moved by more than a day.
        var (before, after) = (At(local, TimeSpan.Zero).AddDays(-1.5), At(local, TimeSpan.Zero).AddDays(1.5));
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var middle = before + ((after - before) / 2);
            (before, after) = TimeZoneInfo.ConvertTime(middle, zone).DateTime < local ? (middle, after) : (before, middle);
        }

        return new DateTimeOffset(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
