namespace BotDesk.Tickets;

/// <summary>Where a ticket stands.</summary>
public enum TicketStatus
{
    /// <summary>Nobody has taken it.</summary>
    New,

    /// <summary>Somebody is on it.</summary>
    InProgress,

    /// <summary>Waits for the requester's answer.</summary>
    Pending,

    /// <summary>Done in the agent's eyes; waits for the requester, who confirms or says that it is still broken.</summary>
    Resolved,

    /// <summary>Done in the requester's eyes, or they have let the time pass in which to say that it is not.</summary>
    Closed,

    /// <summary>Withdrawn by the requester.</summary>
    Cancelled,

    /// <summary>Others have to agree before anybody works on it.</summary>
    Approval,

    /// <summary>Somebody who had to agree did not.</summary>
    Declined,
}

/// <summary>What can happen to a ticket.</summary>
public enum TicketMove
{
    Take,

    /// <summary>A part of the work is done.</summary>
    Start,
    Wait,
    Answer,
    Resolve,
    Confirm,

    /// <summary>The requester had their time to say that it is still broken.</summary>
    Lapse,
    Reopen,
    Withdraw,

    /// <summary>Others are asked whether they agree.</summary>
    Ask,

    /// <summary>They have agreed.</summary>
    Agree,

    /// <summary>Somebody has not.</summary>
    Decline,
}

/// <summary>Every allowed move; what is not here is refused.</summary>
public static class TicketLifecycle
{
    private static readonly Dictionary<(TicketStatus From, TicketMove Move), TicketStatus> Moves = new()
    {
        [(TicketStatus.New, TicketMove.Take)] = TicketStatus.InProgress,
        [(TicketStatus.InProgress, TicketMove.Take)] = TicketStatus.InProgress,
        [(TicketStatus.Pending, TicketMove.Take)] = TicketStatus.Pending,

        [(TicketStatus.New, TicketMove.Start)] = TicketStatus.InProgress,

        [(TicketStatus.New, TicketMove.Wait)] = TicketStatus.Pending,
        [(TicketStatus.InProgress, TicketMove.Wait)] = TicketStatus.Pending,
        [(TicketStatus.Pending, TicketMove.Wait)] = TicketStatus.Pending,
        [(TicketStatus.Pending, TicketMove.Answer)] = TicketStatus.InProgress,

        [(TicketStatus.New, TicketMove.Resolve)] = TicketStatus.Resolved,
        [(TicketStatus.InProgress, TicketMove.Resolve)] = TicketStatus.Resolved,
        [(TicketStatus.Pending, TicketMove.Resolve)] = TicketStatus.Resolved,

        [(TicketStatus.New, TicketMove.Confirm)] = TicketStatus.Closed,
        [(TicketStatus.InProgress, TicketMove.Confirm)] = TicketStatus.Closed,
        [(TicketStatus.Pending, TicketMove.Confirm)] = TicketStatus.Closed,
        [(TicketStatus.Resolved, TicketMove.Confirm)] = TicketStatus.Closed,

        [(TicketStatus.Resolved, TicketMove.Lapse)] = TicketStatus.Closed,

        [(TicketStatus.Resolved, TicketMove.Reopen)] = TicketStatus.InProgress,
        [(TicketStatus.Closed, TicketMove.Reopen)] = TicketStatus.InProgress,

        [(TicketStatus.New, TicketMove.Withdraw)] = TicketStatus.Cancelled,
        [(TicketStatus.InProgress, TicketMove.Withdraw)] = TicketStatus.Cancelled,
        [(TicketStatus.Pending, TicketMove.Withdraw)] = TicketStatus.Cancelled,

        [(TicketStatus.New, TicketMove.Ask)] = TicketStatus.Approval,
        [(TicketStatus.Approval, TicketMove.Agree)] = TicketStatus.New,
        [(TicketStatus.Approval, TicketMove.Decline)] = TicketStatus.Declined,
        [(TicketStatus.Approval, TicketMove.Withdraw)] = TicketStatus.Cancelled,
    };

    /// <summary>Whether the move is allowed from here, and where it leads.</summary>
    public static bool Allows(TicketStatus from, TicketMove move, out TicketStatus to) => Moves.TryGetValue((from, move), out to);

    /// <inheritdoc cref="Allows(TicketStatus, TicketMove, out TicketStatus)"/>
    public static bool Allows(TicketStatus from, TicketMove move) => Moves.ContainsKey((from, move));

    /// <summary>Whether somebody still has to do something.</summary>
    public static bool IsOpen(this TicketStatus status) => status is TicketStatus.New or TicketStatus.InProgress or TicketStatus.Pending or TicketStatus.Approval;

    /// <summary>Whether it is for agents to do something.</summary>
    public static bool IsWork(this TicketStatus status) => status.IsOpen() && status != TicketStatus.Approval;

    /// <summary>The status as people say it.</summary>
    public static Phrase Word(this TicketStatus status) => status switch
    {
        TicketStatus.New => Phrase.Of("tickets.status.new"),
        TicketStatus.InProgress => Phrase.Of("tickets.status.inProgress"),
        TicketStatus.Pending => Phrase.Of("tickets.status.pending"),
        TicketStatus.Resolved => Phrase.Of("tickets.status.resolved"),
        TicketStatus.Closed => Phrase.Of("tickets.status.closed"),
        TicketStatus.Approval => Phrase.Of("tickets.status.approval"),
        TicketStatus.Declined => Phrase.Of("tickets.status.declined"),
        _ => Phrase.Of("tickets.status.withdrawn"),
    };
}
