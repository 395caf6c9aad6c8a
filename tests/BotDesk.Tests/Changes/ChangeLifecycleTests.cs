using BotDesk.Changes;
using static BotDesk.Changes.ChangeMove;
using static BotDesk.Changes.ChangeStatus;

namespace BotDesk.Tests.Changes;

/// <summary>What can happen to a change, and nothing else.</summary>
public sealed class ChangeLifecycleTests
{
    [Fact]
    public void Every_allowed_move_is_named_and_all_others_are_refused()
    {
        var allowed = from status in Enum.GetValues<ChangeStatus>()
                      from move in Enum.GetValues<ChangeMove>()
                      where ChangeLifecycle.Allows(status, move)
                      select (status, move);

        Assert.Equal(
            [
                (Draft, Assess), (Draft, Revise), (Draft, Cancel),
                (Assessed, Revise), (Assessed, Submit), (Assessed, Schedule), (Assessed, ActFirst), (Assessed, Cancel),
                (Approval, Approve), (Approval, Reject), (Approval, AskAgain), (Approval, Cancel),
                (Scheduled, AskAgain), (Scheduled, Start), (Scheduled, Cancel),
                (InProgress, Finish), (InProgress, ChangeMove.RollBack),
                (Review, Close),
                (Closed, Recall),
            ],
            allowed);
    }

    [Fact]
    public void What_is_refused_changes_nothing()
    {
        var change = new Change { Number = "CHG1", Title = "", Description = "", Why = "", Service = "network", RollBack = "" };

        foreach (var move in Enum.GetValues<ChangeMove>().Where(move => !ChangeLifecycle.Allows(Draft, move)))
        {
            Assert.NotNull(change.Move(move, DateTimeOffset.UnixEpoch));
            Assert.Equal((Draft, 0), (change.Status, change.Version));
        }
    }
}
