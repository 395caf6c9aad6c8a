using System.Collections.Immutable;
using BotDesk.Approvals;
using BotDesk.Policy;
using BotDesk.Policy.Yaml;

namespace BotDesk.Demo;

/// <param name="Ago">Before the moment at which the demo is loaded, as every age here.</param>
public sealed record DemoDecision(TimeSpan Ago, string By, ApprovalChoice Choice, string? Reason)
{
    internal static DemoDecision Read(YamlSection section) =>
        new(section.Age("ago"), section.Reference("by", Named.Person), section.Choice<ApprovalChoice>("choice"), section.TextOrNull("reason"));
}

/// <summary>A change and what was decided about it.</summary>
/// <param name="In">How far ahead its start is planned, from the moment at which the demo is loaded.</param>
/// <param name="Takes">How long it is planned to take.</param>
public sealed record DemoChange(
    string Title,
    string Description,
    string Why,
    string Requester,
    string Service,
    ChangeRisk Risk,
    string TestPlan,
    string RollBack,
    TimeSpan In,
    TimeSpan Takes,
    TimeSpan Opened,
    ImmutableArray<DemoDecision> Decisions)
{
    internal static DemoChange Read(YamlSection section) => new(
        section.Text("title"),
        section.Text("description"),
        section.Text("why"),
        section.Reference("requester", Named.Person),
        section.Reference("service", Named.Service),
        section.Choice<ChangeRisk>("risk"),
        section.Text("testPlan"),
        section.Text("rollBack"),
        section.Age("in"),
        section.Age("takes"),
        section.Age("opened"),
        section.List("decisions", DemoDecision.Read));
}
