using System.Globalization;
using System.Text;

namespace BotDesk.Texts;

/// <summary>
/// The words of a text in one language: <c>{name}</c> stands for a value, <c>{name:lower}</c> for one in the middle of a sentence, whose first letter is small.
/// Where the words depend on a number, there are two: for one, and for any other (in English and German that is all).
/// </summary>
internal sealed class TextPattern
{
    private readonly Part[] _one;
    private readonly Part[] _other;

    private TextPattern(Part[] one, Part[] other) => (_one, _other) = (one, other);

    /// <summary>The value on which it depends which words are taken.</summary>
    public const string Count = "count";

    /// <summary>The names of all values.</summary>
    public IEnumerable<string> Placeholders => _one.Concat(_other).Where(part => part.Name is not null).Select(part => part.Name!).Concat(_one == _other ? [] : [Count]).Distinct();

    /// <summary>As it stands in the file; the words for more than one where there are two.</summary>
    public string Source { get; private init; } = "";

    /// <exception cref="FormatException">A brace has no partner.</exception>
    public static TextPattern Parse(string words)
    {
        var parts = ReadParts(words);
        return new TextPattern(parts, parts) { Source = words };
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static TextPattern Parse(string one, string other) => new(ReadParts(one), ReadParts(other)) { Source = other };

    public string Fill(Phrase text, Language language)
    {
        var parts = _one == _other || IsOne(text.Value(Count)) ? _one : _other;
        if (parts is [{ Name: null, Words: var words }])
        {
            return words;
        }

        var filled = new StringBuilder();
        foreach (var part in parts)
        {
            var value = part.Name is { } name ? Said(text.Value(name), language) : part.Words;
            if (part is { Name: not null, IsLower: true } && value.Length > 0)
            {
                filled.Append(char.ToLower(value[0], language.Culture)).Append(value, 1, value.Length - 1);
            }
            else
            {
                filled.Append(value);
            }
        }

        return filled.ToString();
    }

    private static bool IsOne(object? count) => Convert.ToInt64(count, CultureInfo.InvariantCulture) == 1;

    private static string Said(object? value, Language language) => value switch
    {
        null => "",
        Phrase text => text.In(language),
        string words => words,
        DateOnly day => language.Day(day),
        Amount amount => string.Format(language.Culture, "{0:0.00} {1}", amount.Number, amount.Currency),
        int or long => string.Format(language.Culture, "{0}", value),
        decimal or double => string.Format(language.Culture, "{0:0.##}", value),
        _ => throw new ArgumentException($"A text cannot say a {value.GetType().Name}; give it the words.", nameof(value)),
    };

    private static Part[] ReadParts(string words)
    {
        var parts = new List<Part>();
        for (var at = 0; at < words.Length;)
        {
            var open = words.IndexOf('{', at);
            if (open < 0 || (open > 0 && words[open - 1] == '$'))
            {
                // "${…}" belongs to a card, whose template fills it.
                open = words.Length;
            }

            if (open > at)
            {
                parts.Add(new Part(words[at..open], null, IsLower: false));
                at = open;
                continue;
            }

            var close = words.IndexOf('}', open);
            var name = close > 0 ? words[(open + 1)..close] : throw new FormatException($"a '{{' has no '}}' in: {words}");
            var isLower = name.EndsWith(":lower", StringComparison.Ordinal);
            parts.Add(new Part("", isLower ? name[..^":lower".Length] : name, isLower));
            at = close + 1;
        }

        return parts.Count == 0 ? [new Part("", null, IsLower: false)] : [.. parts];
    }

    private readonly record struct Part(string Words, string? Name, bool IsLower);
}
