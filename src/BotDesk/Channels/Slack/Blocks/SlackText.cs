using System.Text;
using System.Text.RegularExpressions;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>Text as Slack takes it.</summary>
internal static partial class SlackText
{
    private const char Ellipsis = '…';

    /// <summary>A longer one stands there as it is: it could not be kept in one piece.</summary>
    private const int LongestLink = 1000;

    /// <summary>
    /// Text in which nothing is a mention, link or entity (https://docs.slack.dev/messaging/formatting-message-text#escaping). It still knows <c>*bold*</c>, so
    /// people's words stand in rich text and plain text, and here only in what notifications show.
    /// </summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Our own Markdown as Slack's mrkdwn, which has one star for bold, no headings and its own links.</summary>
    public static string FromMarkdown(string markdown)
    {
        var text = Escape(markdown.ReplaceLineEndings("\n"));
        text = Link().Replace(text, link => link.Length <= LongestLink ? $"<{link.Groups[2].Value}|{link.Groups[1].Value}>" : $"{link.Groups[1].Value} ({link.Groups[2].Value})");
        text = Bold().Replace(text, "*$1*");
        text = Heading().Replace(text, "*$1*");
        return Bullet().Replace(text, "$1• ");
    }

    /// <summary>Our own Markdown without its marks, where Slack formats nothing.</summary>
    public static string WithoutMarkdown(string markdown) =>
        Bullet().Replace(Heading().Replace(Bold().Replace(Link().Replace(markdown, "$1"), "$1"), "$1"), "$1• ");

    /// <summary>At most so many characters, the last one an ellipsis where something is missing; no character is cut in half.</summary>
    public static string Shorten(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = limit - 1;
        end = char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
        return text[..end].TrimEnd() + Ellipsis;
    }

    /// <summary>In parts of at most so many characters, cut where a line or a word ends; put together they are the text.</summary>
    public static IEnumerable<string> Split(string text, int limit)
    {
        while (text.Length > limit)
        {
            var end = text.LastIndexOf('\n', limit - 1);
            end = end < limit / 2 ? text.LastIndexOf(' ', limit - 1) : end;
            end = end < limit / 2 ? limit - 1 : end;
            end = char.IsHighSurrogate(text[end]) ? end - 1 : end;
            yield return text[..(end + 1)];
            text = text[(end + 1)..];
        }

        if (text.Length > 0)
        {
            yield return text;
        }
    }

    /// <summary>The same for mrkdwn, in which neither a link nor an entity is cut in two.</summary>
    public static IEnumerable<string> SplitMrkdwn(string mrkdwn, int limit)
    {
        while (mrkdwn.Length > limit)
        {
            var part = Split(mrkdwn, limit).First();
            var link = part.LastIndexOf('<') is var start && start > part.LastIndexOf('>') ? start : part.Length;
            var entity = part.LastIndexOf('&') is var and && and > part.LastIndexOf(';') ? and : part.Length;
            part = Math.Min(link, entity) is > 0 and var end ? part[..end] : part;
            yield return part;
            mrkdwn = mrkdwn[part.Length..];
        }

        if (mrkdwn.Length > 0)
        {
            yield return mrkdwn;
        }
    }

    /// <summary>Without characters that have no shape: Slack refuses a text that consists of them.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.Any(IsShapeless))
        {
            return text?.ReplaceLineEndings("\n") ?? "";
        }

        var clean = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings("\n").Where(letter => !IsShapeless(letter)))
        {
            clean.Append(letter);
        }

        return clean.ToString();
    }

    public static bool IsBlank(string text) => text.All(letter => char.IsWhiteSpace(letter) || letter is '\u200e' or '\u200f' or '\u200b' or '\u2060' or '\ufeff');

    private static bool IsShapeless(char letter) => (char.IsControl(letter) && letter is not ('\n' or '\t')) || letter is '\ufffe' or '\uffff';

    [GeneratedRegex(@"\[([^\]]+)\]\((https?://[^)\s|>]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"^#{1,6}\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(\s*)[-*]\s+", RegexOptions.Multiline)]
    private static partial Regex Bullet();
}
