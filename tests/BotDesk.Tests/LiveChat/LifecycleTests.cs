using BotDesk.LiveChat;

namespace BotDesk.Tests.LiveChat;

/// <summary>Every move that is allowed, and no other.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public void What_has_ended_never_moves_again() =>
        Assert.All(Enum.GetValues<LiveChatMove>(), move => Assert.False(LiveChatLifecycle.Allows(LiveChatStatus.Ended, move, out _)));

    [Fact]
    public void Everything_open_can_end() =>
        Assert.All(Enum.GetValues<LiveChatStatus>().Where(status => status != LiveChatStatus.Ended), status => Assert.True(LiveChatLifecycle.Allows(status, LiveChatMove.End, out _)));

    [Theory]
    [InlineData(LiveChatStatus.Live, LiveChatMove.Take)]
    [InlineData(LiveChatStatus.Waiting, LiveChatMove.TakeOver)]
    [InlineData(LiveChatStatus.HandedOff, LiveChatMove.Take)]
    [InlineData(LiveChatStatus.Live, LiveChatMove.HandOff)]
    public void Others_are_refused(LiveChatStatus from, LiveChatMove move) => Assert.False(LiveChatLifecycle.Allows(from, move, out _));
}
