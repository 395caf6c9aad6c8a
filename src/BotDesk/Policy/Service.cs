using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>Something employees use and miss when it fails.</summary>
/// <param name="Description">One line, for somebody who has to choose.</param>
/// <param name="Owner">Handle of the person who answers for it.</param>
/// <param name="Group">Key of the group that gets its tickets.</param>
/// <param name="Keywords">Words by which employees mean it, beside its name.</param>
public sealed record Service(string Key, Phrase Name, Phrase Description, string Owner, string Group, ImmutableArray<string> Keywords)
{
    /// <summary>Keys of the services without which it does not work.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    internal static Service Read(string key, YamlSection section) => new(
        key,
        section.Wording("name"),
        section.Wording("description"),
        section.Reference("owner", Named.Person),
        section.Reference("group", Named.Group),
        section.Texts("keywords"))
    {
        DependsOn = section.References("dependsOn", Named.Service),
    };
}
