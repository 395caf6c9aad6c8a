namespace BotDesk.Policy;

/// <summary>Times of a clock on the wall as instants.</summary>
public static class WallTime
{
    /// <param name="local">Without a kind. A time that the clock skips is the one an hour later.</param>
    public static DateTimeOffset InstantOf(this TimeZoneInfo zone, DateTime local)
    {
        ArgumentNullException.ThrowIfNull(zone);
        local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
