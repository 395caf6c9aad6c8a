using System.Collections.Frozen;

namespace BotDesk.Changes;

/// <summary>Where a change stands.</summary>
public enum ChangeStatus
{
    /// <summary>Written, and nobody was asked yet.</summary>
    Draft,

    /// <summary>Those who have to agree are asked.</summary>
    Approval,
    Approved,
    Rejected,

    /// <summary>Its requester no longer wants it.</summary>
    Withdrawn,
}

/// <summary>What can happen to a change.</summary>
public enum ChangeMove
{
    /// <summary>Those who have to agree are asked.</summary>
    Submit,
    Approve,
    Reject,
    Withdraw,
}

/// <summary>Every allowed move, and where it leads. What is not in the table is refused.</summary>
public static class ChangeLifecycle
{
    private static readonly FrozenDictionary<(ChangeStatus, ChangeMove), ChangeStatus> Moves = new Dictionary<(ChangeStatus, ChangeMove), ChangeStatus>
    {
        [(ChangeStatus.Draft, ChangeMove.Submit)] = ChangeStatus.Approval,
        [(ChangeStatus.Draft, ChangeMove.Withdraw)] = ChangeStatus.Withdrawn,
        [(ChangeStatus.Approval, ChangeMove.Approve)] = ChangeStatus.Approved,
        [(ChangeStatus.Approval, ChangeMove.Reject)] = ChangeStatus.Rejected,
        [(ChangeStatus.Approval, ChangeMove.Withdraw)] = ChangeStatus.Withdrawn,
    }.ToFrozenDictionary();

    public static bool Allows(ChangeStatus from, ChangeMove move, out ChangeStatus to) => Moves.TryGetValue((from, move), out to);

    /// <inheritdoc cref="Allows(ChangeStatus, ChangeMove, out ChangeStatus)"/>
    public static bool Allows(ChangeStatus from, ChangeMove move) => Moves.ContainsKey((from, move));

    /// <summary>The status as people say it.</summary>
    public static string Word(this ChangeStatus status) => status switch
    {
        ChangeStatus.Draft => "Draft",
        ChangeStatus.Approval => "Waiting for approval",
        ChangeStatus.Approved => "Approved",
        ChangeStatus.Rejected => "Rejected",
        _ => "Withdrawn",
    };

    /// <summary>As programs read it.</summary>
    public static string Wire(this ChangeStatus status) => status.ToString().ToLowerInvariant();
}
