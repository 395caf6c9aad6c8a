using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>Which changes a window of the policy concerns: those to one of these services, in one of these environments.</summary>
/// <param name="Services">Keys; empty: all.</param>
/// <param name="Environments">Keys; empty: all.</param>
public sealed record ChangeScope(ImmutableArray<string> Services, ImmutableArray<string> Environments)
{
    public bool Covers(IEnumerable<string> services, string environment) =>
        (Services.IsEmpty || services.Any(service => Services.Contains(service))) && (Environments.IsEmpty || Environments.Contains(environment));

    internal static ChangeScope Read(YamlSection section, ImmutableArray<Choice> environments) => new(section.References("services", Named.Service), Known(section, environments));

    /// <summary>The key <c>environments</c>, with each that there is not noted.</summary>
    internal static ImmutableArray<string> Known(YamlSection section, ImmutableArray<Choice> environments)
    {
        var named = section.Texts("environments");
        foreach (var unknown in named.Where(name => environments.All(environment => environment.Key != name)))
        {
            section.Note("environments", $"there is no environment '{unknown}'{Suggestion.For(unknown, environments.Select(environment => environment.Key))}");
        }

        return named;
    }
}

/// <summary>What a freeze does to a change.</summary>
public enum FreezeKind
{
    /// <summary>Whoever plans a change into it is warned, and those who decide see it.</summary>
    Soft,

    /// <summary>Nothing is planned into it, unless the named approver agrees.</summary>
    Hard,
}

/// <summary>A time in which changes had better not be.</summary>
/// <param name="Reason">As those read it whose change it concerns.</param>
/// <param name="Exception">Handle of who can allow one all the same; null: nobody can.</param>
public sealed record Freeze(string Key, Phrase Name, FreezeKind Kind, ChangeScope Scope, Phrase? Reason, string? Exception, Schedule When)
{
    internal static Freeze Read(string key, YamlSection section, ImmutableArray<Choice> environments)
    {
        var freeze = new Freeze(
            key, section.Wording("name"), section.Choice<FreezeKind>("kind"), ChangeScope.Read(section, environments), section.WordingOrNull("reason"),
            section.ReferenceOrNull("exception", Named.Person), Schedule.Read(section));
        if (freeze is { Kind: FreezeKind.Soft, Exception: not null })
        {
            section.Note("exception", "only a hard freeze needs one; a soft one warns");
        }

        return freeze;
    }
}

/// <summary>A time that is kept for changes to some services. A change to them outside of all such times is warned of.</summary>
public sealed record MaintenanceWindow(string Key, Phrase Name, ChangeScope Scope, Schedule When)
{
    internal static MaintenanceWindow Read(string key, YamlSection section, ImmutableArray<Choice> environments) =>
        new(key, section.Wording("name"), ChangeScope.Read(section, environments), Schedule.Read(section));
}
