using System.Collections.Immutable;

namespace BotDesk.Policy.Yaml;

/// <summary>One file being read into records. When everything was asked for, it reports the keys that nobody asked for.</summary>
internal sealed class YamlReading(string file, References references)
{
    private readonly List<YamlSection> _opened = [];

    public string File { get; } = file;

    public FileProblems Problems { get; } = new(file);

    public References References { get; } = references;

    /// <summary>Reads a file that is a map.</summary>
    /// <param name="text">Null when it could not be had.</param>
    /// <returns>Null when the text is not YAML or not a map; the problem has then been noted.</returns>
    public T? Read<T>(string? text, Func<YamlSection, T> read) where T : class
    {
        var result = Root(text) is { } root && AsMap(root, "") is { } section ? read(section) : null;
        ReportUnknownKeys();
        return result;
    }

    /// <summary>Reads a file that is a list of maps.</summary>
    public ImmutableArray<T> ReadList<T>(string? text, Func<YamlSection, T> read)
    {
        var root = Root(text);
        if (root is not (null or YamlList))
        {
            Problems.Add(root.At, $"expected a list ('- ...'), found {root.Kind}");
        }

        ImmutableArray<T> all = root is YamlList list
            ? [.. list.Items.Select((item, i) => AsMap(item, $"[{i + 1}]")).OfType<YamlSection>().Select(read)]
            : [];
        ReportUnknownKeys();
        return all;
    }

    public YamlSection Open(YamlMap map, string path)
    {
        var section = new YamlSection(map, path, this);
        _opened.Add(section);
        return section;
    }

    /// <summary>Every section that was read, and the keys that were asked for in it.</summary>
    public IEnumerable<(string Path, IReadOnlyCollection<string> Keys)> Asked => _opened.Select(section => (section.FullPath, section.Asked));

    private YamlValue? Root(string? text) => text is null ? null : YamlTree.Read(text, Problems);

    private YamlSection? AsMap(YamlValue value, string path)
    {
        if (value is YamlMap map)
        {
            return Open(map, path);
        }

        Problems.Add(value.At, $"{path}: expected keys with values ('key: value'), found {value.Kind}".TrimStart(':', ' '));
        return null;
    }

    private void ReportUnknownKeys()
    {
        foreach (var section in _opened)
        {
            section.ReportUnknownKeys();
        }
    }
}
