using System.Text.RegularExpressions;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>What somebody typed, out of what Slack made of it (https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages).</summary>
internal static partial class SlackWords
{
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

        var words = Angle().Replace(withoutBot, match => Inside(match.Groups["what"].Value, match.Groups["label"] is { Success: true, Value: var label } ? label : null, names));
        return words.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal).Trim();
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

    [GeneratedRegex(@"<(?<what>[@#!]?[^<>|\s][^<>|]*)(\|(?<label>[^<>]*))?>")]
    private static partial Regex Angle();
}
