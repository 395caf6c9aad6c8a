using System.Globalization;
using System.Text;

namespace BotDesk.Conversation.Understanding;

/// <summary>
/// Makes any text safe to read: bounded, one Unicode form, no invisible characters. Everything in this folder reads messages through it, so a
/// megabyte, lone surrogates or zero-width characters between the letters of a word cost and change nothing.
/// </summary>
internal static class MessageText
{
    /// <summary>Of a longer text the first and the last this many characters are read: the greeting and the request are there.</summary>
    private const int Half = 3000;

    /// <summary>The longest run of white space that is read as it stands: a pattern may look at each part of a run anew.</summary>
    private const int LongestGap = 64;

    /// <summary>The text with runs of white space that are no longer than anybody types on purpose; everything else as it stands.</summary>
    public static string WithoutGaps(string text)
    {
        var (kept, gap, from) = (default(StringBuilder), 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            gap = char.IsWhiteSpace(text[at]) ? gap + 1 : 0;
            if (gap > LongestGap)
            {
                kept = (kept ?? new StringBuilder(text.Length)).Append(text, from, at - from);
                from = at + 1;
            }
        }

        return kept is null ? text : kept.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Whether a text is read in full.</summary>
    public static bool IsWhole(string? text) => text is null || text.Length <= 2 * Half;

    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var cut = IsWhole(text) ? text : string.Concat(text.AsSpan(0, Half), "\n", text.AsSpan(text.Length - Half));
        if (IsPlain(cut))
        {
            return cut.Trim();
        }

        var visible = new StringBuilder(cut.Length);
        foreach (var rune in cut.EnumerateRunes())
        {
            Append(visible, rune);
        }

        return visible.ToString().Normalize(NormalizationForm.FormKC).Trim();
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is not ('\n' or (>= ' ' and <= '~')))
            {
                return false;
            }
        }

        return true;
    }

    // EnumerateRunes turns a lone surrogate into U+FFFD, which Normalize accepts.
    private static void Append(StringBuilder visible, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                visible.Append('\n');
                break;
            case UnicodeCategory.Control:
                visible.Append(rune.Value is '\n' or '\r' ? '\n' : ' ');
                break;
            case UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                break;
            case UnicodeCategory.SpaceSeparator:
                visible.Append(' ');
                break;
            default:
                visible.Append(rune.Value switch
                {
                    0x2018 or 0x2019 or 0x00B4 or 0x0060 => "'",
                    0x201C or 0x201D or 0x201E or 0x00AB or 0x00BB => "\"",
                    >= 0x2010 and <= 0x2015 or 0x2212 => "-",
                    0xFFFD => " ",
                    _ => rune.ToString(),
                });
                break;
        }
    }
}
