using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation.Forms;

/// <summary>Reads an answer as people write it into what the card's input would send.</summary>
internal static partial class AnswerReader
{
    private const int ShortestPart = 3;

    /// <param name="now">On the calendar in which days are meant.</param>
    /// <param name="isAsked">Whether the question was just put: then "2" is the second choice.</param>
    /// <returns>Null when the text is no answer to this question.</returns>
    public static string? Read(FormQuestion question, string text, DateTime now, bool isAsked)
    {
        var written = text.Trim();
        return written.Length == 0 ? null : question.Kind switch
        {
            AnswerKind.Choice => One(question.Choices, written, isAsked)?.Value,
            AnswerKind.YesNo => YesNo(question.Choices, written, isAsked),
            AnswerKind.Choices => Several(question.Choices, written, isAsked),
            AnswerKind.Person => Person(written),
            AnswerKind.Day => Day(written, now),
            AnswerKind.Time => Time(written, now),
            AnswerKind.Number => Number(written),
            _ => written,
        };
    }

    /// <summary>The choices that are called so, each once.</summary>
    public static IEnumerable<FormChoice> Called(IReadOnlyList<FormChoice> choices, string words)
    {
        var run = SaidWordRun.Of(words);
        return choices.Where(choice => Names(choice).Any(name => SaidWordRun.Of(name) == run));
    }

    private static IEnumerable<string> Names(FormChoice choice) => choice.Title.Everywhere.Append(choice.Value).Concat(choice.Words);

    private static FormChoice? One(IReadOnlyList<FormChoice> choices, string written, bool isAsked)
    {
        if (Called(choices, written).FirstOrDefault() is { } exact)
        {
            return exact;
        }

        if (isAsked && Numbered().Match(written) is { Success: true } numbered && int.Parse(numbered.Groups["at"].Value, CultureInfo.InvariantCulture) is > 0 and var at && at <= choices.Count)
        {
            return choices[at - 1];
        }

        // "the macbook, please": the longest name that was said, when it is one choice's alone.
        var run = SaidWordRun.Of(written);
        var said = choices.Select(choice => (choice, length: Names(choice).Where(name => SaidWordRun.Has(run, name)).Select(name => name.Length).DefaultIfEmpty().Max()))
            .Where(found => found.length > 0).OrderByDescending(found => found.length).Take(2).ToList();
        if (said.Count > 0)
        {
            return said.Count == 2 && said[0].length == said[1].length ? null : said[0].choice;
        }

        // "windows": a part of one title alone.
        return run.Length < ShortestPart + 2 || choices.Where(choice => Names(choice).Any(name => SaidWordRun.Of(name).Contains(run, StringComparison.Ordinal))).Take(2).ToList() is not [var only] ? null : only;
    }

    private static string? YesNo(IReadOnlyList<FormChoice> choices, string written, bool isAsked) => (isAsked ? ShortReplies.Recognise(written) : ShortReply.None) switch
    {
        ShortReply.Yes => choices[0].Value,
        ShortReply.No => choices[1].Value,
        _ => Called(choices, written).FirstOrDefault()?.Value ?? (isAsked ? One(choices, written, isAsked)?.Value : null),
    };

    private static string? Several(IReadOnlyList<FormChoice> choices, string written, bool isAsked)
    {
        if (Called(choices, written).FirstOrDefault() is { } exact)
        {
            return exact.Value;
        }

        var parts = Between().Split(written).Where(part => part.Trim().Length > 0).Select(part => One(choices, part, isAsked)?.Value).ToList();
        return parts.Count == 0 || parts.Contains(null) ? null : string.Join(',', parts.Distinct());
    }

    private static string Person(string written) => ForWhom().Replace(written, "").TrimEnd('.', '!') is { Length: > 0 } name ? name : written;

    private static string? Day(string written, DateTime now) =>
        DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? written
        : Mention(written) is { } time && (time.Day is not null || time.Ahead is not null) ? time.Resolve(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;

    private static string? Time(string written, DateTime now)
    {
        if (Hour().Match(written) is { Success: true } hour)
        {
            return $"{int.Parse(hour.Groups["hour"].Value, CultureInfo.InvariantCulture):00}:{(hour.Groups["minute"].Success ? hour.Groups["minute"].Value : "00")}";
        }

        return Mention(written) switch
        {
            { Time: { } time } => time.ToString("HH:mm", CultureInfo.InvariantCulture),
            { Ahead: not null } ahead => ahead.Resolve(now).ToString("HH:mm", CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private static string? Number(string written)
    {
        if (Digits().Matches(written) is not [var only])
        {
            return null;
        }

        var text = only.Value;
        return text.Contains(',', StringComparison.Ordinal) && !text.Contains('.', StringComparison.Ordinal) ? text.Replace(',', '.') : text;
    }

    private static TimeMention? Mention(string written) => TimeMentions.Find(MessageText.Clean(written), pastLikely: false).Wanted;

    [GeneratedRegex(@"^\s*(?:(?:nr|no|number|nummer|option)\.?\s*)?(?<at>\d{1,2})[.)]?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\s*(?:,|;|&|\+|\band\b|\bund\b|\bplus\b|\bsowie\b)\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(@"^\s*(?:it'?s\s+|it\s+is\s+|das\s+ist\s+|es\s+ist\s+)?(?:for|für|fuer)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForWhom();

    [GeneratedRegex(@"^\s*(?:at\s+|um\s+|ab\s+)?(?<hour>[01]?\d|2[0-3])(?:[:.h](?<minute>[0-5]\d))?\s*(?:uhr|h|o'?clock)?\s*\.?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hour();

    [GeneratedRegex(@"-?\d+(?:[.,]\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
