using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Approvals;

/// <summary>What somebody decided.</summary>
public enum ApprovalChoice
{
    Approve,
    Reject,
}

/// <summary>People who are asked at once, and how many of them have to agree.</summary>
public sealed class ApprovalStage
{
    public long Id { get; set; }

    public long ApprovalId { get; set; }

    /// <summary>Stages of one step are asked side by side, steps one after the other. The first is 1.</summary>
    public int Step { get; init; }

    public required string Name { get; init; }

    public ApprovalRule Rule { get; init; }

    public StageStatus Status { get; private set; }

    public List<ApprovalSeat> Seats { get; } = [];

    /// <summary>Decisions by whose they are: a delegate's is that of whom they stand for.</summary>
    private ILookup<long, ApprovalDecision?> Says => Seats.ToLookup(seat => seat.AsWhomId ?? seat.PersonId, seat => seat.Decision);

    /// <summary>The seats of this person about which nothing was decided yet, by themselves or in the same name.</summary>
    internal IEnumerable<ApprovalSeat> OpenSeatsOf(Person person) => Status != StageStatus.Open ? [] : Seats.Where(seat =>
        seat.PersonId == person.Id && !Says[seat.AsWhomId ?? seat.PersonId].Any(decision => decision is not null));

    internal void Move(StageMove move) => Status = ApprovalLifecycle.Allows(Status, move, out var to)
        ? to
        : throw new InvalidOperationException($"A stage that is {Status} cannot {move}.");

    /// <summary>Ends the stage when those who have decided suffice.</summary>
    internal void Judge()
    {
        var says = Says.Select(say => say.FirstOrDefault(decision => decision is not null)?.Choice).ToList();
        if (says.Contains(ApprovalChoice.Reject))
        {
            Move(StageMove.Reject);
        }
        else if (Rule == ApprovalRule.AnyOne ? says.Contains(ApprovalChoice.Approve) : says.TrueForAll(say => say == ApprovalChoice.Approve))
        {
            Move(StageMove.Approve);
        }
    }
}

/// <summary>Somebody who is asked.</summary>
public sealed class ApprovalSeat
{
    public long Id { get; set; }

    public long StageId { get; set; }

    public long PersonId { get; init; }

    public Person Person { get; init; } = null!;

    /// <summary>In whose place they decide; null: for themselves.</summary>
    public long? AsWhomId { get; init; }

    public Person? AsWhom { get; init; }

    public ApprovalDecision? Decision { get; internal set; }
}

/// <summary>What somebody who was asked decided. Never changed and never taken back.</summary>
public sealed class ApprovalDecision
{
    public long Id { get; set; }

    public long SeatId { get; set; }

    public DateTimeOffset At { get; init; }

    public ApprovalChoice Choice { get; init; }

    /// <summary>Why, as it was typed; always there with a rejection.</summary>
    public string? Reason { get; init; }

    /// <summary>By which way: a channel's id, <c>console</c>, <c>api</c>.</summary>
    public required string Via { get; init; }

    /// <summary>SHA-256, in hex, of the card that they saw; null when they decided without one.</summary>
    public string? CardHash { get; init; }
}

/// <summary>Something that one of those asked wants to know from the requester before deciding.</summary>
public sealed class ApprovalQuestion
{
    public long Id { get; set; }

    public long ApprovalId { get; set; }

    public long AskedById { get; init; }

    public Person AskedBy { get; init; } = null!;

    public DateTimeOffset AskedAt { get; init; }

    public required string Text { get; init; }

    public string? Answer { get; internal set; }

    public DateTimeOffset? AnsweredAt { get; internal set; }
}
