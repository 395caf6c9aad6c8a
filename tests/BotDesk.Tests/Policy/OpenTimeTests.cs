using System.Globalization;
using BotDesk.Policy;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Tests.Policy;

/// <summary>Time in which the desk is open, counted.</summary>
public sealed class OpenTimeTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly OpeningHours Weekdays = Hours("Mon-Fri 08:00-18:00");

    [Theory]
    [InlineData("5 days", "2026-03-06 17:00", "2026-03-11 17:00")]
    [InlineData("90 minutes", "2026-03-06 17:30", "2026-03-06 19:00")]
    [InlineData("2 business days", "2026-03-05 10:15", "2026-03-09 10:15")]
    [InlineData("1 business day", "2026-03-06 17:00", "2026-03-09 17:00")]
    [InlineData("1 business day", "2026-03-06 19:00", "2026-03-10 08:00")]
    [InlineData("1 business day", "2026-03-06 06:00", "2026-03-09 08:00")]
    [InlineData("4 business hours", "2026-03-06 16:00", "2026-03-09 10:00")]
    [InlineData("4 business hours", "2026-03-07 12:00", "2026-03-09 12:00")]
    [InlineData("10 business hours", "2026-03-27 12:00", "2026-03-30 12:00")]
    [InlineData("30 business minutes", "2026-03-06 17:30", "2026-03-06 18:00")]
    public void A_time_that_is_allowed_ends_when_the_desk_has_been_there_for_so_long(string allowed, string from, string until)
    {
        var (value, wrong) = TimeAllowed.Parse(allowed);

        Assert.Null(wrong);
        Assert.Equal(allowed, value.ToString());
        Assert.Equal(Local(until), value!.Value.From(Local(from), Weekdays, London));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("0 days")]
    [InlineData("5 fortnights")]
    [InlineData("five days")]
    [InlineData("-1 day")]
    [InlineData("99999 days")]
    public void What_is_no_time_is_refused_with_the_reason(string text) => Assert.NotNull(TimeAllowed.Parse(text).Wrong);

    [Fact]
    public void Where_opening_hours_are_not_known_all_time_counts() =>
        Assert.Equal(Local("2026-03-09 17:00"), new TimeAllowed(3, TimeUnit.Day, IsBusiness: true).From(Local("2026-03-06 17:00"), null, London));

    [Fact]
    public void Open_time_equals_a_count_minute_by_minute_over_both_changes_of_the_clock()
    {
        var schedules = new[] { Weekdays, Hours("Mon-Fri 09:00-12:30", "Mon-Thu 13:15-17:00"), Hours("Sat 09:00-12:00", "Sun 00:30-02:30"), Hours("Mon-Sun 00:00-24:00"), Hours("Mon-Wed 08:00-14:00", "Tue 12:00-20:00") };
        var cases = from schedule in Gen.Elements(schedules)
                    from start in Gen.Elements(Local("2026-03-26 00:00"), Local("2026-10-22 00:00"))
                    from begins in Gen.Choose(0, 6 * 24 * 60)
                    from minutes in Gen.Choose(1, 20 * 60)
                    select (schedule, start.AddMinutes(begins), minutes);

        Prop.ForAll(cases.ToArbitrary(), test => test.schedule.OpenAfter(test.Item2, TimeSpan.FromMinutes(test.minutes), London) == Counted(test.schedule, test.Item2, test.minutes))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    private static DateTimeOffset Counted(OpeningHours hours, DateTimeOffset at, int minutes)
    {
        for (var left = minutes; left > 0; at = at.AddMinutes(1))
        {
            left -= hours.IsOpen(at, London) ? 1 : 0;
        }

        return at;
    }

    private static OpeningHours Hours(params string[] spans) => new([.. spans.Select(span => OpenSpan.Parse(span).Value!.Value)], null);

    private static DateTimeOffset Local(string text)
    {
        var local = DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, London.GetUtcOffset(local));
    }
}
