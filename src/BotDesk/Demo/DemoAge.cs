using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Policy.Yaml;

namespace BotDesk.Demo;

/// <summary>How long ago something happened: <c>1 day 4 hours</c>. The demo is as fresh on every day it is loaded.</summary>
internal static partial class DemoAge
{
    public static TimeSpan Age(this YamlSection section, string key) => section.Parsed<TimeSpan>(key, Parse);

    public static TimeSpan? AgeOrNull(this YamlSection section, string key) => section.ParsedOrNull<TimeSpan>(key, Parse);

    private static (TimeSpan? Value, string? Wrong) Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success && text.Length > 0
            ? (new TimeSpan(Number(match, "days"), Number(match, "hours"), Number(match, "minutes"), 0), null)
            : (null, "is not an age; write it like '2 days', '1 day 4 hours' or '35 minutes'");
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A((?<days>[0-9]{1,4}) days?)?( ?(?<hours>[0-9]{1,4}) hours?)?( ?(?<minutes>[0-9]{1,4}) minutes?)?\z")]
    private static partial Regex Form();
}
