using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;

namespace BotDesk.Texts;

/// <summary>
/// Something to say, in no language yet: whoever reads it gets it in theirs. Its words stand under its key in the resource files
/// (<c>tickets.en.json</c>, <c>tickets.de.json</c>), with a placeholder for each value: <c>Phrase.Of("tickets.taken", new { ticket.Number })</c>
/// fills <c>{number}</c>. A test holds every key and placeholder in the sources against the files.
/// </summary>
[JsonConverter(typeof(PhraseConverter))]
public sealed class Phrase : IEquatable<Phrase>
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    private readonly string? _plain;
    private readonly (string Name, object? Value)[] _values;
    private string?[]? _translations;
    private int _longest = int.MaxValue;

    private Phrase(string? key, string? plain, (string Name, object? Value)[] values) => (Key, _plain, _values) = (key, plain, values);

    /// <summary>Null for <see cref="Plain"/> words.</summary>
    public string? Key { get; }

    internal IReadOnlyList<(string Name, object? Value)> Values => _values;

    /// <param name="key">In the resource files: the practice, a dot, and the text's name there.</param>
    /// <param name="values">
    /// An anonymous object: texts, which are said in the reader's language too, numbers, which are written as it writes them, and words, which stand as they are.
    /// </param>
    public static Phrase Of(string key, object? values = null) => new(key, null, values is null ? [] : Read(values));

    /// <summary>The same in every language: what a person wrote, a name, a number.</summary>
    public static Phrase Plain(string words) => new(null, words, []);

    /// <summary>Words that came with their translations.</summary>
    /// <param name="words">By language; not empty. Where one is missing, the first stands for it.</param>
    public static Phrase Translated(IReadOnlyDictionary<Language, string> words)
    {
        var translations = new string?[Language.All.Count];
        foreach (var (language, translation) in words)
        {
            translations[language.Number] = translation;
        }

        return new Phrase(null, words.Values.First(), []) { _translations = translations };
    }

    /// <summary>Words that are the same in every language.</summary>
    public static implicit operator Phrase(string words) => Plain(words);

    /// <summary>Several texts as one, with something between them.</summary>
    public static Phrase Join(string separator, params IEnumerable<Phrase> parts) =>
        parts.Select(part => ("", (object?)part)).ToArray() is { Length: > 0 } all ? new(null, separator, all) : Plain("");

    /// <summary>As it is read in each language; what is the same in several, once.</summary>
    public IEnumerable<string> Everywhere => Language.All.Select(In).Distinct();

    /// <summary>Whether somebody who writes this means it, in whatever language and case.</summary>
    public bool IsCalled(string words) => Everywhere.Contains(words, StringComparer.OrdinalIgnoreCase);

    /// <summary>By language where it came with translations; else null.</summary>
    internal IReadOnlyList<string?>? Translations => _translations;

    /// <summary>The same with at most so many characters, for where there is little room.</summary>
    public Phrase Shortened(int longest) => new(Key, _plain, _values) { _translations = _translations, _longest = longest };

    /// <summary>As a reader of this language reads it.</summary>
    public string In(Language language)
    {
        var words = Key is not null ? TextFiles.Find(language, Key).Fill(this, language)
            : _values.Length > 0 ? string.Join(_plain, _values.Select(part => ((Phrase)part.Value!).In(language)))
            : _translations?[language.Number] ?? _plain!;
        return words.Length > _longest ? words[.._longest].TrimEnd() + "…" : words;
    }

    internal object? Value(string name)
    {
        foreach (var (each, value) in _values)
        {
            if (each.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new ArgumentException($"The text {Key} has no value for {{{name}}}.", nameof(name));
    }

    internal static Phrase Stored(string key, (string Name, object? Value)[] values) => new(key, null, values);

    public bool Equals(Phrase? other) => other is not null && Key == other.Key && _plain == other._plain && _values.SequenceEqual(other._values) && (_translations ?? []).SequenceEqual(other._translations ?? []);

    public override bool Equals(object? obj) => Equals(obj as Phrase);

    public override int GetHashCode() => HashCode.Combine(Key, _plain, _values.Length);

    /// <summary>As the page or REST request that is being answered says it.</summary>
    public override string ToString() => In(Language.Current);

    private static (string Name, object? Value)[] Read(object values)
    {
        var properties = Properties.GetOrAdd(values.GetType(), static type => type.GetProperties());
        var read = new (string, object?)[properties.Length];
        for (var at = 0; at < read.Length; at++)
        {
            read[at] = (properties[at].Name, properties[at].GetValue(values));
        }

        return read;
    }
}
