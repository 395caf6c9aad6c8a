using Markdig.Syntax.Inlines;

namespace BotDesk.Knowledge.Reading;

/// <summary>The words of one paragraph, with their looks.</summary>
internal static class ArticleInlines
{
    /// <summary>A longer address is not offered as a link: no client opens it, and it would fill the card.</summary>
    private const int LongestUrl = 1000;

    /// <returns>Runs of which neighbours differ in look; none when there is nothing to read.</returns>
    public static IReadOnlyList<ArticleRun> Read(ContainerInline? inline)
    {
        var runs = new List<ArticleRun>();
        if (inline is not null)
        {
            Add(inline, new ArticleRun(""), runs);
        }

        return runs.TrueForAll(run => string.IsNullOrWhiteSpace(run.Text)) ? [] : runs;
    }

    private static void Add(ContainerInline container, ArticleRun look, List<ArticleRun> runs)
    {
        foreach (var inline in container)
        {
            Add(inline, look, runs);
        }
    }

    private static void Add(Inline inline, ArticleRun look, List<ArticleRun> runs)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Append(look with { Text = literal.Content.ToString() }, runs);
                break;
            case HtmlEntityInline entity:
                Append(look with { Text = entity.Transcoded.ToString() }, runs);
                break;
            case CodeInline code:
                Append(look with { Text = code.Content, Code = true }, runs);
                break;
            case LineBreakInline lineBreak:
                Append(look with { Text = lineBreak.IsHard ? "\n" : " " }, runs);
                break;
            case AutolinkInline link:
                Append(look with { Text = link.Url, Url = Allowed(link.IsEmail ? "mailto:" + link.Url : link.Url) }, runs);
                break;
            case EmphasisInline emphasis:
                Add(emphasis, emphasis.DelimiterCount >= 2 ? look with { Bold = true } : look with { Italic = true }, runs);
                break;
            case LinkInline { IsImage: true } image:
                Add(image, look, runs);
                break;
            case LinkInline link:
                AddLink(link, look, runs);
                break;
            case ContainerInline other:
                Add(other, look, runs);
                break;
        }
    }

    private static void AddLink(LinkInline link, ArticleRun look, List<ArticleRun> runs)
    {
        var words = runs.Count;
        Add(link, look with { Url = Allowed(link.Url) ?? look.Url }, runs);

        // An address that is not offered as a link can still be copied.
        if (Allowed(link.Url) is null && link.Url is { } url && url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
            && !(runs.Count > words && runs[^1].Text.EndsWith(url, StringComparison.Ordinal)))
        {
            Append(look with { Text = $" ({url})" }, runs);
        }
    }

    private static string? Allowed(string? url) =>
        url?.Length <= LongestUrl && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeMailto) ? url : null;

    private static void Append(ArticleRun run, List<ArticleRun> runs)
    {
        if (run.Text.Length == 0)
        {
            return;
        }

        if (runs.Count > 0 && runs[^1] with { Text = "" } == run with { Text = "" })
        {
            runs[^1] = run with { Text = runs[^1].Text + run.Text };
        }
        else
        {
            runs.Add(run);
        }
    }
}
