namespace BotDesk.LiveChat;

/// <summary>Where a live conversation stands.</summary>
public enum LiveChatStatus
{
    /// <summary>In a group's queue: agents have been told, nobody has taken it.</summary>
    Waiting,

    /// <summary>An agent and the requester talk.</summary>
    Live,

    /// <summary>Given to a hub outside of the desk, in whose hands the channel puts it.</summary>
    HandedOff,

    /// <summary>Over.</summary>
    Ended,
}

/// <summary>What can happen to a live conversation.</summary>
public enum LiveChatMove
{
    /// <summary>An agent takes it from the queue.</summary>
    Take,

    /// <summary>Another agent takes it from the one who has it.</summary>
    TakeOver,

    /// <summary>Back into a queue, with a note.</summary>
    Transfer,

    /// <summary>Back into its queue, because nobody is there any more who has it.</summary>
    Requeue,

    /// <summary>A hub outside of the desk is asked to take it.</summary>
    HandOff,

    /// <summary>The requester, the agent or the hub ends it.</summary>
    End,
}

/// <summary>Every allowed move; what is not here is refused.</summary>
public static class LiveChatLifecycle
{
    private static readonly Dictionary<(LiveChatStatus From, LiveChatMove Move), LiveChatStatus> Moves = new()
    {
        [(LiveChatStatus.Waiting, LiveChatMove.Take)] = LiveChatStatus.Live,
        [(LiveChatStatus.Live, LiveChatMove.TakeOver)] = LiveChatStatus.Live,

        [(LiveChatStatus.Waiting, LiveChatMove.Transfer)] = LiveChatStatus.Waiting,
        [(LiveChatStatus.Live, LiveChatMove.Transfer)] = LiveChatStatus.Waiting,

        [(LiveChatStatus.Live, LiveChatMove.Requeue)] = LiveChatStatus.Waiting,
        [(LiveChatStatus.HandedOff, LiveChatMove.Requeue)] = LiveChatStatus.Waiting,

        [(LiveChatStatus.Waiting, LiveChatMove.HandOff)] = LiveChatStatus.HandedOff,

        [(LiveChatStatus.Waiting, LiveChatMove.End)] = LiveChatStatus.Ended,
        [(LiveChatStatus.Live, LiveChatMove.End)] = LiveChatStatus.Ended,
        [(LiveChatStatus.HandedOff, LiveChatMove.End)] = LiveChatStatus.Ended,
    };

    /// <summary>Whether the move is allowed from here, and where it leads.</summary>
    public static bool Allows(LiveChatStatus from, LiveChatMove move, out LiveChatStatus to) => Moves.TryGetValue((from, move), out to);
}
