using System.Collections.Frozen;

namespace BotDesk.Changes;

/// <summary>Where a change stands.</summary>
public enum ChangeStatus
{
    /// <summary>Being written; nobody was asked yet.</summary>
    Draft,

    /// <summary>Complete: its risk and what is in its way are known.</summary>
    Assessed,

    /// <summary>Those who have to agree are asked.</summary>
    Approval,

    /// <summary>Agreed to; waits for its day.</summary>
    Scheduled,
    InProgress,

    /// <summary>Done or rolled back; incidents that follow are watched for, and what was learned is written down.</summary>
    Review,
    Closed,
    Rejected,
}

/// <summary>How a change ended.</summary>
public enum ChangeOutcome
{
    Successful,

    /// <summary>Done, and something went wrong because of it.</summary>
    WithIssues,
    RolledBack,

    /// <summary>Not done: nobody wants it any more.</summary>
    Cancelled,
}

/// <summary>What can happen to a change.</summary>
public enum ChangeMove
{
    /// <summary>Everything that has to be known is there.</summary>
    Assess,

    /// <summary>It is written anew.</summary>
    Revise,

    /// <summary>Those who have to agree are asked.</summary>
    Submit,

    /// <summary>Nobody has to agree: it was agreed to before.</summary>
    Schedule,
    Approve,
    Reject,

    /// <summary>Something that they agreed to is different now.</summary>
    AskAgain,
    Start,

    /// <summary>An emergency begins before anybody has agreed.</summary>
    ActFirst,
    Finish,
    RollBack,
    Close,

    /// <summary>An incident followed one that was thought to be over.</summary>
    Recall,
    Cancel,
}

/// <summary>Every allowed move, and where it leads. What is not in the table is refused.</summary>
public static class ChangeLifecycle
{
    private static readonly FrozenDictionary<(ChangeStatus, ChangeMove), ChangeStatus> Moves = new Dictionary<(ChangeStatus, ChangeMove), ChangeStatus>
    {
        [(ChangeStatus.Draft, ChangeMove.Assess)] = ChangeStatus.Assessed,
        [(ChangeStatus.Draft, ChangeMove.Revise)] = ChangeStatus.Draft,
        [(ChangeStatus.Draft, ChangeMove.Cancel)] = ChangeStatus.Closed,
        [(ChangeStatus.Assessed, ChangeMove.Revise)] = ChangeStatus.Draft,
        [(ChangeStatus.Assessed, ChangeMove.Submit)] = ChangeStatus.Approval,
        [(ChangeStatus.Assessed, ChangeMove.Schedule)] = ChangeStatus.Scheduled,
        [(ChangeStatus.Assessed, ChangeMove.ActFirst)] = ChangeStatus.InProgress,
        [(ChangeStatus.Assessed, ChangeMove.Cancel)] = ChangeStatus.Closed,
        [(ChangeStatus.Approval, ChangeMove.Approve)] = ChangeStatus.Scheduled,
        [(ChangeStatus.Approval, ChangeMove.Reject)] = ChangeStatus.Rejected,
        [(ChangeStatus.Approval, ChangeMove.AskAgain)] = ChangeStatus.Approval,
        [(ChangeStatus.Approval, ChangeMove.Cancel)] = ChangeStatus.Closed,
        [(ChangeStatus.Scheduled, ChangeMove.AskAgain)] = ChangeStatus.Approval,
        [(ChangeStatus.Scheduled, ChangeMove.Start)] = ChangeStatus.InProgress,
        [(ChangeStatus.Scheduled, ChangeMove.Cancel)] = ChangeStatus.Closed,
        [(ChangeStatus.InProgress, ChangeMove.Finish)] = ChangeStatus.Review,
        [(ChangeStatus.InProgress, ChangeMove.RollBack)] = ChangeStatus.Review,
        [(ChangeStatus.Review, ChangeMove.Close)] = ChangeStatus.Closed,
        [(ChangeStatus.Closed, ChangeMove.Recall)] = ChangeStatus.Review,
    }.ToFrozenDictionary();

    public static bool Allows(ChangeStatus from, ChangeMove move, out ChangeStatus to) => Moves.TryGetValue((from, move), out to);

    /// <inheritdoc cref="Allows(ChangeStatus, ChangeMove, out ChangeStatus)"/>
    public static bool Allows(ChangeStatus from, ChangeMove move) => Moves.ContainsKey((from, move));

    /// <summary>Whether it is to be done or being done: then it takes its window.</summary>
    public static bool IsPlanned(this ChangeStatus status) => status is ChangeStatus.Assessed or ChangeStatus.Approval or ChangeStatus.Scheduled or ChangeStatus.InProgress;

    /// <summary>How it ended, as people say it.</summary>
    public static Phrase Word(this ChangeOutcome outcome) => outcome switch
    {
        ChangeOutcome.Successful => Phrase.Of("changes.how.successful"),
        ChangeOutcome.WithIssues => Phrase.Of("changes.how.withIssues"),
        ChangeOutcome.RolledBack => Phrase.Of("changes.how.rolledBack"),
        _ => Phrase.Of("changes.how.cancelled"),
    };

    /// <summary>As programs read it.</summary>
    public static string Wire(this ChangeStatus status) => status == ChangeStatus.InProgress ? "in_progress" : status.ToString().ToLowerInvariant();

    /// <inheritdoc cref="Wire(ChangeStatus)"/>
    public static string Wire(this ChangeOutcome outcome) => outcome switch
    {
        ChangeOutcome.WithIssues => "with_issues",
        ChangeOutcome.RolledBack => "rolled_back",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}
