using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>How badly something can go, as a condition names it.</summary>
public enum ApprovalRisk
{
    Low,
    Medium,
    High,
}

/// <summary>When a policy, or a stage of it, applies: all that is named must hold.</summary>
/// <param name="CostAtLeast">What it costs in a year, or once. What is paid in another currency is never cheap enough to leave somebody out.</param>
/// <param name="CostAtMost">The same; what costs nothing fits.</param>
/// <param name="Risks">One of them; empty: whatever the risk.</param>
/// <param name="Services">Keys, one of which it belongs to; empty: whichever.</param>
/// <param name="Requester">Who asks; null: whoever.</param>
public sealed record ApprovalCondition(Cost? CostAtLeast, Cost? CostAtMost, ImmutableArray<ApprovalRisk> Risks, ImmutableArray<string> Services, Audience? Requester)
{
    private const int MonthsOfYear = 12;

    public bool HoldsFor(Cost? cost) => Reaches(cost) && Fits(cost);

    internal static ApprovalCondition Read(YamlSection section)
    {
        var condition = new ApprovalCondition(
            section.ParsedOrNull<Cost>("costAtLeast", Cost.Parse),
            section.ParsedOrNull<Cost>("costAtMost", Cost.Parse),
            section.Choices<ApprovalRisk>("risk"),
            section.References("services", Named.Service),
            section.SectionOrNull("requester") is { } requester ? Audience.Read(requester) : null);
        if (condition is { CostAtLeast: null, CostAtMost: null, Risks: [], Services: [], Requester: null })
        {
            section.Wrong("name 'costAtLeast', 'costAtMost', 'risk', 'services' or 'requester'; what always holds is left out");
        }

        return condition;
    }

    private bool Reaches(Cost? cost) => CostAtLeast is not { } least || (cost is { } its && (its.Currency != least.Currency || PerYear(its) >= PerYear(least)));

    private bool Fits(Cost? cost) => CostAtMost is not { } most || cost is not { } its || (its.Currency == most.Currency && PerYear(its) <= PerYear(most));

    private static decimal PerYear(Cost cost) => cost.Period == CostPeriod.Month ? cost.Amount * MonthsOfYear : cost.Amount;
}
