using System.Collections.Immutable;

namespace BotDesk.Policy.Yaml;

/// <summary>A place in a file. Both counts start at 1; 0 means the file as a whole.</summary>
public readonly record struct YamlPosition(int Line, int Column);

/// <summary>A value with the place where it was written, which a refusal has to name. YamlDotNet's own tree stops at the first duplicate key.</summary>
internal abstract class YamlValue(YamlPosition at)
{
    public YamlPosition At { get; } = at;

    /// <summary>What the value is, in the words of somebody who edits the file.</summary>
    public abstract string Kind { get; }
}

internal sealed class YamlText(YamlPosition at, string text, bool quoted) : YamlValue(at)
{
    public string Text { get; } = text;

    /// <summary>Nothing stands after the colon, or one of YAML's words for nothing.</summary>
    public bool IsEmpty { get; } = !quoted && text is ("" or "~" or "null" or "Null" or "NULL");

    public override string Kind => IsEmpty ? "nothing" : "a text";
}

internal sealed class YamlList(YamlPosition at, ImmutableArray<YamlValue> items) : YamlValue(at)
{
    public ImmutableArray<YamlValue> Items { get; } = items;

    public override string Kind => "a list";
}

internal sealed class YamlMap(YamlPosition at, ImmutableArray<YamlEntry> entries) : YamlValue(at)
{
    /// <summary>In the order of the file; a key appears once.</summary>
    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    public override string Kind => "a map";
}

internal readonly record struct YamlEntry(YamlText Key, YamlValue Value);
