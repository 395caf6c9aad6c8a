using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BotDesk.Conversation.LanguageModels;

/// <summary>
/// Puts placeholders ("[PERSON_1]") in the place of what belongs to somebody: names of the directory, addresses, telephone and other long numbers,
/// tickets, links, network addresses, passwords and keys. What comes back gets them again. One for each question.
/// </summary>
internal sealed partial class PersonalData(DirectoryNames names)
{
    private readonly Dictionary<string, string> _placeholders = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _originals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public string Mask(string text)
    {
        // What looks like a placeholder is none.
        text = Placeholder().Replace(text, match => Replace("TEXT", match.Value));
        text = Secret().Replace(text, match => match.Groups["before"].Value + Replace("SECRET", match.Groups["secret"].Value));
        text = Link().Replace(text, match => Replace("LINK", match.Value));
        text = Mail().Replace(text, match => Replace("EMAIL", match.Value));
        text = Token().Replace(text, match => Replace("SECRET", match.Value));
        text = Address().Replace(text, match => Replace("IP", match.Value));
        text = Ticket().Replace(text, match => Replace("TICKET", match.Value));
        text = Number().Replace(text, match => Replace("NUMBER", match.Value));
        return Words().Replace(text, match => MaskNames(match.Value));
    }

    /// <summary>JSON in whose texts stands again what the placeholders stand for; one that was made up stays.</summary>
    public string UnmaskJson(string json) =>
        Placeholder().Replace(json, match => _originals.TryGetValue(match.Value, out var original) ? JsonEncodedText.Encode(original, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() : match.Value);

    /// <summary>Neighbouring words that are all parts of names are one person.</summary>
    private string MaskNames(string words)
    {
        // Within a placeholder nothing is a name; those are in brackets and so no match of their own.
        var parts = WordOrGap().Matches(words).Select(match => match.Value).ToList();
        for (var at = 0; at < parts.Count; at += 2)
        {
            if (!names.Has(parts[at]))
            {
                continue;
            }

            while (at + 2 < parts.Count && names.Has(parts[at + 2]))
            {
                parts[at] += parts[at + 1] + parts[at + 2];
                parts.RemoveRange(at + 1, 2);
            }

            parts[at] = Replace("PERSON", parts[at]);
        }

        return string.Concat(parts);
    }

    private string Replace(string kind, string original)
    {
        if (_placeholders.TryGetValue(original, out var known))
        {
            return known;
        }

        var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        var placeholder = $"[{kind}_{number}]";
        (_placeholders[original], _originals[placeholder]) = (placeholder, original);
        return placeholder;
    }

    [GeneratedRegex(@"\[(?:TEXT|SECRET|LINK|EMAIL|IP|TICKET|NUMBER|PERSON)_\d{1,4}\]")]
    private static partial Regex Placeholder();

    // "my password is Sommer2024", "pin: 4711", "Kennwort lautet xyz", "api key = …".
    [GeneratedRegex(@"(?<before>\b(?:pass(?:word|wort|code|phrase)?|kennwort|pw|pwd|pin|puk|tan|otp|code|secret|token|api[ -]?key|schlüssel|recovery key)\b\s*(?:(?:is|was|lautet|ist|war|:|=|->)\s*)+[""'„“]?)(?<secret>[^\s""'“”,;]{3,})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\b(?:https?://|ftp://|file://|www\.)[^\s<>""')\]]+|\\\\[\w.$-]+(?:\\[\w.$-]+)*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    // A long run of letters and digits together is a key, not a word.
    [GeneratedRegex(@"\b(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[A-Za-z0-9+/=_-]{20,}", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})\b|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:INC|REQ|CHG|PRB)[\s#_-]*\d{1,10}\b|#\d{1,10}\b|(?<=\bticket\s)\d{1,10}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ticket();

    // Telephone numbers, and personnel, account and serial numbers alike.
    [GeneratedRegex(@"(?<!\w)\+?\(?\d(?:[\s()/.-]{0,2}\d){5,}(?!\w)|\b(?!KB\d)(?=(?:[A-Z]*\d){4})[A-Z0-9]{7,}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<!\[)\b\p{L}[\p{L}'’-]*(?:[ \t]+\p{L}[\p{L}'’-]*)*(?!_\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\s+|\S+", RegexOptions.CultureInvariant)]
    private static partial Regex WordOrGap();
}
