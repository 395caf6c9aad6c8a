using System.Text;

namespace BotDesk.Knowledge.Reading;

/// <summary>
/// Article Markdown without its marks, for the index and for snippets: a reader of a snippet sees words, not asterisks.
/// One pass without a parser, because every article goes through it when the desk starts; what it does not know stays as it is.
/// </summary>
public static class ArticlePlainText
{
    private const string Marks = "*`#[";

    public static string Of(string markdown)
    {
        if (markdown.AsSpan().IndexOfAny(Marks) < 0)
        {
            return markdown;
        }

        var text = new StringBuilder(markdown.Length);
        var lineStart = true;
        for (var at = 0; at < markdown.Length; at++)
        {
            var letter = markdown[at];
            switch (letter)
            {
                case '*' when IsPair(markdown, at):
                    at++;
                    break;
                case '*' when EmphasisEnd(markdown, at) is > 0 and var close:
                    text.Append(Of(markdown[(at + 1)..close]));
                    at = close;
                    break;
                case '`':
                    break;
                case '#' when lineStart && Heading(markdown, at) is > 0 and var end:
                    at = end - 1;
                    break;
                case '[' when Link(markdown, at) is { } link:
                    text.Append(Of(markdown[(at + 1)..link.TextEnd]));
                    at = link.End;
                    break;
                default:
                    text.Append(letter);
                    break;
            }

            lineStart = letter is '\n' || (lineStart && letter is ' ');
        }

        return text.ToString();
    }

    private static bool IsPair(string markdown, int at) => at + 1 < markdown.Length && markdown[at + 1] == '*';

    /// <summary>Where the sign stands that ends what this one begins, on the same line; 0 when it begins nothing, as in <c>*.txt</c> and <c>2 * 3</c>.</summary>
    private static int EmphasisEnd(string markdown, int at)
    {
        if ((at > 0 && char.IsLetterOrDigit(markdown[at - 1])) || at + 1 >= markdown.Length || !char.IsLetterOrDigit(markdown[at + 1]))
        {
            return 0;
        }

        var length = markdown.AsSpan(at + 1).IndexOfAny('*', '\n');
        var close = at + 1 + length;
        return length > 0 && markdown[close] == '*' && markdown[close - 1] != ' ' && !IsPair(markdown, close) ? close : 0;
    }

    /// <summary>Where the words of a heading begin; 0 when the signs are none.</summary>
    private static int Heading(string markdown, int at)
    {
        var end = at;
        while (end < markdown.Length && markdown[end] == '#')
        {
            end++;
        }

        return end - at <= 6 && end < markdown.Length && markdown[end] == ' ' ? end + 1 : 0;
    }

    /// <summary><c>[text](address)</c> on one line.</summary>
    private static (int TextEnd, int End)? Link(string markdown, int at)
    {
        var textEnd = markdown.IndexOfAny([']', '\n'], at);
        if (textEnd < 0 || markdown[textEnd] == '\n' || textEnd + 1 >= markdown.Length || markdown[textEnd + 1] != '(')
        {
            return null;
        }

        var end = markdown.IndexOfAny([')', '\n'], textEnd);
        return end < 0 || markdown[end] == '\n' ? null : (textEnd, end);
    }
}
