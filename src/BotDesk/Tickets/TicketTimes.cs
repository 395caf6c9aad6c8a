using System.Globalization;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Tickets;

/// <summary>Instants in the words and the time zone of whoever reads them.</summary>
public sealed class TicketTimes(PolicySource policy, TimeProvider clock)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"Today, 09:02", "Yesterday, 17:40", "2 March, 08:15", "28 February 2025".</summary>
    public string At(DateTimeOffset instant, Person reader)
    {
        var zone = Zone(reader);
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).Date;
        return (today - local.Date).Days switch
        {
            0 => local.ToString("'Today, 'HH:mm", English),
            1 => local.ToString("'Yesterday, 'HH:mm", English),
            _ when local.Year == today.Year => local.ToString("d MMMM, HH:mm", English),
            _ => local.ToString("d MMMM yyyy", English),
        };
    }

    /// <summary>"Tuesday 3 March 2026, 08:15:42 (Europe/Berlin, UTC+01:00)": for who needs to know exactly.</summary>
    public string Exactly(DateTimeOffset instant, Person reader)
    {
        var zone = Zone(reader);
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return string.Create(English, $"{local:dddd d MMMM yyyy, HH:mm:ss} ({zone.Id}, UTC{local:zzz})");
    }

    /// <summary>"4 min", "2 h", "3 days": how long ago.</summary>
    public string Age(DateTimeOffset instant) => (clock.GetUtcNow() - instant) switch
    {
        { TotalMinutes: < 1 } => "now",
        { TotalHours: < 1 } age => $"{(int)age.TotalMinutes} min",
        { TotalDays: < 1 } age => $"{(int)age.TotalHours} h",
        { TotalDays: < 2 } => "1 day",
        var age => $"{(int)age.TotalDays} days",
    };

    /// <summary>"Tuesday 3 March 2026, 18:00 to 19:30 (Europe/Berlin)", with the second day where it ends on another.</summary>
    public string Window(DateTimeOffset start, DateTimeOffset end, Person reader)
    {
        var zone = Zone(reader);
        var (from, to) = (TimeZoneInfo.ConvertTime(start, zone), TimeZoneInfo.ConvertTime(end, zone));
        return from.Date == to.Date
            ? string.Create(English, $"{from:dddd d MMMM yyyy, HH:mm} to {to:HH:mm} ({zone.Id})")
            : string.Create(English, $"{from:dddd d MMMM yyyy, HH:mm} to {to:dddd d MMMM yyyy, HH:mm} ({zone.Id})");
    }

    /// <summary>The reader's own, or the organisation's where theirs is not known.</summary>
    public TimeZoneInfo Zone(Person reader) =>
        reader.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : policy.Current.Organisation.TimeZone;
}
