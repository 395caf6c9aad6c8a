using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>Agents who share a queue.</summary>
/// <param name="Members">Handles of people. Membership may also come from the directory, so it can be empty.</param>
/// <param name="Hours">When somebody of the group is there, as the group says it. Null: the organisation's support hours.</param>
/// <param name="Open">The same for the desk to reckon with. Null: the organisation's; where that has none either, the group is always there.</param>
public sealed record AssignmentGroup(string Key, Phrase Name, ImmutableArray<string> Members, Phrase? Hours, OpeningHours? Open)
{
    internal static AssignmentGroup Read(string key, YamlSection section) => new(
        key,
        section.Wording("name"),
        section.References("members", Named.Person),
        section.WordingOrNull("hours"),
        OpeningHours.Read(section));
}
