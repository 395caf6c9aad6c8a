using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>Somebody who is asked because of what they are to what is asked about.</summary>
public enum ApproverRole
{
    /// <summary>Who answers for the service (<see cref="Service.Owner"/>).</summary>
    ServiceOwner,

    /// <summary>Whom the requester reports to.</summary>
    Manager,

    /// <summary>Who answers for the data that is asked for (<see cref="CatalogItem.Owner"/>).</summary>
    DataOwner,
}

/// <summary>Who is asked at once, and how many of them have to agree.</summary>
/// <param name="Name">As the requester and the approvers read it: "Operations and finance".</param>
/// <param name="People">Handles.</param>
/// <param name="Group">Key of a group whose members are all asked; null: none.</param>
/// <param name="Alongside">Whether it is asked together with the stage before it, and not after it.</param>
public sealed record ApprovalStagePolicy(string Name, ImmutableArray<string> People, ImmutableArray<ApproverRole> Roles, string? Group, ApprovalNeeds Needs, bool Alongside)
{
    /// <summary>Whether one who rejects ends it although enough others could still agree. Only with <see cref="ApprovalRule.Quorum"/>: else one always does.</summary>
    public bool Veto { get; init; }

    /// <summary>How long they have before the next in line is asked; null: for ever.</summary>
    public TimeAllowed? Due { get; init; }

    /// <summary>After how long they are reminded; null: after half of the time they have.</summary>
    public TimeAllowed? Remind { get; init; }

    /// <summary>Handles of those who are asked when somebody does not answer in time; empty: whom that person reports to.</summary>
    public ImmutableArray<string> EscalateTo { get; init; } = [];

    /// <summary>What must hold for the stage to be there; null: it always is.</summary>
    public ApprovalCondition? When { get; init; }

    internal static ApprovalStagePolicy Read(YamlSection section)
    {
        var stage = new ApprovalStagePolicy(
            section.Text("name"),
            section.References("people", Named.Person),
            section.Choices<ApproverRole>("roles"),
            section.ReferenceOrNull("group", Named.Group),
            section.Parsed<ApprovalNeeds>("needs", ApprovalNeeds.Parse),
            section.YesOrNo("alongside"))
        {
            Veto = section.YesOrNo("veto"),
            Due = section.ParsedOrNull<TimeAllowed>("due", TimeAllowed.Parse),
            Remind = section.ParsedOrNull<TimeAllowed>("remind", TimeAllowed.Parse),
            EscalateTo = section.References("escalateTo", Named.Person),
            When = section.SectionOrNull("when") is { } when ? ApprovalCondition.Read(when) : null,
        };
        if (stage.People.IsEmpty && stage.Roles.IsEmpty && stage.Group is null)
        {
            section.Wrong("nobody is asked; name 'people', 'roles' (service-owner, manager, data-owner) or a 'group'");
        }

        if (stage.Due is null && (stage.Remind is not null || !stage.EscalateTo.IsEmpty))
        {
            section.Wrong("'remind' and 'escalateTo' need a time by which they have to answer, 'due'");
        }

        return stage;
    }
}

/// <summary>Who has to agree to something, and in which order.</summary>
/// <param name="Stages">
/// Asked one after the other, those that are <see cref="ApprovalStagePolicy.Alongside"/> together. When none of them is there, because the policy is
/// <c>automatic</c> or no stage's condition holds, it is approved at once.
/// </param>
/// <param name="Otherwise">Handles of those who are asked in the place of somebody who cannot be: the requester, or nobody known.</param>
public sealed record ApprovalPolicy(string Key, ImmutableArray<ApprovalStagePolicy> Stages, ImmutableArray<string> Otherwise)
{
    /// <summary>Where several policies are named, the first whose condition holds is taken, and the last when none does.</summary>
    public ApprovalCondition? When { get; init; }

    internal static ApprovalPolicy Read(string key, YamlSection section)
    {
        var policy = new ApprovalPolicy(key, section.List("stages", ApprovalStagePolicy.Read), section.References("otherwise", Named.Person))
        {
            When = section.SectionOrNull("when") is { } when ? ApprovalCondition.Read(when) : null,
        };
        if (section.YesOrNo("automatic"))
        {
            if (!policy.Stages.IsEmpty)
            {
                section.Wrong("what is 'automatic' has no 'stages'");
            }
        }
        else if (policy.Stages.IsEmpty)
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
