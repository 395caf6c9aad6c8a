using System.Globalization;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Tests.Conversation.Understanding;

public sealed class TimeMentionsTest
{
    // A Thursday.
    private static readonly DateTime Now = new(2026, 11, 19, 10, 30, 0, DateTimeKind.Unspecified);

    [Theory]
    [InlineData("i need a laptop tomorrow 9am", "tomorrow 09:00", "2026-11-20 09:00")]
    [InlineData("i need a laptop next tuesday after lunch", "next tuesday 13:00", "2026-11-24 13:00")]
    [InlineData("i need a laptop until 5 Dec", "until 5 december", "2026-12-05 23:59")]
    [InlineData("i need a laptop by Dec 5th", "until 5 december", "2026-12-05 23:59")]
    [InlineData("i need a laptop on friday", "friday", "2026-11-20 00:00")]
    [InlineData("i need a laptop on thursday", "thursday", "2026-11-26 00:00")]
    [InlineData("i need a laptop at 3pm", "15:00", "2026-11-19 15:00")]
    [InlineData("i need a laptop at 9", "09:00", "2026-11-20 09:00")]
    [InlineData("i need a laptop 2027-01-15", "15 january 2027", "2027-01-15 00:00")]
    [InlineData("i need a laptop in 2 weeks", "in 14 days", "2026-12-03 00:00")]
    [InlineData("i need a laptop by the end of next week", "until end of next week", "2026-11-27 23:59")]
    [InlineData("i need a laptop next week", "next week", "2026-11-23 00:00")]
    [InlineData("ich brauche einen laptop bis 5. Dezember", "until 5 december", "2026-12-05 23:59")]
    [InlineData("ich brauche einen laptop am 12.3. um 14 Uhr", "12 march 14:00", "2027-03-12 14:00")]
    [InlineData("ich brauche einen laptop morgen früh", "tomorrow 09:00", "2026-11-20 09:00")]
    [InlineData("ich brauche einen laptop übermorgen", "day after tomorrow", "2026-11-21 00:00")]
    [InlineData("ich brauche einen laptop nächsten Montag um 8:30", "next monday 08:30", "2026-11-23 08:30")]
    [InlineData("ich brauche einen laptop bis Monatsende", "until end of this month", "2026-11-30 23:59")]
    [InlineData("i need a laptop in 2 hours", "in 2 hours", "2026-11-19 12:30")]
    [InlineData("ich brauche einen laptop in einer halben stunde", "in 30 minutes", "2026-11-19 11:00")]
    [InlineData("i need a laptop on the 24th at noon", "day 24 of the month 12:00", "2026-11-24 12:00")]
    [InlineData("i need a laptop by the 3rd", "until day 3 of the month", "2026-12-03 23:59")]
    [InlineData("ich brauche einen laptop am 31.", "day 31 of the month", "2026-12-31 00:00")]
    public void A_time_is_read_and_resolved_on_the_persons_calendar(string text, string when, string instant)
    {
        var entities = Trained.Understand(text).Entities;

        Assert.Equal(when, entities.When);
        Assert.Equal(instant, entities.Time!.Resolve(Now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("patch the firewall on saturday between 22:00 and 24:00", "2026-11-21 22:00", "2026-11-22 00:00")]
    [InlineData("new firewall rule on saturday between 22 and 24", "2026-11-21 22:00", "2026-11-22 00:00")]
    [InlineData("Firewall am Samstag von 9 bis 11:30 patchen", "2026-11-21 09:00", "2026-11-21 11:30")]
    [InlineData("restart the mail server tomorrow from 8pm to 10pm", "2026-11-20 20:00", "2026-11-20 22:00")]
    [InlineData("restart the mail server tomorrow 8-10pm", "2026-11-20 20:00", "2026-11-20 22:00")]
    [InlineData("upgrade the sap server friday 22:00 - 02:00", "2026-11-20 22:00", "2026-11-21 02:00")]
    [InlineData("migrate the file server from 12 Dec to 14 Dec", "2026-12-12 00:00", "2026-12-14 23:59")]
    [InlineData("we need the change from friday 6pm until sunday 8am", "2026-11-20 18:00", "2026-11-22 08:00")]
    [InlineData("Serverumzug vom 12.12. bis 14.12.", "2026-12-12 00:00", "2026-12-14 23:59")]
    [InlineData("bitte die Firewall am Samstag zwischen 22 und 24 Uhr patchen", "2026-11-21 22:00", "2026-11-22 00:00")]
    [InlineData("Wartung der Datenbank morgen von 18 bis 20 Uhr", "2026-11-20 18:00", "2026-11-20 20:00")]
    public void A_stretch_has_a_beginning_and_an_end(string text, string start, string end)
    {
        var time = Trained.Understand(text).Entities.Time!;

        Assert.Equal(start, time.Resolve(Now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        Assert.Equal(end, time.ResolveEnd(Now)?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("outlook is broken since this morning", "this morning")]
    [InlineData("seit gestern geht der drucker nicht", "yesterday")]
    [InlineData("vpn drops since monday", "monday")]
    public void Since_is_not_a_wanted_time(string text, string since)
    {
        var entities = Trained.Understand(text).Entities;

        Assert.Null(entities.When);
        Assert.Equal(since, entities.Since);
    }

    [Theory]
    [InlineData("Guten Morgen, ich brauche eine Maus")]
    [InlineData("sap worked on friday, now it does not")]
    [InlineData("i need 3 monitors")]
    [InlineData("i need a laptop with 16 GB at 99.99 euro")]
    [InlineData("i need a license for version 31.2.0")]
    [InlineData("ich brauche den 31.2.")]
    [InlineData("the printer on the 2nd floor jams")]
    [InlineData("der drucker am 3. Stock streikt")]
    [InlineData("i need 2 to 3 monitors")]
    public void What_is_no_time_is_not_taken_for_one(string text) => Assert.Null(Trained.Understand(text).Entities.When);

    [Fact]
    public void The_last_of_february_resolves_in_every_year() =>
        Assert.Equal(new DateOnly(2027, 2, 28), new CalendarDay(29, 2, null).Resolve(new DateOnly(2026, 11, 19)));
}
