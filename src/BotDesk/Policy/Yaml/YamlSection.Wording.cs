using System.Collections.Immutable;

namespace BotDesk.Policy.Yaml;

/// <content>What people read: once for all, or in several languages.</content>
internal sealed partial class YamlSection
{
    /// <summary>What people read, once or by language: <c>name: Laptop</c>, <c>name: { en: Laptop, de: Notebook }</c>.</summary>
    public Phrase Wording(string key) => Required(key) is { } value ? AsPhrase(value, Path(key)) : "";

    public Phrase? WordingOrNull(string key) => Optional(key) is { } value ? AsPhrase(value, Path(key)) : null;

    /// <summary>A map from names that the file chooses to texts.</summary>
    public ImmutableArray<T> EachWording<T>(string key, Func<string, Phrase, T> read) =>
        [.. Names(key).Select(entry => read(entry.Key.Text, AsPhrase(entry.Value, $"{Path(key)}.{entry.Key.Text}")))];

    private Phrase AsPhrase(YamlValue value, string where)
    {
        if (value is not YamlMap { Entries.Length: > 0 } translations)
        {
            return AsText(value, where) ?? "";
        }

        var words = new Dictionary<Language, string>();
        foreach (var (key, translation) in translations.Entries)
        {
            if (Language.Of(key.Text) is not { } language || language.Code != key.Text)
            {
                Wrong(key.At, $"{where}: '{key.Text}' is no language; write {string.Join(" or ", Language.All)}");
            }
            else if (AsText(translation, $"{where}.{key.Text}") is { } text)
            {
                words[language] = text;
            }
        }

        return words.Count > 0 ? Phrase.Translated(words) : "";
    }
}
