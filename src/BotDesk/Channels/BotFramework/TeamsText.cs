using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BotDesk.Channels.BotFramework;

/// <summary>A message of Teams as it reads (Microsoft Graph, resource type <c>chatMessage</c>): its own words first, then what it answers and which files came with it.</summary>
/// <remarks>What stands in it is a client's claim, so every pattern takes time in proportion to its length, however it is made.</remarks>
internal static partial class TeamsText
{
    /// <summary>The longest body that is read; Teams' own limit is about 28 KB.</summary>
    private const int LongestBody = 64 * 1024;

    /// <summary>How many quotes and files are named.</summary>
    private const int MostNamed = 10;

    /// <param name="html">Null where the message is plain text.</param>
    /// <param name="text">The body as it came.</param>
    /// <param name="attachments">Of the message; may be anything.</param>
    public static string Of(string? html, string text, JsonElement attachments)
    {
        var quotes = new List<string>();
        var own = html is null ? text.Trim() : Plain(Quote.Replace(Cut(html), quote =>
        {
            quotes.Add(Plain(quote.Groups["said"].Value));
            return "<br>";
        }));
        List<JsonElement> with = attachments.ValueKind == JsonValueKind.Array ? [.. attachments.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Object).Take(MostNamed)] : [];
        quotes.AddRange(with.Where(each => each.Text("contentType") == "messageReference").Select(Answered).OfType<string>());
        return string.Join("\n\n",
        [
            own,
            .. quotes.Take(MostNamed).Select(quote => "> " + quote.Replace("\n", "\n> ", StringComparison.Ordinal)),
            string.Join('\n', with.Where(each => each.Text("contentType") == "reference").Select(each => each.Text("name")).OfType<string>().Select(name => $"📎 {name}")),
        ]).Trim();
    }

    /// <summary>HTML as it reads: lines where it breaks, names in the place of mentions, nothing of what only a browser sees.</summary>
    public static string Plain(string html)
    {
        var body = Unseen.Replace(Cut(html), "");
        body = Emoji().Replace(body, "${alt}");
        body = Break().Replace(body, "\n");
        body = CellEnd().Replace(body, " ");
        body = Inline().Replace(body, "");
        body = BlockInLine().Replace(body, "\n");
        body = WebUtility.HtmlDecode(Tag().Replace(body, "")).Replace('\u00a0', ' ').Replace("\r", "", StringComparison.Ordinal);
        return Lines(body);
    }

    /// <summary>With one empty line where there are several.</summary>
    private static string Lines(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.Length > 0 || lines is [.., { Length: > 0 }])
            {
                lines.Add(line);
            }
        }

        return string.Join('\n', lines).Trim();
    }

    private static string Cut(string html) => html.Length > LongestBody ? html[..LongestBody] : html;

    /// <summary>The message that this one answers, in the few words of it that Teams hands over.</summary>
    private static string? Answered(JsonElement attachment)
    {
        try
        {
            var reference = JsonElement.Parse(attachment.Text("content") ?? "null");
            var sender = reference.Text("messageSender", "user", "displayName");
            return reference.Text("messagePreview") is { } said ? (sender is null ? said.Trim() : $"{sender}: {said.Trim()}") : null;
        }
        catch (JsonException)
        {
            // A client's claim, like the rest.
            return null;
        }
    }

    private const string Blocks = "p|div|li|tr|h[1-6]|blockquote|pre|ul|ol|table";

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline;

    private static readonly Regex Quote = new(@"<blockquote\b[^<>]*>(?<said>.*?)</blockquote\s*>", Linear);

    private static readonly Regex Unseen = new(@"<script\b[^<>]*>.*?</script\s*>|<style\b[^<>]*>.*?</style\s*>|<attachment\b[^<>]*>(</attachment>)?|<!--.*?-->", Linear);

    // As <emoji alt="🙂">, and as a picture of one.
    [GeneratedRegex("""<(emoji\b|img\b(?=[^<>]*schema\.skype\.com/Emoji))[^<>]*?\salt="(?<alt>[^"<>]{1,40})"[^<>]*>""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Emoji();

    [GeneratedRegex(@"<br\s*/?>|</(p|div|li|tr|h[1-6]|blockquote|pre)\s*>", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Break();

    [GeneratedRegex(@"</t[dh]\s*>", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CellEnd();

    [GeneratedRegex($@"<(?!({Blocks})\b)[^<>]*>", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inline();

    // Where a block begins behind words of the line before.
    [GeneratedRegex(@"(?<=[^\s>])[ \t]*(<[^<>]*>\s*)+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlockInLine();

    [GeneratedRegex(@"<[^<>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
