using System.Globalization;
using BotDesk.Notifications;

namespace BotDesk.Tests.Notifications;

/// <summary>When it is quiet, and until when, on somebody's own clock.</summary>
public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly QuietHours Night = new(new TimeOnly(18, 0), new TimeOnly(8, 0), Weekends: false);

    [Theory]
    [InlineData("2026-03-02T17:59", null)]
    [InlineData("2026-03-02T18:00", "2026-03-03T08:00")]
    [InlineData("2026-03-03T00:30", "2026-03-03T08:00")]
    [InlineData("2026-03-03T07:59", "2026-03-03T08:00")]
    [InlineData("2026-03-03T08:00", null)]
    public void A_night_ends_in_the_morning(string now, string? end) => Assert.Equal(Local(end), Night.EndsAfter(Local(now)!.Value, Berlin));

    [Theory]
    [InlineData("2026-03-06T19:00", "2026-03-09T08:00")]
    [InlineData("2026-03-07T12:00", "2026-03-09T08:00")]
    [InlineData("2026-03-09T07:00", "2026-03-09T08:00")]
    [InlineData("2026-03-06T12:00", null)]
    public void A_weekend_goes_on_as_the_night_around_it(string now, string? end) =>
        Assert.Equal(Local(end), (Night with { Weekends = true }).EndsAfter(Local(now)!.Value, Berlin));

    [Fact]
    public void Hours_of_the_day_end_on_the_same_day() =>
        Assert.Equal(Local("2026-03-02T14:00"), new QuietHours(new TimeOnly(12, 0), new TimeOnly(14, 0), false).EndsAfter(Local("2026-03-02T13:00")!.Value, Berlin));

    [Fact]
    public void A_night_in_which_the_clock_changes_still_ends_at_its_hour()
    {
        // On 29 March 02:00 becomes 03:00; 02:30 is no time of that day, and 03:30 is the first that is as late.
        Assert.Equal(Local("2026-03-29T08:00"), Night.EndsAfter(Local("2026-03-28T23:00")!.Value, Berlin));
        Assert.Equal(Local("2026-03-29T03:30"), new QuietHours(new TimeOnly(22, 0), new TimeOnly(2, 30), false).EndsAfter(Local("2026-03-28T23:00")!.Value, Berlin));
    }

    [Fact]
    public void None_are_never_quiet() => Assert.Null(new QuietHours(null, null, false).EndsAfter(Local("2026-03-07T03:00")!.Value, Berlin));

    private static DateTimeOffset? Local(string? time)
    {
        if (time is null)
        {
            return null;
        }

        var local = DateTime.Parse(time, CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, Berlin.GetUtcOffset(local));
    }
}
