using System.Globalization;
using System.Text;

namespace BotDesk.Conversation.Attachments;

/// <summary>The name of a file that a stranger chose: good to show in a sentence, in a header, and to save under.</summary>
internal static class FileName
{
    /// <summary>In UTF-16 units, its ending included.</summary>
    private const int Longest = 100;
    private const int LongestExtension = 10;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase) { "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "LPT1", "LPT2", "LPT3" };

    /// <summary>Without folders, control characters, what turns the direction of writing, and what no file system takes.</summary>
    /// <param name="unnamed">For a file without a name.</param>
    public static string Clean(string? given, string unnamed)
    {
        var clean = new StringBuilder();
        foreach (var rune in (given ?? "")[((given ?? "").LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            var isHarmless = rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            if (isHarmless)
            {
                clean.Append(rune.Value is '"' or '<' or '>' or '|' or '?' or '*' or ':' ? "_" : rune.ToString());
            }
        }

        var name = clean.ToString().Trim(' ', '.', '\u00a0');
        name = name.Length == 0 ? unnamed : Devices.Contains(Stem(name)) ? "_" + name : name;
        if (name.Length <= Longest)
        {
            return name;
        }

        var extension = Extension(name) is { Length: > 0 and <= LongestExtension } ending ? "." + ending : "";
        var cut = Longest - extension.Length;
        return name[..(char.IsHighSurrogate(name[cut - 1]) ? cut - 1 : cut)] + extension;
    }

    /// <summary>After the last dot; empty without one.</summary>
    public static string Extension(string name) => name.LastIndexOf('.') is > 0 and var dot ? name[(dot + 1)..].Trim() : "";

    public static string Stem(string name) => name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;
}
