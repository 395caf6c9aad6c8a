using System.Globalization;
using System.Text;

namespace BotDesk.Changes.Calendar;

/// <summary>An event of a calendar, as RFC 5545 (https://www.rfc-editor.org/rfc/rfc5545) has it.</summary>
/// <param name="Id">Stays the same for as long as it is the same event; globally unique.</param>
/// <param name="Sequence">Grows with every change of it.</param>
/// <param name="Status"><c>CONFIRMED</c>, <c>TENTATIVE</c> or <c>CANCELLED</c>.</param>
public sealed record CalendarEvent(string Id, int Sequence, string Status, Window When, DateTimeOffset ChangedAt, string Title, string Description, Uri? Address);

/// <summary>Writes calendars that other programs follow.</summary>
public static class ICalendar
{
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <summary>The longest line in bytes, without its end (RFC 5545, 3.1).</summary>
    private const int LongestLine = 75;

    /// <param name="name">As the calendar's program shows it.</param>
    /// <param name="refresh">How often it is worth looking.</param>
    public static string Write(string name, TimeSpan refresh, IEnumerable<CalendarEvent> events)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//BotDesk//Changes//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, $"X-WR-CALNAME:{Escape(name)}");
        Line(text, $"NAME:{Escape(name)}");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"REFRESH-INTERVAL;VALUE=DURATION:PT{(int)refresh.TotalMinutes}M"));
        foreach (var each in events)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{Escape(each.Id)}");
            Line(text, $"DTSTAMP:{Instant(each.ChangedAt)}");
            Line(text, $"LAST-MODIFIED:{Instant(each.ChangedAt)}");
            Line(text, $"DTSTART:{Instant(each.When.Start)}");
            Line(text, $"DTEND:{Instant(each.When.End)}");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{each.Sequence}"));
            Line(text, $"STATUS:{each.Status}");
            Line(text, $"SUMMARY:{Escape(each.Title)}");
            Line(text, $"DESCRIPTION:{Escape(each.Description)}");
            if (each.Address is { } address)
            {
                Line(text, $"URL:{address.AbsoluteUri}");
            }

            Line(text, "END:VEVENT");
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>Text as a value (3.3.11): other control characters than line breaks have no place in it.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings("\n"))
        {
            _ = letter switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(letter),
                '\n' => escaped.Append("\\n"),
                '\t' => escaped.Append(letter),
                _ when char.IsControl(letter) => escaped,
                _ => escaped.Append(letter),
            };
        }

        return escaped.ToString();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A line, folded where it is too long, never inside of a character.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var used = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                used = 1;
            }

            text.Append(rune);
            used += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
