using System.Text.RegularExpressions;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Changes.Chat;

/// <summary>A stretch of days on somebody's own calendar, both included.</summary>
internal sealed partial record Days(DateOnly First, DateOnly Last)
{
    private const int SoonDays = 30;

    /// <summary>From today on, as far as people look ahead.</summary>
    public static Days Soon(DateOnly today) => new(today, today.AddDays(SoonDays));

    /// <summary>"this weekend", "nächste Woche", "this month", or the day that is named.</summary>
    /// <param name="time">What was understood beside; null where no day was named.</param>
    /// <returns>Null where no time was said.</returns>
    public static Days? Said(string text, TimeMention? time, DateOnly today)
    {
        var stretch = Stretch().Match(text);
        var isNext = Next().IsMatch(text);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        if (stretch.Groups["weekend"].Success)
        {
            // On a Monday "next weekend" is the coming one; during a weekend it is the one after.
            var saturday = monday.AddDays(isNext && today >= monday.AddDays(5) ? 12 : 5);
            return new(saturday > today ? saturday : today, saturday.AddDays(1));
        }

        if (stretch.Groups["week"].Success)
        {
            return isNext ? new(monday.AddDays(7), monday.AddDays(13)) : new(today, monday.AddDays(6));
        }

        if (stretch.Groups["month"].Success)
        {
            var begins = new DateOnly(today.Year, today.Month, 1).AddMonths(isNext ? 1 : 0);
            return new(begins > today ? begins : today, begins.AddMonths(1).AddDays(-1));
        }

        if (time?.Day is not { } named)
        {
            return null;
        }

        var day = named.Resolve(today);
        return time.Until ? new(today, day) : new(day, time.End?.Day?.Resolve(day) ?? day);
    }

    [GeneratedRegex(@"(?<weekend>\bweekend|wochenende)|\b(?<week>week|woche)\b|\b(?<month>month|monat)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Stretch();

    [GeneratedRegex(@"\b(next|following|nächste[nrsm]?|kommende[nrsm]?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Next();
}
