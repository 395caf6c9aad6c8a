using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BotDesk.Policy.Yaml;

/// <summary>
/// A map of the file, asked key by key. A key is known because somebody asked for it, so that what a section may hold is written in one place:
/// where it is read. Whatever is wrong is noted and a harmless value given back, so that reading goes on to the next problem.
/// </summary>
internal sealed partial class YamlSection(YamlMap map, string path, YamlReading reading)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public YamlPosition At => map.At;

    /// <summary>Whether the key is there with a value; it is known from then on.</summary>
    public bool Has(string key) => Optional(key) is not null;

    /// <summary>A text that must be there.</summary>
    public string Text(string key) => Required(key) is { } value ? AsText(value, Path(key)) ?? "" : "";

    public string? TextOrNull(string key) => Optional(key) is { } value ? AsText(value, Path(key)) : null;

    /// <summary>A list of texts, or one text alone. Empty when left out.</summary>
    public ImmutableArray<string> Texts(string key) => Optional(key) switch
    {
        null => [],
        YamlList list => [.. list.Items.Select((item, i) => AsText(item, $"{Path(key)}[{i + 1}]")).OfType<string>()],
        var single => AsText(single, Path(key)) is { } text ? [text] : [],
    };

    /// <summary>The name of something that is defined elsewhere.</summary>
    public string Reference(string key, Named kind) => Required(key) is { } value ? AsReference(value, Path(key), kind) : "";

    public string? ReferenceOrNull(string key, Named kind) => Optional(key) is { } value ? AsReference(value, Path(key), kind) : null;

    /// <summary>A list of such names, each once, or one alone. Empty when left out.</summary>
    public ImmutableArray<string> References(string key, Named kind)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Optional(key) switch
        {
            null => [],
            YamlList list => [.. list.Items.Select((item, i) => Once(item, AsReference(item, $"{Path(key)}[{i + 1}]", kind)))],
            var single => [AsReference(single, Path(key), kind)],
        };

        string Once(YamlValue item, string name)
        {
            if (!seen.Add(name))
            {
                Wrong(item.At, $"{Path(key)}: '{name}' is here twice");
            }

            return name;
        }
    }

    /// <summary>One of an enumeration's words, in any case, with or without hyphens: <c>in-progress</c> is <c>InProgress</c>.</summary>
    public T Choice<T>(string key) where T : struct, Enum => Parsed(key, AsChoice<T>);

    public T? ChoiceOrNull<T>(string key) where T : struct, Enum =>
        ParsedOrNull(key, AsChoice<T>);

    public ImmutableArray<T> Choices<T>(string key) where T : struct, Enum => Parses<T>(key, AsChoice<T>);

    /// <summary><c>yes</c> or <c>no</c>; no when left out.</summary>
    public bool YesOrNo(string key) => ParsedOrNull<bool>(key, text => text switch
    {
        "yes" or "true" => (true, null),
        "no" or "false" => (false, null),
        _ => (null, "is neither yes nor no"),
    }) ?? false;

    /// <summary>Notes that the section as a whole is wrong.</summary>
    public void Wrong(string message) => Wrong(At, $"{Prefix}{message}");

    /// <summary>A text that has a form of its own.</summary>
    /// <param name="parse">The value, or why it is none: a sentence's end such as "is not an IANA time zone".</param>
    public T Parsed<T>(string key, Func<string, (T? Value, string? Wrong)> parse) where T : struct =>
        Required(key) is { } value ? Convert(value, Path(key), parse) : default;

    public T? ParsedOrNull<T>(string key, Func<string, (T? Value, string? Wrong)> parse) where T : struct =>
        Optional(key) is { } value ? Convert(value, Path(key), parse) : null;

    /// <summary>A list of such texts, or one alone. Empty when left out.</summary>
    public ImmutableArray<T> Parses<T>(string key, Func<string, (T? Value, string? Wrong)> parse) where T : struct => Optional(key) switch
    {
        null => [],
        YamlList list => [.. list.Items.Select((item, i) => Convert(item, $"{Path(key)}[{i + 1}]", parse))],
        var single => [Convert(single, Path(key), parse)],
    };

    /// <summary>A time zone that must be there, by its IANA name.</summary>
    public TimeZoneInfo TimeZone(string key)
    {
        var name = Text(key);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        if (name.Length > 0)
        {
            Wrong(Where(key), $"{Path(key)}: '{name}' is not a time zone; write one like Europe/Berlin or UTC");
        }

        return TimeZoneInfo.Utc;
    }

    /// <summary>A list of domain names, or one alone; in lower case. Empty when left out.</summary>
    public ImmutableArray<string> Domains(string key)
    {
        var domains = Texts(key);
        foreach (var domain in domains.Where(domain => !DomainForm().IsMatch(domain)))
        {
            Wrong(Where(key), $"{Path(key)}: '{domain}' is not a domain; write one like example.com");
        }

        return [.. domains.Select(domain => domain.ToLowerInvariant())];
    }

    /// <summary>A map that must be there; null when it is not.</summary>
    public YamlSection? Section(string key) => Required(key) is { } value ? AsSection(value, Path(key)) : null;

    public YamlSection? SectionOrNull(string key) => Optional(key) is { } value ? AsSection(value, Path(key)) : null;

    /// <summary>A map whose keys are names that the file chooses, each with a map of its own.</summary>
    /// <param name="kind">What the names define, so that others can refer to them.</param>
    public ImmutableArray<T> Each<T>(string key, Named kind, Func<string, YamlSection, T> read)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        foreach (var (name, value) in Names(key))
        {
            reading.References.Define(kind, name.Text);
            if (AsSection(value, $"{Path(key)}.{name.Text}") is { } section)
            {
                all.Add(read(name.Text, section));
            }
        }

        return all.ToImmutable();
    }

    /// <summary>A list of maps. Empty when left out.</summary>
    public ImmutableArray<T> List<T>(string key, Func<YamlSection, T> read)
    {
        switch (Optional(key))
        {
            case null:
                return [];
            case YamlList list:
                return [.. list.Items.Select((item, i) => AsSection(item, $"{Path(key)}[{i + 1}]")).OfType<YamlSection>().Select(read)];
            case var other:
                Wrong(other.At, $"{Path(key)}: expected a list ('- ...'), found {other.Kind}");
                return [];
        }
    }

    /// <summary>A text that must be there and by which others refer to this section.</summary>
    public string Name(string key, Named kind)
    {
        var name = Text(key);
        if (!reading.References.Define(kind, name))
        {
            Wrong(Where(key), $"{Path(key)}: there is already a {Yaml.References.Word(kind)} '{name}'");
        }

        return name;
    }

    public void ReportUnknownKeys()
    {
        foreach (var entry in map.Entries.Where(entry => !_asked.Contains(entry.Key.Text)))
        {
            Wrong(entry.Key.At, $"{Prefix}unknown key '{entry.Key.Text}'{Suggestion.For(entry.Key.Text, _asked)}");
        }
    }

    private string Prefix => path.Length == 0 ? "" : $"{path}: ";

    private string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private YamlPosition Where(string key) => Find(key)?.At ?? map.At;

    private YamlValue? Find(string key) => map.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value;

    private YamlValue? Optional(string key)
    {
        _asked.Add(key);
        return Find(key) is { } value and not YamlText { IsEmpty: true } ? value : null;
    }

    private YamlValue? Required(string key)
    {
        var value = Optional(key);
        if (value is null)
        {
            var found = Find(key);
            Wrong(found?.At ?? map.At, found is null ? $"{Prefix}'{key}' is missing" : $"{Prefix}'{key}' has no value");
        }

        return value;
    }

    private ImmutableArray<YamlEntry> Names(string key)
    {
        switch (Required(key))
        {
            case null:
                return [];
            case YamlMap names:
                foreach (var name in names.Entries.Where(entry => !NameForm().IsMatch(entry.Key.Text)).Select(entry => entry.Key))
                {
                    Wrong(name.At, $"{Path(key)}: the name '{name.Text}' may have only a to z, 0 to 9 and '-', at most 64 of them");
                }

                return names.Entries;
            case var other:
                Wrong(other.At, $"{Path(key)}: expected names with values ('name: ...'), found {other.Kind}");
                return [];
        }
    }

    private string? AsText(YamlValue value, string where)
    {
        if (value is YamlText { IsEmpty: false } text && !string.IsNullOrWhiteSpace(text.Text))
        {
            return text.Text.Trim();
        }

        Wrong(value.At, $"{where}: expected a text, found {(value is YamlText ? "nothing" : value.Kind)}");
        return null;
    }

    private string AsReference(YamlValue value, string where, Named kind)
    {
        if (AsText(value, where) is not { } name)
        {
            return "";
        }

        reading.References.Use(kind, (YamlText)value, where, reading.Problems);
        return name;
    }

    private YamlSection? AsSection(YamlValue value, string where)
    {
        if (value is YamlMap inner)
        {
            return reading.Open(inner, where);
        }

        Wrong(value.At, $"{where}: expected keys with values ('key: value'), found {value.Kind}");
        return null;
    }

    private T Convert<T>(YamlValue value, string where, Func<string, (T? Value, string? Wrong)> parse) where T : struct
    {
        if (AsText(value, where) is not { } text)
        {
            return default;
        }

        var (parsed, wrong) = parse(text);
        if (parsed is null)
        {
            Wrong(value.At, $"{where}: '{text}' {wrong}");
        }

        return parsed ?? default;
    }

    private static (T? Value, string? Wrong) AsChoice<T>(string text) where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        var name = names.FirstOrDefault(name => name.Equals(text.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        return name is null
            ? (null, $"is not one of {string.Join(", ", names.Select(Hyphenated))}{Suggestion.For(text, names.Select(Hyphenated))}")
            : (Enum.Parse<T>(name), null);
    }

    private static string Hyphenated(string name) =>
        name.Any(char.IsLower) ? WordStart().Replace(name, "-$0").ToLowerInvariant() : name;

    private void Wrong(YamlPosition at, string message) => reading.Problems.Add(at, message);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\z", RegexOptions.IgnoreCase)]
    private static partial Regex DomainForm();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
