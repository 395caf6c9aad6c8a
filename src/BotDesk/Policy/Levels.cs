using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>How many are affected.</summary>
public enum Impact
{
    High = 1,
    Medium = 2,
    Low = 3,
}

/// <summary>How soon it has to work again.</summary>
public enum Urgency
{
    High = 1,
    Medium = 2,
    Low = 3,
}

/// <summary>A level in the organisation's own words.</summary>
/// <param name="Words">What people say when they mean it.</param>
public sealed record Level<T>(T Value, Phrase Label, ImmutableArray<string> Words) where T : struct, Enum;

/// <summary>Every level once, the highest first.</summary>
public sealed record Levels<T>(ImmutableArray<Level<T>> All) where T : struct, Enum
{
    public Phrase Label(T value) => All.First(level => level.Value.Equals(value)).Label;

    internal static Levels<T> Read(YamlSection? section) => new([.. Enum.GetValues<T>().Select(value => Read(value, section))]);

    private static Level<T> Read(T value, YamlSection? section)
    {
        var level = section?.Section(value.ToString().ToLowerInvariant());
        return new Level<T>(value, level?.Wording("label") ?? "", level?.Texts("words") ?? []);
    }
}
