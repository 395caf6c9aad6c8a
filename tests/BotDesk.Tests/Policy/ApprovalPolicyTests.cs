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

        Assert.Equal([(ApprovalRule.AnyOne, false), (ApprovalRule.AnyOne, true), (ApprovalRule.All, false)], policy.Stages.Select(stage => (stage.Needs, stage.Alongside)));
        Assert.Equal(["mira"], policy.Stages[2].People.AsEnumerable());
        Assert.Equal([ApproverRole.ServiceOwner], policy.Stages[2].Roles.AsEnumerable());
        Assert.Equal("network", policy.Stages[1].Group);
    }

    [Theory]
    [InlineData("- { name: Nobody, needs: all }", "approvals.normal-change.stages[1]: nobody is asked; name 'people', 'roles' (service-owner, manager) or a 'group'")]
    [InlineData("- { name: A, group: netwrok, needs: all }", "approvals.normal-change.stages[1].group: there is no group 'netwrok'; did you mean 'network'?")]
    [InlineData("- { name: A, people: mira, needs: most }", "approvals.normal-change.stages[1].needs: 'most' is not one of any-one, all")]
    [InlineData("- { name: A, people: mira, needs: all, alongside: yes }", "approvals.normal-change: the first of 'stages' has none before it to be 'alongside'")]
    [InlineData("- { name: A, people: mira, needs: all, alongside: maybe }", "approvals.normal-change.stages[1].alongside: 'maybe' is neither yes nor no")]
    [InlineData("- { name: A, roles: boss, needs: all }", "approvals.normal-change.stages[1].roles: 'boss' is not one of service-owner, manager")]
    [InlineData("- { people: mira, needs: all }", "approvals.normal-change.stages[1]: 'name' is missing")]
    [InlineData("[]", "approvals.normal-change: 'stages' names at least one stage")]
    public void A_mistake_is_named_with_its_line(string stages, string message)
    {
        var problems = Parse(stages).Problems;

        Assert.Contains(problems, problem => problem.Message == message && problem.Line > 0);
    }

    [Fact]
    public void Changes_name_a_policy_that_there_is()
    {
        var problem = Assert.Single(PolicyFile.Parse(Good.Replace("  approval: normal-change", "  approval: normal-chance", StringComparison.Ordinal)).Problems);

        Assert.Equal("changes.approval: there is no approval policy 'normal-chance'; did you mean 'normal-change'?", problem.Message);
    }

    [Fact]
    public void A_desk_may_take_no_changes()
    {
        var policy = PolicyFile.Parse(Good[..Good.IndexOf("\napprovals:", StringComparison.Ordinal)]).Policy!;

        Assert.Null(policy.Changes);
        Assert.Empty(policy.Approvals);
    }

    private static PolicyLoad Parse(string stages)
    {
        var start = Good.IndexOf("      - { name: Operations and finance", StringComparison.Ordinal);
        var end = Good.IndexOf("    otherwise:", StringComparison.Ordinal);
        return PolicyFile.Parse(Good[..start] + string.Join('\n', stages.Split('\n').Select(line => $"      {line}")) + "\n" + Good[end..]);
    }
}
