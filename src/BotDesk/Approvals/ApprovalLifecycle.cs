using System.Collections.Frozen;

namespace BotDesk.Approvals;

/// <summary>Where an approval stands.</summary>
public enum ApprovalStatus
{
    /// <summary>Somebody still has to decide.</summary>
    Pending,
    Approved,
    Rejected,

    /// <summary>Its requester no longer wants it.</summary>
    Withdrawn,

    /// <summary>What was asked has changed since, and is asked again by another approval.</summary>
    Superseded,
}

/// <summary>Where one stage of it stands.</summary>
public enum StageStatus
{
    /// <summary>Those before it have not agreed yet; nobody was asked.</summary>
    Waiting,

    /// <summary>Its people are asked.</summary>
    Open,
    Approved,
    Rejected,

    /// <summary>It ended elsewhere before this stage had decided.</summary>
    Dropped,
}

/// <summary>What can happen to an approval as a whole.</summary>
public enum ApprovalMove
{
    /// <summary>One of those asked decides, and others still have to.</summary>
    Decide,

    /// <summary>One of those asked wants to know something first.</summary>
    Ask,

    /// <summary>The requester answers.</summary>
    Answer,

    /// <summary>One of those asked has another one decide in their place.</summary>
    Delegate,

    /// <summary>Somebody is asked in the place of one who is away or does not answer, or no longer is.</summary>
    Reseat,

    /// <summary>Every stage has agreed.</summary>
    Approve,

    /// <summary>A stage has not agreed.</summary>
    Reject,
    Withdraw,

    /// <summary>What was asked changes.</summary>
    Supersede,
}

/// <summary>What can happen to a stage.</summary>
public enum StageMove
{
    Open,
    Approve,
    Reject,
    Drop,
}

/// <summary>Every allowed move, and where it leads. What is not in the tables is refused: an approval that has ended stays as it ended, unless what was agreed to changes.</summary>
public static class ApprovalLifecycle
{
    private static readonly FrozenDictionary<(ApprovalStatus, ApprovalMove), ApprovalStatus> Moves = new Dictionary<(ApprovalStatus, ApprovalMove), ApprovalStatus>
    {
        [(ApprovalStatus.Pending, ApprovalMove.Decide)] = ApprovalStatus.Pending,
        [(ApprovalStatus.Pending, ApprovalMove.Ask)] = ApprovalStatus.Pending,
        [(ApprovalStatus.Pending, ApprovalMove.Answer)] = ApprovalStatus.Pending,
        [(ApprovalStatus.Pending, ApprovalMove.Delegate)] = ApprovalStatus.Pending,
        [(ApprovalStatus.Pending, ApprovalMove.Reseat)] = ApprovalStatus.Pending,
        [(ApprovalStatus.Pending, ApprovalMove.Approve)] = ApprovalStatus.Approved,
        [(ApprovalStatus.Pending, ApprovalMove.Reject)] = ApprovalStatus.Rejected,
        [(ApprovalStatus.Pending, ApprovalMove.Withdraw)] = ApprovalStatus.Withdrawn,
        [(ApprovalStatus.Pending, ApprovalMove.Supersede)] = ApprovalStatus.Superseded,

        // Who agreed to something else has not agreed to this.
        [(ApprovalStatus.Approved, ApprovalMove.Supersede)] = ApprovalStatus.Superseded,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<(StageStatus, StageMove), StageStatus> StageMoves = new Dictionary<(StageStatus, StageMove), StageStatus>
    {
        [(StageStatus.Waiting, StageMove.Open)] = StageStatus.Open,
        [(StageStatus.Waiting, StageMove.Drop)] = StageStatus.Dropped,
        [(StageStatus.Open, StageMove.Approve)] = StageStatus.Approved,
        [(StageStatus.Open, StageMove.Reject)] = StageStatus.Rejected,
        [(StageStatus.Open, StageMove.Drop)] = StageStatus.Dropped,
    }.ToFrozenDictionary();

    public static bool Allows(ApprovalStatus from, ApprovalMove move, out ApprovalStatus to) => Moves.TryGetValue((from, move), out to);

    public static bool Allows(StageStatus from, StageMove move, out StageStatus to) => StageMoves.TryGetValue((from, move), out to);

    /// <summary>The status as people say it.</summary>
    public static Phrase Word(this ApprovalStatus status) => status switch
    {
        ApprovalStatus.Pending => Phrase.Of("approvals.status.pending"),
        ApprovalStatus.Approved => Phrase.Of("approvals.status.approved"),
        ApprovalStatus.Rejected => Phrase.Of("approvals.status.rejected"),
        ApprovalStatus.Superseded => Phrase.Of("approvals.status.again"),
        _ => Phrase.Of("approvals.status.withdrawn"),
    };
}
