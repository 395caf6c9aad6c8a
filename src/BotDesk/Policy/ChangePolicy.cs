using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>How a change is decided about.</summary>
public enum ChangeType
{
    /// <summary>Those who have to agree are asked before.</summary>
    Normal,

    /// <summary>Made by a template that was agreed to once and for all.</summary>
    Standard,

    /// <summary>Cannot wait: it is done first and reviewed after.</summary>
    Emergency,
}

/// <summary>How badly a change can go.</summary>
public enum ChangeRisk
{
    Low,
    Medium,
    High,
}

/// <summary>Whom to ask about some changes: those of these types, risks and environments. Empty: whatever it is.</summary>
/// <param name="Approval">Key of the approval policy.</param>
public sealed record ChangeApprovalRule(ImmutableArray<ChangeType> Types, ImmutableArray<ChangeRisk> Risks, ImmutableArray<string> Environments, string Approval)
{
    public bool Fits(ChangeType type, ChangeRisk risk, string environment) =>
        (Types.IsEmpty ? type == ChangeType.Normal : Types.Contains(type)) && (Risks.IsEmpty || Risks.Contains(risk)) && (Environments.IsEmpty || Environments.Contains(environment));

    internal static ChangeApprovalRule Read(YamlSection section, ImmutableArray<Choice> environments)
    {
        var rule = new ChangeApprovalRule(
            section.Choices<ChangeType>("types"), section.Choices<ChangeRisk>("risks"), ChangeScope.Known(section, environments), section.Reference("approval", Named.Approval));
        if (rule.Types.Contains(ChangeType.Emergency))
        {
            section.Note("types", "an emergency acts first, so nobody is asked before; the owner of its service reviews it after");
        }

        return rule;
    }
}

/// <summary>How changes are planned and decided.</summary>
/// <param name="Approval">Key of the approval policy for normal changes that no rule of <see cref="Approvals"/> fits.</param>
public sealed record ChangePolicy(string Approval)
{
    private static readonly ImmutableArray<Choice> Production = [new("production", "Production")];

    /// <summary>Who is asked about which; the first that fits counts.</summary>
    public ImmutableArray<ChangeApprovalRule> Approvals { get; init; } = [];

    /// <summary>Where a change can be done; the first is meant when nothing is said.</summary>
    public ImmutableArray<Choice> Environments { get; init; } = Production;

    /// <summary>Null: how badly it can go is chosen by whoever asks.</summary>
    public RiskPolicy? Risk { get; init; }

    public ImmutableArray<Freeze> Freezes { get; init; } = [];

    public ImmutableArray<MaintenanceWindow> Maintenance { get; init; } = [];

    public ImmutableArray<ChangeTemplate> Templates { get; init; } = [];

    /// <summary>How long before its start the affected are told, and the implementer is asked to confirm.</summary>
    public TimeSpan TellBefore { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long after its end incidents on the same service are put down to it; then it closes by itself where nothing happened.</summary>
    public TimeSpan Watch { get; init; } = TimeSpan.FromDays(1);

    public ChangeTemplate? FindTemplate(string? key) => Templates.FirstOrDefault(template => template.Key == key);

    /// <summary>Key of the approval policy for such a change; null where nobody has to agree before.</summary>
    public string? ApprovalFor(ChangeType type, ChangeRisk risk, string environment) =>
        type == ChangeType.Emergency ? null
        : Approvals.FirstOrDefault(rule => rule.Fits(type, risk, environment))?.Approval ?? (type == ChangeType.Normal ? Approval : null);

    internal static ChangePolicy Read(YamlSection section)
    {
        var environments = section.Has("environments") ? section.EachWording("environments", Choice.Read) : Production;
        return new ChangePolicy(section.Reference("approval", Named.Approval))
        {
            Environments = environments,
            Approvals = section.List("approvals", rule => ChangeApprovalRule.Read(rule, environments)),
            Risk = section.SectionOrNull("risk") is { } risk ? RiskPolicy.Read(risk) : null,
            Freezes = section.EachOwn("freezes", (key, freeze) => Freeze.Read(key, freeze, environments)),
            Maintenance = section.EachOwn("maintenance", (key, window) => MaintenanceWindow.Read(key, window, environments)),
            Templates = section.EachOwn("templates", (key, template) => ChangeTemplate.Read(key, template, environments)),
            TellBefore = section.ParsedOrNull<TimeSpan>("tellBefore", Schedule.Length) ?? TimeSpan.FromDays(1),
            Watch = section.ParsedOrNull<TimeSpan>("watch", Schedule.Length) ?? TimeSpan.FromDays(1),
        };
    }
}
