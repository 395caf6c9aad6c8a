using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BotDesk.Channels.Slack.Blocks;

/// <summary>
/// Text of a card. People's words (RichTextBlock) become rich text or plain text, where Slack looks for no formatting, so that they stand as they were
/// typed. Our own (TextBlock) are Markdown and become mrkdwn.
/// </summary>
internal static partial class TextBlocks
{
    public static IEnumerable<JsonObject> Of(JsonElement element) => element.Type() == "TextBlock" ? OwnWords(element) : Runs(element);

    /// <summary>Words outside of any card, as they are; addresses can be followed.</summary>
    public static IEnumerable<JsonObject> OfWords(string text) =>
        SlackText.Split(SlackText.Clean(text), SlackLimits.SectionText).Where(part => !SlackText.IsBlank(part)).Select(part => Kit.RichText(Kit.RichSection(Linked(part))));

    /// <summary>Runs of text as elements of rich text.</summary>
    public static IEnumerable<JsonObject> Elements(JsonElement richTextBlock) =>
        from run in richTextBlock.Each("inlines")
        let text = SlackText.Clean(run.ValueKind == JsonValueKind.String ? run.GetString() : run.Text("text"))
        where text.Length > 0
        let url = UrlOf(run)
        select url is not null ? Kit.Link(url, text) : Kit.Words(text, run.Is("weight", "bolder"), run.Is("italic"), run.Is("fontType", "monospace"), run.Is("strikethrough"));

    public static bool IsCode(JsonElement element) =>
        element.Type() == "RichTextBlock" && element.Each("inlines").Any() && element.Each("inlines").All(run => run.Is("fontType", "monospace"));

    private static IEnumerable<JsonObject> OwnWords(JsonElement block)
    {
        var text = SlackText.Clean(block.Text("text"));
        if (SlackText.IsBlank(text))
        {
            return [];
        }

        if (block.IsHeading() && SlackText.WithoutMarkdown(text).Length <= SlackLimits.HeaderText)
        {
            return [Kit.Header(SlackText.WithoutMarkdown(text))];
        }

        var mrkdwn = SlackText.FromMarkdown(text);
        if (block.Is("weight", "bolder") && !mrkdwn.Contains('*', StringComparison.Ordinal) && !mrkdwn.Contains('\n', StringComparison.Ordinal))
        {
            mrkdwn = $"*{mrkdwn.Trim()}*";
        }

        return block.Is("isSubtle") || block.Is("size", "small")
            ? SlackText.SplitMrkdwn(mrkdwn, SlackLimits.ContextText).Where(part => !SlackText.IsBlank(part)).Select(part => Kit.Context(Kit.Mrkdwn(part, SlackLimits.ContextText)))
            : SlackText.SplitMrkdwn(mrkdwn, SlackLimits.SectionText).Where(part => !SlackText.IsBlank(part)).Select(part => Kit.Section(Kit.Mrkdwn(part, SlackLimits.SectionText)));
    }

    private static IEnumerable<JsonObject> Runs(JsonElement block)
    {
        var words = block.Words();
        if (SlackText.IsBlank(words))
        {
            return [];
        }

        var runs = block.Each("inlines").ToList();
        var isPlain = runs.All(run => UrlOf(run) is null && !run.Is("fontType", "monospace"));
        if (isPlain && runs.Any(run => run.Is("size", "large", "extraLarge")) && words.Trim() is var heading && heading.Length <= SlackLimits.HeaderText && !heading.Contains('\n', StringComparison.Ordinal))
        {
            return [Kit.Header(heading)];
        }

        if (isPlain && words.Length <= SlackLimits.ContextText && runs.All(run => run.Is("isSubtle") || run.Is("size", "small")))
        {
            return [Kit.Context(Kit.Plain(runs.Any(run => run.Is("color", "attention")) && runs.Count == 1 ? $"⚠ {words.Trim()}" : words.Trim(), SlackLimits.ContextText))];
        }

        return Divided(Elements(block)).Select(part => Kit.RichText(Kit.RichSection(part)));
    }

    /// <summary>The elements in groups of which each has at most a section's text.</summary>
    public static IEnumerable<List<JsonObject>> Divided(IEnumerable<JsonObject> elements)
    {
        var group = new List<JsonObject>();
        var length = 0;
        foreach (var element in elements)
        {
            foreach (var part in SlackText.Split((string)element["text"]!, SlackLimits.SectionText))
            {
                if (length + part.Length > SlackLimits.SectionText && group.Count > 0)
                {
                    yield return group;
                    (group, length) = ([], 0);
                }

                var piece = element.DeepClone().AsObject();
                piece["text"] = part;
                group.Add(piece);
                length += part.Length;
            }
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private static string? UrlOf(JsonElement run) =>
        run.ValueKind == JsonValueKind.Object && run.TryGetProperty("selectAction", out var action) && action.Text("url") is { } url && IsAddress(url) ? url : null;

    public static bool IsAddress(string url) =>
        url.Length <= SlackLimits.Url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto" or "tel" && !url.Any(char.IsWhiteSpace);

    private static List<JsonObject> Linked(string text)
    {
        var elements = new List<JsonObject>();
        var at = 0;
        foreach (var word in Address().EnumerateMatches(text))
        {
            var url = text.Substring(word.Index, word.Length).TrimEnd('.', ',', ';', ':', '!', '?', ')');
            if (!IsAddress(url))
            {
                continue;
            }

            if (word.Index > at)
            {
                elements.Add(Kit.Words(text[at..word.Index]));
            }

            elements.Add(Kit.Link(url, url));
            at = word.Index + url.Length;
        }

        if (at < text.Length)
        {
            elements.Add(Kit.Words(text[at..]));
        }

        return elements;
    }

    [GeneratedRegex(@"\bhttps?://[^\s<>""]+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
