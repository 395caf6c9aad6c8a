using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Demo;

public enum DemoRole
{
    Employee,
    Approver,
    Agent,
    Manager,
}

/// <summary>Somebody a visitor of the demo can be.</summary>
/// <param name="DirectoryId">The id by which a Teams client names them (<c>aadObjectId</c>); null: they are in no directory.</param>
/// <param name="Groups">Keys of the groups that <c>desk.yaml</c> says the person is in.</param>
/// <param name="Manager">Handle; null at the top.</param>
/// <param name="Locale">A BCP 47 tag, such as <c>de-DE</c>; null: the directory does not say.</param>
/// <param name="About">One line: why you would be this person.</param>
public sealed record DemoPerson(
    string Handle,
    string Name,
    string Email,
    string? DirectoryId,
    string Title,
    string Department,
    ImmutableArray<DemoRole> Roles,
    ImmutableArray<string> Groups,
    string? Manager,
    TimeZoneInfo TimeZone,
    string? Locale,
    string About)
{
    internal static DemoPerson Read(YamlSection section, Func<string, ImmutableArray<string>> groupsOf)
    {
        var handle = section.Name("handle", Named.Person);
        return new DemoPerson(
            handle,
            section.Text("name"),
            section.Text("email"),
            section.TextOrNull("directoryId"),
            section.Text("title"),
            section.Text("department"),
            section.Choices<DemoRole>("roles"),
            groupsOf(handle),
            section.ReferenceOrNull("manager", Named.Person),
            section.TimeZone("timeZone"),
            section.TextOrNull("locale"),
            section.Text("about"));
    }
}
