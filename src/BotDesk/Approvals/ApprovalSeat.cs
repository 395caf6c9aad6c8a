using BotDesk.Data;
using BotDesk.People;

namespace BotDesk.Approvals;

/// <summary>Why somebody is asked.</summary>
public enum SeatKind
{
    /// <summary>The policy names them.</summary>
    Asked,

    /// <summary>Somebody who was asked passed it on to them.</summary>
    Delegate,

    /// <summary>Somebody who is asked is away, and said that they stand in.</summary>
    StandIn,

    /// <summary>Somebody did not answer in time, and they are next in line.</summary>
    Escalation,
}

/// <summary>Somebody who is asked.</summary>
public sealed class ApprovalSeat : IFollowed
{
    public long Id { get; set; }

    public long StageId { get; set; }

    public SeatKind Kind { get; init; }

    public long PersonId { get; init; }

    public Person Person { get; init; } = null!;

    /// <summary>In whose place they decide; null: for themselves.</summary>
    public long? AsWhomId { get; init; }

    public Person? AsWhom { get; init; }

    /// <summary>Who passed it on or is away; null where the policy or the desk asked.</summary>
    public long? AddedById { get; init; }

    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>Since when they are no longer asked, because whom they stood in for is back; null while they are.</summary>
    public DateTimeOffset? RevokedAt { get; internal set; }

    public ApprovalDecision? Decision { get; internal set; }

    /// <summary>Whose decision it is: who stands for somebody takes that person's.</summary>
    public long Voice => AsWhomId ?? PersonId;

    /// <summary>Whether it still counts: what was decided does, also after whoever it was taken for came back.</summary>
    public bool Counts => RevokedAt is null || Decision is not null;
}
