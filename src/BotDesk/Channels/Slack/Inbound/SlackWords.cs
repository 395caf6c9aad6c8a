using System.Text.Json;
using System.Text.RegularExpressions;
using BotDesk.Channels.Slack.Blocks;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>What somebody typed, out of what Slack made of it (https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages).</summary>
internal static partial class SlackWords
{
    /// <summary>
    /// All words of a message: what is typed, what is passed on with it, and links to files that are kept elsewhere. What a program posts may stand in attachments
    /// and blocks alone (https://docs.slack.dev/messaging#payloads).
    /// </summary>
    public static string Of(JsonElement message)
    {
        var attached = message.Each("attachments").ToList();
        var words = message.Each("files").Where(file => file.Is("is_external") && file.Text("url_private") is not null).Select(file => $"{file.Text("name")} {file.Text("url_private")}")
            .Prepend(string.Join('\n', attached.Where(each => each.Is("is_share")).Select(each => each.Text("text") ?? each.Text("fallback"))))
            .Prepend(message.Text("text") ?? "");
        return string.Join('\n', words.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } said ? said
            : string.Join('\n', message.Each("blocks").Select(Words).Concat(attached.Select(Attached)).Where(part => part.Length > 0));
    }

    /// <summary>The ids of everybody who is mentioned.</summary>
    public static IReadOnlyCollection<string> Mentioned(string text) => [.. Mention().Matches(text).Select(match => match.Groups["id"].Value).Distinct()];

    /// <param name="bot">Ids of the bot: that it is spoken to is no part of what is said.</param>
    /// <param name="names">Of people who are mentioned.</param>
    public static string Plain(string text, IReadOnlyCollection<string> bot, IReadOnlyDictionary<string, string> names)
    {
        var withoutBot = Mention().Replace(text, match => bot.Contains(match.Groups["id"].Value) ? " " : match.Value);
        if (withoutBot != text)
        {
            withoutBot = withoutBot.Trim().TrimStart(':', ',').Trim();
        }

        var words = Angle().Replace(Unwrapped(withoutBot.Trim()), match => Inside(match.Groups["what"].Value, match.Groups["label"] is { Length: > 0, Value: var label } ? label : null, names));
        words = Emoji().Replace(words, match => SlackEmoji.SignOf(match.Groups["name"].Value) ?? match.Value);
        return words.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal).Trim();
    }

    private static string Attached(JsonElement attachment) =>
        string.Join('\n', new[] { attachment.Text("pretext"), attachment.Text("title"), attachment.Text("text") }.Concat(attachment.Each("blocks").Select(Words)).Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } words
            ? words : attachment.Text("fallback") ?? "";

    /// <summary>What is to be read in a block or a part of one; parts of one line of rich text belong together.</summary>
    private static string Words(JsonElement part) =>
        part.ValueKind != JsonValueKind.Object ? ""
        : part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()!
        : string.Join(
            part.Text("type") is "rich_text_section" or "rich_text_preformatted" or "rich_text_quote" ? "" : "\n",
            part.Each("fields").Concat(part.Each("elements")).Select(Words).Prepend(text.ValueKind == JsonValueKind.Object ? Words(text) : part.Text("url") ?? "").Where(words => words.Length > 0));

    /// <summary>A command that is bold or stands as code is the same command.</summary>
    private static string Unwrapped(string text)
    {
        while (Wrapped().Match(text) is { Success: true } all)
        {
            text = all.Groups["inside"].Value.Trim();
        }

        return text;
    }

    private static string Inside(string what, string? label, IReadOnlyDictionary<string, string> names) => what[0] switch
    {
        '@' => names.TryGetValue(what[1..], out var name) ? name : label?.TrimStart('@') ?? what,
        '#' => $"#{label ?? what[1..]}",
        '!' => label ?? $"@{what[1..].Split('^')[0]}",
        _ when label is null => what.StartsWith("mailto:", StringComparison.Ordinal) ? what["mailto:".Length..] : what,

        // Slack makes a link of "example.com" by itself: then the label is what was typed.
        _ when what.EndsWith(label, StringComparison.OrdinalIgnoreCase) || what.TrimEnd('/').EndsWith(label, StringComparison.OrdinalIgnoreCase) => label,
        _ => $"{label} ({what})",
    };

    [GeneratedRegex(@"<@(?<id>[UW][A-Z0-9]+)(\|[^>]*)?>")]
    private static partial Regex Mention();

    [GeneratedRegex(@"^(```\s*(?<inside>((?!```).)+)```|(?<mark>[*_~`])(?<inside>((?!\k<mark>)[^\n])+)\k<mark>)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"(?<![\w:]):(?<name>[a-z0-9_+-]+):(:skin-tone-\d:)?(?![\w:])", RegexOptions.ExplicitCapture)]
    private static partial Regex Emoji();

    [GeneratedRegex(@"<(?<what>[@#!]?[^<>|\s][^<>|]*)(\|(?<label>[^<>]*))?>")]
    private static partial Regex Angle();
}
