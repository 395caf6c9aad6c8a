using BotDesk.ServiceRequests.Fulfilment;

namespace BotDesk.Tests.ServiceRequests.Fulfilment;

public sealed class RequestTaskLifecycleTests
{
    [Fact]
    public void Every_move_that_is_allowed_is_one_of_these()
    {
        var allowed =
            from status in Enum.GetValues<RequestTaskStatus>()
            from move in Enum.GetValues<RequestTaskMove>()
            where RequestTaskLifecycle.Allows(status, move, out _)
            select $"{status} {move}";

        Assert.Equal(["Waiting Release", "Waiting Automate", "Waiting Cancel", "Open Complete", "Open Skip", "Open Cancel", "Automated HandOver", "Automated Complete", "Automated Cancel"], allowed);
    }
}
