using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>How many of those asked have to agree.</summary>
public enum ApprovalRule
{
    /// <summary>The first decision counts, whoever takes it.</summary>
    AnyOne,

    /// <summary>Everybody agrees; the first who rejects ends it.</summary>
    All,
}

/// <summary>Somebody who is asked because of what they are to what is asked about.</summary>
public enum ApproverRole
{
    /// <summary>Who answers for the service (<see cref="Service.Owner"/>).</summary>
    ServiceOwner,

    /// <summary>Whom the requester reports to.</summary>
    Manager,
}

/// <summary>Who is asked at once, and how many of them have to agree.</summary>
/// <param name="Name">As the requester and the approvers read it: "Operations and finance".</param>
/// <param name="People">Handles.</param>
/// <param name="Group">Key of a group whose members are all asked; null: none.</param>
/// <param name="Alongside">Whether it is asked together with the stage before it, and not after it.</param>
public sealed record ApprovalStagePolicy(string Name, ImmutableArray<string> People, ImmutableArray<ApproverRole> Roles, string? Group, ApprovalRule Needs, bool Alongside)
{
    internal static ApprovalStagePolicy Read(YamlSection section)
    {
        var stage = new ApprovalStagePolicy(
            section.Text("name"),
            section.References("people", Named.Person),
            section.Choices<ApproverRole>("roles"),
            section.ReferenceOrNull("group", Named.Group),
            section.Choice<ApprovalRule>("needs"),
            section.YesOrNo("alongside"));
        if (stage.People.IsEmpty && stage.Roles.IsEmpty && stage.Group is null)
        {
            section.Wrong("nobody is asked; name 'people', 'roles' (service-owner, manager) or a 'group'");
        }

        return stage;
    }
}

/// <summary>Who has to agree to something, and in which order.</summary>
/// <param name="Stages">Asked one after the other, those that are <see cref="ApprovalStagePolicy.Alongside"/> together.</param>
/// <param name="Otherwise">Handles of those who are asked in the place of somebody who cannot be: the requester, or nobody known.</param>
public sealed record ApprovalPolicy(string Key, ImmutableArray<ApprovalStagePolicy> Stages, ImmutableArray<string> Otherwise)
{
    internal static ApprovalPolicy Read(string key, YamlSection section)
    {
        var policy = new ApprovalPolicy(key, section.List("stages", ApprovalStagePolicy.Read), section.References("otherwise", Named.Person));
        if (policy.Stages.IsEmpty)
        {
            section.Wrong("'stages' names at least one stage");
        }
        else if (policy.Stages[0].Alongside)
        {
            section.Wrong("the first of 'stages' has none before it to be 'alongside'");
        }

        return policy;
    }
}

/// <summary>How changes are decided.</summary>
/// <param name="Approval">Key of the approval policy.</param>
public sealed record ChangePolicy(string Approval)
{
    internal static ChangePolicy Read(YamlSection section) => new(section.Reference("approval", Named.Approval));
}
