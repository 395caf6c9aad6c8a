using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace BotDesk.Cards;

/// <summary>
/// Puts a template's own words into it, in one language, before it is compiled: <c>@{send}</c> in <c>tickets/update</c> is the text
/// <c>tickets.update.send</c>, and <c>@{conversation.send}</c> one with its whole key. Where it stands between quotes in an expression, it is one of its literals.
/// </summary>
public static partial class CardWords
{
    /// <param name="card">The card's path.</param>
    /// <exception cref="CardTemplateException">There is no such text.</exception>
    public static byte[] Fill(string template, string card, Language language) => Encoding.UTF8.GetBytes(Reference().Replace(template, match =>
    {
        var key = Key(match.Groups["key"].Value, card);
        if (!TextFiles.Has(language, key))
        {
            throw new CardTemplateException($"{card}: there is no text {key} in {language}.");
        }

        var words = TextFiles.Find(language, key).Source;
        var isLiteral = match.Index > 0 && template[match.Index - 1] == '\'';
        return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(
            isLiteral ? words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) : words);
    }));

    /// <summary>The keys of all texts that a template names.</summary>
    public static IEnumerable<string> Keys(string template, string card) => Reference().Matches(template).Select(match => Key(match.Groups["key"].Value, card));

    private static string Key(string written, string card) =>
        written.Contains('.', StringComparison.Ordinal) ? written : $"{card.Replace('/', '.')}.{written}";

    [GeneratedRegex(@"@\{(?<key>[A-Za-z][A-Za-z.]*)\}")]
    private static partial Regex Reference();
}
