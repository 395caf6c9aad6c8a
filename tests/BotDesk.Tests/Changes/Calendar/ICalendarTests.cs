using System.Text;
using BotDesk.Changes.Calendar;

namespace BotDesk.Tests.Changes.Calendar;

/// <summary>Calendars as RFC 5545 wants them.</summary>
public sealed class ICalendarTests
{
    private static readonly Window When = new(new(2026, 3, 29, 0, 30, 0, TimeSpan.Zero), new(2026, 3, 29, 2, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_event_has_what_a_calendar_needs_in_UTC()
    {
        var lines = Lines(Write("Renew it", "For the VPN"));

        Assert.Equal("BEGIN:VCALENDAR", lines[0]);
        Assert.Equal("END:VCALENDAR", lines[^1]);
        foreach (var line in new[] { "VERSION:2.0", "UID:CHG3@desk.example.com", "SEQUENCE:4", "DTSTART:20260329T003000Z", "DTEND:20260329T020000Z", "DTSTAMP:20260301T080000Z", "STATUS:CONFIRMED", "SUMMARY:Renew it", "URL:https://desk.example.com/console/changes/CHG3" })
        {
            Assert.Contains(line, lines);
        }
    }

    [Fact]
    public void Text_from_people_stays_one_value_and_can_end_nothing()
    {
        var lines = Lines(Write("a, b; c\\d", "one\r\nEND:VEVENT\ttab\u0007bell"));

        Assert.Contains(@"SUMMARY:a\, b\; c\\d", lines);
        Assert.Contains("DESCRIPTION:one\\nEND:VEVENT\ttabbell", lines);
        Assert.Single(lines, "END:VEVENT");
    }

    [Fact]
    public void Long_lines_are_folded_at_75_bytes_and_never_inside_of_a_character()
    {
        var title = string.Concat(Enumerable.Repeat("Ünïcødé 🛰️ ", 30));
        var text = Write(title, new string('x', 500));

        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains($"SUMMARY:{title}", Lines(text));
    }

    private static string Write(string title, string description) => ICalendar.Write("Changes", TimeSpan.FromMinutes(30),
        [new CalendarEvent("CHG3@desk.example.com", 4, "CONFIRMED", When, new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), title, description, new Uri("https://desk.example.com/console/changes/CHG3"))]);

    /// <summary>As a reader unfolds them.</summary>
    private static List<string> Lines(string text) => [.. text.Replace("\r\n ", "", StringComparison.Ordinal).TrimEnd().Split("\r\n")];
}
