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

    /// <summary>How many have to agree, with <see cref="ApprovalRule.Quorum"/>.</summary>
    public int Quorum { get; init; }

    /// <summary>Whether one who rejects ends it although enough others could still agree.</summary>
    public bool Veto { get; init; }

    /// <summary>How long its people have, as the policy said it when it was asked (<see cref="TimeAllowed"/>); null: for ever.</summary>
    public string? DueIn { get; init; }

    /// <summary>After how long they are reminded; null: after half of the time they have.</summary>
    public string? RemindIn { get; init; }

    /// <summary>Handles of those who are asked when somebody does not answer in time, separated by commas; null: whom that person reports to.</summary>
    public string? EscalateTo { get; init; }

    public StageStatus Status { get; private set; }

    /// <summary>Since when its people are asked; null while those before it have not agreed.</summary>
    public DateTimeOffset? AskedAt { get; internal set; }

    /// <summary>When the next in line is asked in the place of who has not answered; null: never.</summary>
    public DateTimeOffset? DueAt { get; internal set; }

    public List<ApprovalSeat> Seats { get; } = [];

    /// <summary>How many have to agree, of those who are asked now.</summary>
    public int Needed => Rule switch { ApprovalRule.AnyOne => 1, ApprovalRule.All => Says.Count, _ => Quorum };

    /// <summary>Those whose decision has not been taken, by themselves or in their place.</summary>
    public IEnumerable<ApprovalSeat> Silent => Status != StageStatus.Open ? [] : Seats.Where(seat => seat.Counts && !HasSaid(seat.Voice));

    /// <summary>Decisions by whose they are: a delegate's is that of whom they stand for.</summary>
    private ILookup<long, ApprovalDecision?> Says => Seats.Where(seat => seat.Counts).ToLookup(seat => seat.Voice, seat => seat.Decision);

    /// <summary>The seats of this person about which nothing was decided yet, by themselves or in the same name.</summary>
    internal IEnumerable<ApprovalSeat> OpenSeatsOf(Person person) => Silent.Where(seat => seat.PersonId == person.Id);

    internal bool HasSaid(long voice) => Says[voice].Any(decision => decision is not null);

    /// <summary>Whether somebody may take another's place here: who is asked themselves has a voice of their own, so two who have to agree stay two.</summary>
    internal bool HasRoomFor(long personId, long voice) =>
        !Seats.Exists(seat => seat.Counts && seat.PersonId == personId && (seat.Voice == voice || (seat.AsWhomId is null && Rule != ApprovalRule.AnyOne)));

    internal void Move(StageMove move) => Status = ApprovalLifecycle.Allows(Status, move, out var to)
        ? to
        : throw new InvalidOperationException($"A stage that is {Status} cannot {move}.");

    /// <summary>Ends the stage when those who have decided suffice, or when they no longer can.</summary>
    internal void Judge()
    {
        var says = Says.Select(say => say.FirstOrDefault(decision => decision is not null)?.Choice).ToList();
        var (agree, reject) = (says.Count(say => say == ApprovalChoice.Approve), says.Count(say => say == ApprovalChoice.Reject));
        if (reject > 0 && (Rule != ApprovalRule.Quorum || Veto || says.Count - reject < Needed))
        {
            Move(StageMove.Reject);
        }
        else if (agree >= Needed)
        {
            Move(StageMove.Approve);
        }
    }
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
