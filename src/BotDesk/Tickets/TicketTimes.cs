using System.Globalization;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Tickets;

/// <summary>Instants in the words and the time zone of whoever reads them.</summary>
public sealed class TicketTimes(PolicySource policy, TimeProvider clock)
{
    /// <summary>"Today, 09:02", "Yesterday, 17:40", "2 March, 08:15", "28 February 2025".</summary>
    /// <param name="reader">Null: everybody in a group, whose language and zone are the organisation's.</param>
    public string At(DateTimeOffset instant, Person? reader)
    {
        var (language, zone) = reader is null ? (policy.Current.Organisation.Language, policy.Current.Organisation.TimeZone) : (reader.Language, Zone(reader));
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).Date;
        var time = Time(local);
        return (today - local.Date).Days switch
        {
            0 => Phrase.Of("tickets.time.today", new { time }).In(language),
            1 => Phrase.Of("tickets.time.yesterday", new { time }).In(language),
            _ when local.Year == today.Year => $"{language.Day(local, year: false)}, {time}",
            _ => language.Day(local),
        };
    }

    /// <summary>"Tuesday 3 March 2026, 08:15:42 (Europe/Berlin, UTC+01:00)": for who needs to know exactly.</summary>
    public string Exactly(DateTimeOffset instant, Person reader)
    {
        var zone = Zone(reader);
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{reader.Language.Weekday(local)}, {local:HH:mm:ss} ({zone.Id}, UTC{local:zzz})");
    }

    /// <summary>"4 min", "2 h", "3 days": how long ago.</summary>
    public Phrase Age(DateTimeOffset instant) => (clock.GetUtcNow() - instant) switch
    {
        { TotalMinutes: < 1 } => Phrase.Of("tickets.age.now"),
        { TotalHours: < 1 } age => Phrase.Of("tickets.age.minutes", new { count = (int)age.TotalMinutes }),
        { TotalDays: < 1 } age => Phrase.Of("tickets.age.hours", new { count = (int)age.TotalHours }),
        var age => Phrase.Of("tickets.age.days", new { count = (int)age.TotalDays }),
    };

    /// <summary>"Tuesday 3 March 2026, 18:00 to 19:30 (Europe/Berlin)", with the second day where it ends on another.</summary>
    public string Window(DateTimeOffset start, DateTimeOffset end, Person reader)
    {
        var (language, zone) = (reader.Language, Zone(reader));
        var (first, last) = (TimeZoneInfo.ConvertTime(start, zone), TimeZoneInfo.ConvertTime(end, zone));
        return Phrase.Of("tickets.time.window", new
        {
            from = $"{language.Weekday(first)}, {Time(first)}",
            to = first.Date == last.Date ? Time(last) : $"{language.Weekday(last)}, {Time(last)}",
            zone = zone.Id,
        }).In(language);
    }

    private static string Time(DateTimeOffset local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The reader's own, or the organisation's where theirs is not known.</summary>
    public TimeZoneInfo Zone(Person reader) => policy.Current.Organisation.ZoneOf(reader.TimeZone);
}
