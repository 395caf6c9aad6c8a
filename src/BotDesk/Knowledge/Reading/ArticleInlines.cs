using Markdig.Syntax.Inlines;

namespace BotDesk.Knowledge.Reading;

/// <summary>The words of one paragraph, with their looks.</summary>
internal static class ArticleInlines
{
    /// <summary>A longer address is not offered as a link: no client opens it, and it would fill the card.</summary>
    private const int LongestUrl = 1000;

    /// <returns>None when there is nothing to read.</returns>
    public static IReadOnlyList<ArticleRun> Read(ContainerInline? inline)
    {
        var runs = new ArticleRunsBuilder();
        if (inline is not null)
        {
            Add(inline, new ArticleRun(""), runs);
        }

        return runs.Build();
    }

    private static void Add(ContainerInline container, ArticleRun look, ArticleRunsBuilder runs)
    {
        foreach (var inline in container)
        {
            Add(inline, look, runs);
        }
    }

    private static void Add(Inline inline, ArticleRun look, ArticleRunsBuilder runs)
    {
        switch (inline)
        {
            case LiteralInline literal:
                runs.Append(literal.Content.ToString(), look);
                break;
            case HtmlEntityInline entity:
                runs.Append(entity.Transcoded.ToString(), look);
                break;
            case CodeInline code:
                runs.Append(code.Content, look with { Code = true });
                break;
            case LineBreakInline lineBreak:
                runs.Append(lineBreak.IsHard ? "\n" : " ", look);
                break;
            case AutolinkInline link:
                runs.Append(link.Url, look with { Url = Allowed(link.IsEmail ? "mailto:" + link.Url : link.Url) });
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

    private static void AddLink(LinkInline link, ArticleRun look, ArticleRunsBuilder runs)
    {
        var allowed = Allowed(link.Url);
        Add(link, look with { Url = allowed ?? look.Url }, runs);

        // An address that is not offered as a link can still be copied.
        if (allowed is null && link.Url is { } url && url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !IsWrittenOut(link, url))
        {
            runs.Append($" ({url})", look);
        }
    }

    private static bool IsWrittenOut(LinkInline link, string url) =>
        link.FirstChild is LiteralInline { NextSibling: null } words && words.Content.ToString() == url;

    private static string? Allowed(string? url) =>
        url?.Length <= LongestUrl && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeMailto) ? url : null;
}
