using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>What somebody is at the desk beside an employee.</summary>
public enum AudienceRole
{
    Approver,
    Agent,
    Manager,
}

/// <summary>For whom something is: whoever fits one of these.</summary>
/// <param name="Departments">As the directory writes them.</param>
/// <param name="Groups">Keys; their members.</param>
/// <param name="People">Handles.</param>
public sealed record Audience(ImmutableArray<string> Departments, ImmutableArray<AudienceRole> Roles, ImmutableArray<string> Groups, ImmutableArray<string> People)
{
    internal static Audience Read(YamlSection section)
    {
        var audience = new Audience(section.Texts("departments"), section.Choices<AudienceRole>("roles"), section.References("groups", Named.Group), section.References("people", Named.Person));
        if (audience is { Departments: [], Roles: [], Groups: [], People: [] })
        {
            section.Note("departments", "an audience needs departments, roles, groups or people; for everybody leave 'audience' out");
        }

        return audience;
    }
}
