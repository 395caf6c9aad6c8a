using BotDesk.Knowledge.Reading;
using BotDesk.Search.Highlighting;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace BotDesk.Console.Html;

/// <summary>Pieces of articles on a page. What stands in an article is encoded, whatever it is.</summary>
internal static class ArticleHtml
{
    public static IHtmlContent Runs(IEnumerable<ArticleRun> runs)
    {
        var html = new HtmlContentBuilder();
        foreach (var run in runs)
        {
            string[] looks = [.. Look(run.Bold, "b"), .. Look(run.Italic, "i"), .. Look(run.Code, "c")];
            if (run.Url is null && looks.Length == 0)
            {
                html.Append(run.Text);
                continue;
            }

            var element = new TagBuilder(run.Url is null ? "span" : "a");
            if (run.Url is { } url)
            {
                element.Attributes["href"] = url;
                element.Attributes["rel"] = "noopener noreferrer";
            }

            if (looks.Length > 0)
            {
                element.Attributes["class"] = string.Join(' ', looks);
            }

            element.InnerHtml.Append(run.Text);
            html.AppendHtml(element);
        }

        return html;
    }

    /// <summary>A passage with what matched marked.</summary>
    public static IHtmlContent Marked(Snippet snippet)
    {
        var html = new HtmlContentBuilder();
        var at = 0;
        html.Append(snippet.CutBefore ? "… " : "");
        foreach (var range in snippet.Ranges)
        {
            var mark = new TagBuilder("mark");
            mark.InnerHtml.Append(snippet.Text[range.Start..range.End]);
            html.Append(snippet.Text[at..range.Start]).AppendHtml(mark);
            at = range.End;
        }

        return html.Append(snippet.Text[at..]).Append(snippet.CutAfter ? " …" : "");
    }

    private static string[] Look(bool has, string name) => has ? [name] : [];
}
