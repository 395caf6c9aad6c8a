using System.Text;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation.Forms;

/// <summary>Words without case, accents and signs, so that what people write can be found in what is offered.</summary>
internal static class SaidWordRun
{
    /// <summary>"E-Mail und Kalender!" becomes " e mail und kalender ": a run of words is in another one when the text contains it.</summary>
    public static string Of(string text)
    {
        var run = new StringBuilder(" ");
        foreach (var word in Split(text))
        {
            run.Append(Tokens.Fold(word)).Append(' ');
        }

        return run.ToString();
    }

    public static bool Has(string run, string words) => Of(words) is { Length: > 1 } sought && run.Contains(sought, StringComparison.Ordinal);

    private static IEnumerable<string> Split(string text)
    {
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                start = start < 0 ? at : start;
            }
            else if (start >= 0)
            {
                yield return text[start..at];
                start = -1;
            }
        }
    }
}
