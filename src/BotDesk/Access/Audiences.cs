using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Access;

/// <summary>Who belongs to what a policy calls an audience.</summary>
public static class Audiences
{
    /// <summary>Whether the person fits one of what it names.</summary>
    public static bool Includes(this Audience audience, Person person, DeskPolicy policy) =>
        (person.Department is { } department && audience.Departments.Contains(department, StringComparer.OrdinalIgnoreCase))
        || audience.Roles.Any(role => person.Roles.HasFlag(role switch { AudienceRole.Agent => Roles.Agent, AudienceRole.Approver => Roles.Approver, _ => Roles.Manager }))
        || audience.Groups.Any(group => policy.FindGroup(group)?.Members.Contains(person.Handle) == true)
        || audience.People.Contains(person.Handle);
}
