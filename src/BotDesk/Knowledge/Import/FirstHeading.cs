using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace BotDesk.Knowledge.Import;

/// <summary>The title of an article that has none of its own.</summary>
internal static class FirstHeading
{
    /// <summary>In characters. A heading further down is no title, and a hostile file must not cost more than this.</summary>
    private const int LookedAt = 16 * 1024;

    /// <returns>The first heading's text without its markup; null when there is none.</returns>
    public static string? Of(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown[..Math.Min(markdown.Length, LookedAt)])
                .Descendants<HeadingBlock>()
                .Select(heading => string.Concat(heading.Inline?.Descendants<Inline>().Select(Text) ?? []).Trim())
                .FirstOrDefault(text => text.Length > 0);
        }
        catch (ArgumentException)
        {
            // Markdig refuses to go deeper than 128 levels.
            return null;
        }
    }

    private static string Text(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        LineBreakInline => " ",
        _ => "",
    };
}
