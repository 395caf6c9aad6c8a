using BotDesk.Audit;
using BotDesk.People;

namespace BotDesk.Access;

/// <summary>Grants roles and takes them back. Only who can reach the desk's database may: there is no page for it.</summary>
internal sealed class RoleDesk(PeopleDesk people, AuditTrail audit)
{
    /// <summary>The roles that can be granted, by the word for them.</summary>
    public static IReadOnlyDictionary<string, Roles> Words { get; } = new Dictionary<string, Roles>(StringComparer.OrdinalIgnoreCase)
    {
        ["agent"] = Roles.Agent,
        ["approver"] = Roles.Approver,
        ["manager"] = Roles.Manager,
    };

    /// <param name="who">Handle or e-mail address.</param>
    /// <param name="by">Who grants it, as their own system knows them.</param>
    public Task<Outcome<Person>> GrantAsync(string who, Roles role, string by) => ChangeAsync(who, role, granted: true, by);

    /// <inheritdoc cref="GrantAsync"/>
    public Task<Outcome<Person>> RevokeAsync(string who, Roles role, string by) => ChangeAsync(who, role, granted: false, by);

    private async Task<Outcome<Person>> ChangeAsync(string who, Roles role, bool granted, string by)
    {
        if ((await people.FindByHandleOrEmailAsync(who)).Is(out var person, out var refusal) is false)
        {
            return refusal;
        }

        var roles = granted ? person.Roles | role : person.Roles & ~role;
        if (roles != person.Roles)
        {
            person.Roles = roles;
            audit.Add(null, granted ? "role.granted" : "role.revoked", person.Handle, new { role = role.ToString(), by });
        }

        return person;
    }
}
