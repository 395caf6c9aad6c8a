using BotDesk.Demo;
using BotDesk.Policy;

namespace BotDesk.Tests.Policy;

/// <summary>The approvals of <c>desk.yaml</c>, and what is said when they are wrong.</summary>
public sealed class ApprovalPolicyTests
{
    private static readonly string Good = File.ReadAllText(Path.Combine(DemoCompany.DefaultFolder, "desk.yaml"));

    [Fact]
    public void Stages_say_who_is_asked_together_and_who_after()
    {
        var policy = Parse("""
            - { name: Manager, roles: [manager], needs: any-one }
            - { name: Network, group: network, needs: any-one, alongside: yes }
            - { name: Owner and finance, people: mira, roles: service-owner, needs: all }
            """).Policy!.FindApproval("normal-change")!;

        Assert.Equal([(ApprovalRule.AnyOne, false), (ApprovalRule.AnyOne, true), (ApprovalRule.All, false)], policy.Stages.Select(stage => (stage.Needs.Rule, stage.Alongside)));
        Assert.Equal(["mira"], policy.Stages[2].People.AsEnumerable());
        Assert.Equal([ApproverRole.ServiceOwner], policy.Stages[2].Roles.AsEnumerable());
        Assert.Equal("network", policy.Stages[1].Group);
    }

    [Theory]
    [InlineData("- { name: Nobody, needs: all }", "approvals.normal-change.stages[1]: nobody is asked; name 'people', 'roles' (service-owner, manager, data-owner) or a 'group'")]
    [InlineData("- { name: A, group: netwrok, needs: all }", "approvals.normal-change.stages[1].group: there is no group 'netwrok'; did you mean 'network'?")]
    [InlineData("- { name: A, people: mira, needs: most }", "approvals.normal-change.stages[1].needs: 'most' is not one of any-one, all, or how many: 3 or 60%")]
    [InlineData("- { name: A, people: mira, needs: all, alongside: yes }", "approvals.normal-change: the first of 'stages' has none before it to be 'alongside'")]
    [InlineData("- { name: A, people: mira, needs: all, alongside: maybe }", "approvals.normal-change.stages[1].alongside: 'maybe' is neither yes nor no")]
    [InlineData("- { name: A, roles: boss, needs: all }", "approvals.normal-change.stages[1].roles: 'boss' is not one of service-owner, manager, data-owner")]
    [InlineData("- { people: mira, needs: all }", "approvals.normal-change.stages[1]: 'name' is missing")]
    [InlineData("- { name: A, people: mira, needs: all, escalateTo: helena }", "approvals.normal-change.stages[1]: 'remind' and 'escalateTo' need a time by which they have to answer, 'due'")]
    [InlineData("- { name: A, people: mira, needs: all, due: soon }", "approvals.normal-change.stages[1].due: 'soon' is not a time; write it like '30 minutes', '4 hours', '8 business hours', '5 days' or '2 business days'")]
    [InlineData("- { name: A, people: mira, needs: all, when: { risk: huge } }", "approvals.normal-change.stages[1].when.risk: 'huge' is not one of low, medium, high")]
    [InlineData("[]", "approvals.normal-change: 'stages' names at least one stage")]
    public void A_mistake_is_named_with_its_line(string stages, string message)
    {
        var problems = Parse(stages).Problems;

        Assert.Contains(problems, problem => problem.Message == message && problem.Line > 0);
    }

    [Fact]
    public void Stages_say_how_many_until_when_and_for_what()
    {
        var stages = Parse("""
            - { name: Board, people: [mira, desmond, helena], needs: 60%, veto: yes, due: 2 business days, remind: 1 business day, escalateTo: [noor] }
            - { name: Two, people: [mira, desmond], needs: 2, when: { costAtLeast: 500 GBP, risk: [high], services: vpn, requester: { departments: [Sales] } } }
            """).Policy!.FindApproval("normal-change")!.Stages;

        Assert.Equal([2, 2], stages.Select(stage => stage.Needs.Of(stage.People.Length)));
        Assert.Equal((true, "2 business days", "1 business day", "noor"), (stages[0].Veto, stages[0].Due.ToString(), stages[0].Remind.ToString(), stages[0].EscalateTo.Single()));
        Assert.Equal((new Cost(500, "GBP", CostPeriod.Once), ApprovalRisk.High, "vpn"), (stages[1].When!.CostAtLeast, stages[1].When!.Risks.Single(), stages[1].When!.Services.Single()));
    }

    [Theory]
    [InlineData("500 GBP", null, "499.99 GBP", false)]
    [InlineData("500 GBP", null, "500 GBP", true)]
    [InlineData("500 GBP", null, "41.66 GBP per month", false)]
    [InlineData("500 GBP", null, "41.67 GBP per month", true)]
    [InlineData("500 GBP", null, null, false)]
    [InlineData("500 GBP", null, "1 EUR", true)]
    [InlineData(null, "500 GBP", "500 GBP per year", true)]
    [InlineData(null, "500 GBP", null, true)]
    [InlineData(null, "500 GBP", "1 EUR", false)]
    public void Cost_counts_by_the_year_and_another_currency_never_leaves_somebody_out(string? least, string? most, string? cost, bool holds) =>
        Assert.Equal(holds, new ApprovalCondition(Money(least), Money(most), [], [], null).HoldsFor(Money(cost)));

    [Fact]
    public void Changes_name_a_policy_that_there_is()
    {
        var problem = Assert.Single(PolicyFile.Parse(Good.Replace("  approval: normal-change", "  approval: normal-chance", StringComparison.Ordinal)).Problems);

        Assert.Equal("changes.approval: there is no approval policy 'normal-chance'; did you mean 'normal-change'?", problem.Message);
    }

    [Fact]
    public void A_desk_may_take_no_changes()
    {
        var policy = PolicyFile.Parse(string.Join('\n', Good[..Good.IndexOf("\napprovals:", StringComparison.Ordinal)].Split('\n').Where(line => !line.StartsWith("    approval:", StringComparison.Ordinal)))).Policy!;

        Assert.Null(policy.Changes);
        Assert.Empty(policy.Approvals);
    }

    private static Cost? Money(string? text) => text is null ? null : Cost.Parse(text).Value;

    private static PolicyLoad Parse(string stages)
    {
        var start = Good.IndexOf("      - { name: Operations and finance", StringComparison.Ordinal);
        var end = Good.IndexOf("    otherwise:", StringComparison.Ordinal);
        return PolicyFile.Parse(Good[..start] + string.Join('\n', stages.Split('\n').Select(line => $"      {line}")) + "\n" + Good[end..]);
    }
}
