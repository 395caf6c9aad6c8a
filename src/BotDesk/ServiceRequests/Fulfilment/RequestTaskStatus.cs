namespace BotDesk.ServiceRequests.Fulfilment;

/// <summary>Where a task of a request stands.</summary>
public enum RequestTaskStatus
{
    /// <summary>Others come first.</summary>
    Waiting,

    /// <summary>Can be done now.</summary>
    Open,

    /// <summary>A program does it.</summary>
    Automated,
    Done,

    /// <summary>An agent found that it does not have to be done.</summary>
    NotNeeded,

    /// <summary>The request ended before it was done.</summary>
    Cancelled,
}

/// <summary>What can happen to a task.</summary>
public enum RequestTaskMove
{
    /// <summary>What came first is done.</summary>
    Release,

    /// <summary>What came first is done, and a program is asked to do this.</summary>
    Automate,

    /// <summary>The program did not do it, so the group does.</summary>
    HandOver,
    Complete,
    Skip,
    Cancel,
}

/// <summary>Every allowed move; what is not here is refused.</summary>
public static class RequestTaskLifecycle
{
    private static readonly Dictionary<(RequestTaskStatus From, RequestTaskMove Move), RequestTaskStatus> Moves = new()
    {
        [(RequestTaskStatus.Waiting, RequestTaskMove.Release)] = RequestTaskStatus.Open,
        [(RequestTaskStatus.Waiting, RequestTaskMove.Automate)] = RequestTaskStatus.Automated,
        [(RequestTaskStatus.Automated, RequestTaskMove.Complete)] = RequestTaskStatus.Done,
        [(RequestTaskStatus.Automated, RequestTaskMove.HandOver)] = RequestTaskStatus.Open,
        [(RequestTaskStatus.Automated, RequestTaskMove.Cancel)] = RequestTaskStatus.Cancelled,
        [(RequestTaskStatus.Waiting, RequestTaskMove.Cancel)] = RequestTaskStatus.Cancelled,
        [(RequestTaskStatus.Open, RequestTaskMove.Complete)] = RequestTaskStatus.Done,
        [(RequestTaskStatus.Open, RequestTaskMove.Skip)] = RequestTaskStatus.NotNeeded,
        [(RequestTaskStatus.Open, RequestTaskMove.Cancel)] = RequestTaskStatus.Cancelled,
    };

    /// <summary>Whether the move is allowed from here, and where it leads.</summary>
    public static bool Allows(RequestTaskStatus from, RequestTaskMove move, out RequestTaskStatus to) => Moves.TryGetValue((from, move), out to);

    /// <summary>Whether somebody still has to do it.</summary>
    public static bool IsAhead(this RequestTaskStatus status) => status is RequestTaskStatus.Waiting or RequestTaskStatus.Open or RequestTaskStatus.Automated;

    /// <summary>The status as people say it.</summary>
    public static Phrase Word(this RequestTaskStatus status) => status switch
    {
        RequestTaskStatus.Waiting => Phrase.Of("serviceRequests.task.later"),
        RequestTaskStatus.Open => Phrase.Of("serviceRequests.task.toDo"),
        RequestTaskStatus.Automated => Phrase.Of("serviceRequests.task.automated"),
        RequestTaskStatus.Done => Phrase.Of("serviceRequests.task.isDone"),
        RequestTaskStatus.NotNeeded => Phrase.Of("serviceRequests.task.isNotNeeded"),
        _ => Phrase.Of("serviceRequests.task.cancelled"),
    };
}
