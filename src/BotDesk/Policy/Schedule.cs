using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>After which time something comes again.</summary>
public enum SchedulePeriod
{
    Day,
    Week,
    Month,
    Year,
}

/// <summary>What comes again and again, by the clock on the wall: where the clocks are changed meanwhile, it is longer or shorter by that.</summary>
/// <param name="Every">1: in every period; 2: in every second, counted from <paramref name="Since"/>.</param>
/// <param name="On">On which days of the period; empty for <see cref="SchedulePeriod.Day"/> alone.</param>
/// <param name="Lasts">Until when the wall shows as much later than <paramref name="From"/>.</param>
/// <param name="Since">The first day on which it can begin; null: always.</param>
/// <param name="Until">The last such day; null: for ever.</param>
public sealed record ScheduleRule(SchedulePeriod Period, int Every, ImmutableArray<RuleDay> On, TimeOnly From, TimeSpan Lasts, DateOnly? Since, DateOnly? Until);

/// <summary>When something is: again and again by a rule, or once.</summary>
/// <param name="Rule">Null: once.</param>
/// <param name="Starts">Local time; only of what is once.</param>
/// <param name="Zone">Whose clock it is; null: the organisation's.</param>
public sealed partial record Schedule(ScheduleRule? Rule, DateTime Starts, DateTime Ends, TimeZoneInfo? Zone)
{
    /// <summary>Longer than this is no exception but a way of life; it also bounds how far back one has to look for what lasts until now.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    /// <summary>The keys <c>every</c>, <c>on</c>, <c>from</c>, <c>lasts</c>, <c>since</c>, <c>until</c>, or <c>starts</c> and <c>ends</c>; and <c>timeZone</c>.</summary>
    internal static Schedule Read(YamlSection section)
    {
        TimeZoneInfo? zone = section.Has("timeZone") ? section.TimeZone("timeZone") : null;
        return section.Has("every") ? new Schedule(ReadRule(section), default, default, zone) : ReadOnce(section, zone);
    }

    private static Schedule ReadOnce(YamlSection section, TimeZoneInfo? zone)
    {
        if (!section.Has("starts") && !section.Has("ends"))
        {
            section.Wrong("it is not said when: 'every' with 'from' and 'lasts' for what comes again, 'starts' and 'ends' for what is once");
            return new Schedule(null, default, default, zone);
        }

        var (starts, ends) = (section.Parsed<DateTime>("starts", Moment), section.Parsed<DateTime>("ends", Moment));
        if (starts != default && ends != default && ends <= starts)
        {
            section.Note("ends", "must come after 'starts'");
        }
        else if (starts != default && ends - starts > Longest)
        {
            section.Note("ends", $"is more than {Longest.Days} days after 'starts'");
        }

        return new Schedule(null, starts, ends, zone);
    }

    private static ScheduleRule ReadRule(YamlSection section)
    {
        var (every, period) = section.Parsed<(int, SchedulePeriod)>("every", Period);
        var rule = new ScheduleRule(
            period, every, section.Parses<RuleDay>("on", text => RuleDay.Parse(text, period)), section.Parsed<TimeOnly>("from", Clock), section.Parsed<TimeSpan>("lasts", Length),
            section.ParsedOrNull<DateOnly>("since", Day), section.ParsedOrNull<DateOnly>("until", Day));
        if (period != SchedulePeriod.Day && rule.On.IsEmpty)
        {
            section.Wrong($"'on' is missing: on which days of the {period.ToString().ToLowerInvariant()}");
        }

        if (every > 1 && rule.Since is null)
        {
            section.Wrong($"'since' is missing: from which day every {every} {period.ToString().ToLowerInvariant()}s are counted");
        }

        if (rule.Since > rule.Until)
        {
            section.Note("until", "must not come before 'since'");
        }

        return rule;
    }

    /// <summary>A length of time as it is written in the file: <c>90 minutes</c>, <c>4 hours</c>, <c>3 days</c>, <c>1 day 6 hours</c>.</summary>
    internal static (TimeSpan? Value, string? Wrong) Length(string text)
    {
        var match = LengthForm().Match(text);
        if (!match.Success || text.Length == 0)
        {
            return (null, "is no length of time; write it like '90 minutes', '4 hours' or '1 day 6 hours'");
        }

        var length = new TimeSpan(Number(match, "days"), Number(match, "hours"), Number(match, "minutes"), 0);
        return length <= TimeSpan.Zero || length > Longest ? (null, $"is not between 1 minute and {Longest.Days} days") : (length, null);
    }

    internal static (TimeOnly? Value, string? Wrong) Clock(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? (time, null)
        : (null, "is no time of day; write it like \"20:00\"");

    private static ((int, SchedulePeriod)? Value, string? Wrong) Period(string text)
    {
        var match = PeriodForm().Match(text);
        return match.Success && Enum.TryParse<SchedulePeriod>(match.Groups["period"].Value, ignoreCase: true, out var period)
            ? ((match.Groups["count"].Success ? int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) : 1, period), null)
            : (null, "is not day, week, month or year, nor like '2 weeks'");
    }

    private static (DateOnly? Value, string? Wrong) Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? (day, null)
        : (null, "is no day; write it like 2026-12-24");

    private static (DateTime? Value, string? Wrong) Moment(string text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && moment.Year is >= 2000 and <= 2200
            ? (moment, null)
            : (null, "is no day with a time; write it like 2026-12-24 18:00");

    private static int Number(Match match, string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A(?:(?<count>[1-9][0-9]?) )?(?<period>day|week|month|year)s?\z")]
    private static partial Regex PeriodForm();

    [GeneratedRegex(@"\A((?<days>[0-9]{1,2}) days?)?( ?(?<hours>[0-9]{1,3}) hours?)?( ?(?<minutes>[0-9]{1,4}) minutes?)?\z")]
    private static partial Regex LengthForm();
}
