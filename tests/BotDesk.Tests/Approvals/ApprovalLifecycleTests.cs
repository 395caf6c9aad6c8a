using BotDesk.Approvals;

namespace BotDesk.Tests.Approvals;

/// <summary>Every move that is not in a table is refused.</summary>
public sealed class ApprovalLifecycleTests
{
    [Fact]
    public void Only_what_waits_moves_except_that_what_was_agreed_to_can_change()
    {
        foreach (var move in Enum.GetValues<ApprovalMove>())
        {
            Assert.True(ApprovalLifecycle.Allows(ApprovalStatus.Pending, move, out _), $"{move}");
            Assert.All(
                [ApprovalStatus.Approved, ApprovalStatus.Rejected, ApprovalStatus.Withdrawn, ApprovalStatus.Superseded],
                ended => Assert.True((ended, move) == (ApprovalStatus.Approved, ApprovalMove.Supersede) || !ApprovalLifecycle.Allows(ended, move, out _), $"{move} although it is {ended}"));
        }
    }

    [Fact]
    public void A_stage_decides_only_while_it_is_open()
    {
        var allowed = from status in Enum.GetValues<StageStatus>()
                      from move in Enum.GetValues<StageMove>()
                      where ApprovalLifecycle.Allows(status, move, out _)
                      select (status, move);

        Assert.Equal(
            [(StageStatus.Waiting, StageMove.Open), (StageStatus.Waiting, StageMove.Drop), (StageStatus.Open, StageMove.Approve), (StageStatus.Open, StageMove.Reject), (StageStatus.Open, StageMove.Drop)],
            allowed);
    }
}
