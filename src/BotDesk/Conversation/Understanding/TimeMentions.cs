using System.Globalization;
using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Understanding;

/// <summary>Finds when something is wanted, in English and German: "tomorrow 9am", "next tuesday after lunch", "bis 5. Dezember", "am 12.3. um 14 Uhr".</summary>
internal static partial class TimeMentions
{
    private static readonly string[] Weekdays = ["sun so", "mon mo", "tue di", "wed mi", "thu do", "fri fr", "sat sa"];
    private static readonly string[] Months = ["jan jän", "feb", "mar mär mae", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"];

    /// <summary>The first time that is wanted, and since when something is so.</summary>
    /// <param name="pastLikely">Whether the message tells of what happened, so that a bare weekday is more likely gone than to come.</param>
    public static (TimeMention? Wanted, string? Since) Find(string text, bool pastLikely)
    {
        TimeMention? wanted = null;
        string? since = null;
        var end = 0;
        foreach (Match match in Mention().Matches(text))
        {
            var (before, begun) = (end, wanted);
            end = match.Index + match.Length;
            var prefix = match.Groups["prefix"].Value.ToLowerInvariant();
            if (prefix.StartsWith("since", StringComparison.Ordinal) || prefix.StartsWith("seit", StringComparison.Ordinal))
            {
                since ??= Past(match) ?? Read(match, until: false)?.ToString();
            }
            else if (begun is { End: null, Until: false } && before > 0 && Joins().IsMatch(text[before..match.Index] + prefix) && Read(match, until: false) is { } last)
            {
                wanted = begun with { End = last };
            }
            else if (wanted is null && !match.Groups["past"].Success && !match.Groups["gone"].Success)
            {
                var read = Read(match, prefix.Length > 0 && IsLimit(prefix));
                wanted = pastLikely && read is { Until: false, Day: WeekdayAhead { NextWeek: false } or CalendarDay or null } ? null : read;
            }
        }

        return (wanted, since);
    }

    private static bool IsLimit(string prefix) =>
        prefix.StartsWith("until", StringComparison.Ordinal) || prefix.StartsWith("till", StringComparison.Ordinal) || prefix.StartsWith("by", StringComparison.Ordinal)
        || prefix.StartsWith("before", StringComparison.Ordinal) || prefix.StartsWith("no later", StringComparison.Ordinal) || prefix.StartsWith("due", StringComparison.Ordinal)
        || prefix.StartsWith("bis", StringComparison.Ordinal) || prefix.StartsWith("vor", StringComparison.Ordinal) || prefix.StartsWith("sp", StringComparison.Ordinal);

    private static string? Past(Match match) => match.Groups["past"] is { Success: true } past
        ? past.Value.ToLowerInvariant() switch
        {
            "yesterday" or "gestern" => "yesterday",
            "this morning" or "heute früh" or "heute frueh" or "heute morgen" or "heut früh" => "this morning",
            "last week" or "letzte woche" or "letzter woche" or "voriger woche" => "last week",
            "lunch" or "noon" or "mittag" or "heute mittag" => "noon",
            _ => past.Value.ToLowerInvariant(),
        }
        : null;

    private static TimeMention? Read(Match match, bool until)
    {
        if (match.Groups["ahead"] is { Success: true } ahead)
        {
            var amount = ahead.Value.ToLowerInvariant() switch
            {
                "half an" or "einer halben" => 0.5,
                "an" or "a" or "one" or "einer" => 1,
                "two" or "zwei" => 2,
                "three" or "drei" => 3,
                var digits => int.Parse(digits, CultureInfo.InvariantCulture),
            };
            var isHours = match.Groups["aheadunit"].Value[0] is 'h' or 'H' or 's' or 'S';
            return new TimeMention(null, null, until) { Ahead = isHours ? TimeSpan.FromHours(amount) : TimeSpan.FromMinutes(amount) };
        }

        var day = Day(match);
        var time = Time(match);
        if (day is null && time is null)
        {
            return null;
        }

        return new TimeMention(day, time, until) { End = Hour(match, "tohour", "tominute", "tohalf") is { } end ? new TimeMention(null, end, Until: false) : null };
    }

    private static DayMention? Day(Match match)
    {
        if (match.Groups["near"] is { Success: true } near)
        {
            return new DaysAhead(near.Value.ToLowerInvariant() switch
            {
                "today" or "tonight" or "heute" or "heut" => 0,
                "tomorrow" or "tmrw" or "tmr" or "tomorow" or "tommorow" or "tommorrow" or "morgen" => 1,
                _ => 2,
            });
        }

        if (match.Groups["weekday"] is { Success: true } weekday)
        {
            return new WeekdayAhead((DayOfWeek)Find(Weekdays, weekday.Value), match.Groups["next"].Success);
        }

        if (match.Groups["monthday"] is { Success: true } monthDay)
        {
            var number = int.Parse(monthDay.Value, CultureInfo.InvariantCulture);
            return number is >= 1 and <= 31 ? new DayOfMonth(number) : null;
        }

        if (match.Groups["count"] is { Success: true } count)
        {
            var days = int.Parse(count.Value, CultureInfo.InvariantCulture);
            return new DaysAhead(days * (match.Groups["unit"].Value.ToLowerInvariant()[0] switch { 'w' => 7, 'm' => 30, _ => 1 }));
        }

        return match.Groups["period"] is { Success: true } period ? Stretch(match, period.Value.ToLowerInvariant()) : Date(match);
    }

    private static PeriodDay Stretch(Match match, string word)
    {
        var period = word.Contains("end", StringComparison.Ordinal) && word.StartsWith('w') ? Period.Weekend
            : word.StartsWith('w') ? Period.Week
            : word.StartsWith('m') ? Period.Month
            : word.StartsWith('q') ? Period.Quarter
            : Period.Year;
        return new PeriodDay(period, match.Groups["next"].Success, match.Groups["end"].Success || word.EndsWith("sende", StringComparison.Ordinal));
    }

    private static CalendarDay? Date(Match match)
    {
        if (!match.Groups["day"].Success)
        {
            return null;
        }

        var day = int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture);
        var month = match.Groups["month"] is { Success: true } name ? Find(Months, name.Value) + 1
            : match.Groups["monthnumber"] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture)
            : 0;
        int? year = match.Groups["year"] is { Success: true } said ? int.Parse(said.Value, CultureInfo.InvariantCulture) : null;
        year += year < 100 ? 2000 : 0;
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year ?? 2024, month) ? new CalendarDay(day, month, year) : null;
    }

    private static TimeOnly? Time(Match match)
    {
        if (match.Groups["part"] is { Success: true } part)
        {
            return part.Value.ToLowerInvariant() switch
            {
                "morning" or "in the morning" or "früh" or "frueh" or "vormittag" or "in der früh" => new TimeOnly(9, 0),
                "noon" or "midday" or "mittag" or "lunchtime" or "lunch" => new TimeOnly(12, 0),
                "after lunch" or "nach dem mittagessen" or "nach mittag" => new TimeOnly(13, 0),
                "afternoon" or "in the afternoon" or "nachmittag" => new TimeOnly(14, 0),
                _ => new TimeOnly(18, 0),
            };
        }

        if (match.Groups["tonight"].Success || match.Groups["near"].Value.Equals("tonight", StringComparison.OrdinalIgnoreCase))
        {
            return new TimeOnly(18, 0);
        }

        // In "8-10pm" and "22 bis 24 Uhr" what follows the second hour is said of both.
        return Hour(match, "hour", "minute", match.Groups["half"].Success ? "half" : "tohalf");
    }

    private static TimeOnly? Hour(Match match, string hourGroup, string minuteGroup, string halfGroup)
    {
        if (!match.Groups[hourGroup].Success)
        {
            return null;
        }

        var hour = int.Parse(match.Groups[hourGroup].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups[minuteGroup] is { Success: true } minutes ? int.Parse(minutes.Value, CultureInfo.InvariantCulture) : 0;
        hour = match.Groups[halfGroup].Value.ToLowerInvariant() switch
        {
            "pm" or "p.m." => hour < 12 ? hour + 12 : hour,
            "am" or "a.m." => hour == 12 ? 0 : hour,
            _ => hour,
        };
        return hour < 24 && minute < 60 ? new TimeOnly(hour, minute)
            : hour == 24 && minute == 0 ? TimeOnly.MinValue
            : null;
    }

    private static int Find(string[] names, string word)
    {
        var lower = word.ToLowerInvariant();
        return Array.FindIndex(names, name => name.Split(' ').Any(start => lower.StartsWith(start, StringComparison.Ordinal)));
    }

    private const string DayPattern =
        """
        (?:
            (?<near>today|tonight|tomorrow|tmrw|tmr|tomorow|tommorr?ow|day\ after\ tomorrow|übermorgen|uebermorgen|(?:heute|heut)(?!\s+(?:früh|frueh|morgen)\b)|(?<!guten\s)(?<!gutn\s)(?<!schönen\s)(?<!am\s)(?<!jeden\s)morgen)
          | (?:(?<next>next|nächster|nächsten|nächste|nächstes|naechsten|kommenden|kommende|following)\s+|(?:this|coming|diesen|diese|dieser|dieses)\s+)?
            (?<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|thurs?|fri|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)(?:\s+next\s+week)?
          | in\s+(?<count>\d{1,3})\s+(?<unit>days?|weeks?|months?|tagen?|wochen?|monaten?)
          | (?<end>(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?|ende\s+(?:der\s+|des\s+|dieser\s+|dieses\s+)?)(?<next>next\s+|nächster\s+|nächsten\s+)?(?<period>week|month|quarter|year|woche|monats?|quartals?|jahres)
          | (?<period>monatsende|jahresende|quartalsende|wochenende)
          | (?:(?<next>next|nächste|nächsten|nächstes|kommende|kommenden)|this|diese[sn]?|the|am)\s+(?<period>weekend|wochenende)
          | (?:(?<next>next|nächste|nächsten|nächstes|kommende|kommenden|kommendes))\s+(?<period>week|month|quarter|year|woche|monat|quartal|jahr)
          | (?:this|diese[sn]?)\s+(?<period>week|month|quarter|year|woche|monat|quartal|jahr)
          | (?<year>20\d\d)-(?<monthnumber>\d{2})-(?<day>\d{2})
          | (?<day>\d{1,2})(?:st|nd|rd|th|\.)?\s*(?:of\s+)?(?<month>jan(?:uary|uar)?|jän(?:ner)?|feb(?:ruary|ruar|er)?|mar(?:ch)?|märz|maerz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\b\.?(?:,?\s+(?<year>20\d\d))?
          | (?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s+(?:the\s+)?(?<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?<year>20\d\d))?
          | (?<![\d.])(?<day>\d{1,2})\.(?<monthnumber>\d{1,2})\.(?<year>(?:20)?\d\d)?(?![\d.])
          | (?<![\d/])(?<day>\d{1,2})/(?<monthnumber>\d{1,2})(?:/(?<year>(?:20)?\d\d))?(?![\d/])
          | (?<=\b(?:on|by|until|till|before|from|to)\s+the\s+)(?<monthday>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:floor|time|of|level|street|building))
          | (?<=\b(?:am|zum|ab\ dem|bis\ zum|vom)\s+)(?<monthday>\d{1,2})\.(?!\s*\d)(?!\s*(?:stock|etage|og|mal|versuch))
        )
        """;

    private const string TimePattern =
        """
        (?:
            (?<hour>\d{1,2})(?:[:.](?<minute>\d\d))?\s*(?<half>am|pm|a\.m\.|p\.m\.|uhr)?\s*(?:-|–|to|till|until|and|und|bis)\s*(?<tohour>\d{1,2})(?:[:.](?<tominute>\d\d))?\s*(?<tohalf>am|pm|a\.m\.|p\.m\.|uhr|h\b)(?![a-z])
          | (?<hour>\d{1,2}):(?<minute>\d\d)\s*(?:-|–|to|till|until|and|und|bis)\s*(?<tohour>\d{1,2}):(?<tominute>\d\d)(?![\d:])
          | (?<hour>\d{1,2})(?:[:.](?<minute>\d\d))?\s*(?<half>am|pm|a\.m\.|p\.m\.)(?![a-z])
          | (?<hour>\d{1,2})(?:[:.](?<minute>\d\d))?\s*(?:uhr|h\b|o'clock)
          | (?<hour>\d{1,2}):(?<minute>\d\d)(?![\d:])
          | (?<part>(?:in\ the\ )?morning|noon|midday|after\ lunch|lunchtime|lunch|(?:in\ the\ )?afternoon|evening|night|(?:in\ der\ )?früh|frueh|vormittag|nach\ dem\ mittagessen|nach\ mittag|mittag|nachmittag|abend)
        )
        """;

    [GeneratedRegex(@"^\s*(?:to|until|till|-|–|and|und|bis)(?:\s+(?:the|zum|dem|den|on|at|um))*\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joins();

    // A clock by itself needs its am, pm, Uhr or colon after "at", "um", "by", ...; "at 9" and "um 9" stand before nothing else.
    [GeneratedRegex(
        """
        (?<![\p{L}\d])
        (?<gone>\b(?:last|letzten|letzte|letzter|vorigen|vergangenen|every|each|jeden)\s+)?
        (?<prefix>(?:since|seit|until|till|by|before|no\ later\ than|due|bis(?:\ (?:zum|spätestens))?|vor(?:\ dem)?|spätestens(?:\ (?:am|bis))?|on|at|from|between|zwischen|vom?|starting|ab(?:\ dem)?|am|um|für|for|zum)\s+(?:the\s+|dem\s+|den\s+|last\s+|letzten?r?\s+)?)?
        (?:
            (?<past>yesterday|gestern|this\ morning|heute\ (?:früh|frueh|morgen)|heut\ früh|last\ week|letzter?\ woche|voriger\ woche|(?<=(?:since|seit)\s)(?:lunch|noon|heute\ mittag|mittag))
          | in\s+(?<ahead>\d{1,3}|half\ an|an|a|one|two|three|einer\ halben|einer|zwei|drei)\s+(?<aheadunit>hours?|hrs?|minutes?|mins?|stunden?|minuten)
          |
        """ + DayPattern + """
            (?: [\s,]+ (?:at\s+|um\s+|between\s+|zwischen\s+|von\s+|gegen\s+|around\s+|@\s*|in\s+the\s+|am\s+|by\s+|from\s+|ab\s+|until\s+|bis\s+)?
        """ + TimePattern + """
            | [\s,]+ (?:between|zwischen|from|von)\s+(?<hour>\d{1,2})(?:[:.](?<minute>\d\d))?\s*(?:-|–|to|till|until|and|und|bis)\s*(?<tohour>\d{1,2})(?:[:.](?<tominute>\d\d))?(?![\d.:%/])
            | [\s,]+ (?:at|um|@)\s+(?<hour>\d{1,2})(?![\d.:%/]) )?
          |
        """ + TimePattern + "(?<=" + "(?:am|pm|uhr|m\\.|h|o'clock|:\\d\\d))" + """
            (?: [\s,]+ (?:on\s+|am\s+)?
        """ + DayPattern + """
            )?
          | (?<=\b(?:at|um)\s+)(?<hour>\d{1,2})(?![\d.:%/]|\s*(?:%|percent|times|mal|minutes|hours))
        )
        (?![\p{L}\d])
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
