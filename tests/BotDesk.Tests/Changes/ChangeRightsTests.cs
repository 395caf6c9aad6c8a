using BotDesk.Changes;
using BotDesk.Demo;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Tests.Changes;

/// <summary>Each operation, tried as each role.</summary>
public sealed class ChangeRightsTests
{
    private static readonly DeskPolicy Policy = PolicyFile.Load(Path.Combine(DemoCompany.DefaultFolder, "desk.yaml")).Policy!;

    private static readonly Dictionary<string, Person> People = new()
    {
        ["requester"] = new() { Id = 1, Handle = "jonas", Name = "" },
        ["implementer"] = new() { Id = 2, Handle = "priya", Name = "", Roles = Roles.Agent },
        ["owner"] = new() { Id = 3, Handle = "helena", Name = "", Roles = Roles.Manager },
        ["agent of the group"] = new() { Id = 4, Handle = "tomasz", Name = "", Roles = Roles.Agent },
        ["another agent"] = new() { Id = 5, Handle = "anouk", Name = "", Roles = Roles.Agent },
        ["another manager"] = new() { Id = 6, Handle = "somebody", Name = "", Roles = Roles.Manager },
        ["approver"] = new() { Id = 7, Handle = "mira", Name = "", Roles = Roles.Approver },
        ["stranger"] = new() { Id = 8, Handle = "ravi", Name = "" },
    };

    [Theory]
    [InlineData("plan", "requester, implementer, owner")]
    [InlineData("cancel", "requester, owner")]
    [InlineData("do", "implementer, owner, agent of the group")]
    [InlineData("review what went well", "requester, implementer, owner, agent of the group, another manager")]
    [InlineData("review what did not", "owner, another manager")]
    public void Who_may(string operation, string roles)
    {
        var change = new Change { Number = "CHG1", Title = "", Description = "", Why = "", Service = "network", RollBack = "", RequesterId = 1, ImplementerId = 2, ReviewReason = operation == "review what did not" ? Phrase.Plain("It was rolled back") : null };

        var may = People.Where(person => operation switch
        {
            "plan" => ChangeRights.MayPlan(change, person.Value, Policy),
            "cancel" => ChangeRights.MayCancel(change, person.Value, Policy),
            "do" => ChangeRights.MayDo(change, person.Value, Policy),
            _ => ChangeRights.MayReview(change, person.Value, Policy),
        }).Select(person => person.Key);

        Assert.Equal(roles.Split(", "), may);
    }
}
