using BotDesk.Data;
using BotDesk.People;

namespace BotDesk.Approvals;

/// <summary>
/// Whether several people agree to something. What that is, it does not know: a practice has asked, and hears how it ends
/// (<see cref="IApprovalSubject"/>).
/// </summary>
/// <remarks>Its methods change nothing when they refuse.</remarks>
public sealed partial class Approval : IFollowed
{
    public long Id { get; set; }

    /// <summary>Which <see cref="IApprovalSubject"/> knows what it is about.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about: a number such as <c>CHG3</c>.</summary>
    public required string Subject { get; init; }

    public long RequesterId { get; init; }

    public Person Requester { get; init; } = null!;

    /// <summary>Key of the policy by which people are asked; empty where that was not kept yet.</summary>
    public string Policy { get; init; } = "";

    /// <summary>What is different from what was asked before, where this asks again; null otherwise.</summary>
    public Phrase? WhatChanged { get; init; }

    public ApprovalStatus Status { get; private set; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Grows with everything that happens to it: of two people at once, the second decides on what the first has left.</summary>
    public int Version { get; private set; }

    public List<ApprovalStage> Stages { get; } = [];

    public List<ApprovalQuestion> Questions { get; } = [];

    public IEnumerable<ApprovalSeat> Seats => Stages.OrderBy(stage => stage.Step).ThenBy(stage => stage.Id).SelectMany(stage => stage.Seats);

    /// <summary>Whether this person can decide now.</summary>
    public bool WaitsFor(Person person) => Status == ApprovalStatus.Pending && person.Id != RequesterId && OpenSeatsOf(person).Any();

    /// <summary>Whether this person was asked: they may see it from then on.</summary>
    public bool HasAsked(Person person) =>
        Stages.Where(stage => stage.Status != StageStatus.Waiting).Any(stage => stage.Seats.Exists(seat => seat.PersonId == person.Id || seat.AsWhomId == person.Id));

    /// <summary>The question that the requester still has to answer; the earliest, when there are several.</summary>
    public ApprovalQuestion? OpenQuestion => Status == ApprovalStatus.Pending ? Questions.Where(question => question.Answer is null).MinBy(question => question.Id) : null;

    /// <summary>Asks the first step's people; with nobody to ask, it is approved.</summary>
    /// <returns>The stages whose people are asked now.</returns>
    internal List<ApprovalStage> Start(DateTimeOffset at)
    {
        if (Stages.Count > 0)
        {
            return Open(Stages.Min(stage => stage.Step));
        }

        End(ApprovalMove.Approve, at);
        return [];
    }

    /// <summary>Takes the decision of somebody who was asked, for all of their seats at once.</summary>
    /// <param name="decision">Makes it, once for each seat.</param>
    /// <param name="asked">The stages whose people are asked now, because of it.</param>
    internal Refusal? Decide(Person person, DateTimeOffset at, Func<ApprovalDecision> decision, out List<ApprovalStage> asked)
    {
        asked = [];
        if (MayNot(person, ApprovalMove.Decide) is { } refusal)
        {
            return refusal;
        }

        foreach (var stage in Stages.Where(stage => stage.Status == StageStatus.Open))
        {
            foreach (var seat in stage.OpenSeatsOf(person).ToList())
            {
                seat.Decision = decision();
            }

            stage.Judge();
        }

        asked = GoOn(at);
        Version++;
        return null;
    }

    internal Refusal? Ask(Person person, string text, DateTimeOffset at)
    {
        if (MayNot(person, ApprovalMove.Ask) is { } refusal)
        {
            return refusal;
        }

        Questions.Add(new ApprovalQuestion { AskedById = person.Id, AskedBy = person, AskedAt = at, Text = text });
        Version++;
        return null;
    }

    /// <param name="question">Null: the earliest that is open.</param>
    internal Outcome<ApprovalQuestion> Answer(Person person, long? question, string text, DateTimeOffset at)
    {
        if (person.Id != RequesterId)
        {
            return Refusal.Forbidden(Phrase.Of("approvals.onlyRequesterAnswers", new { who = Requester.Name, Subject }));
        }

        if (!ApprovalLifecycle.Allows(Status, ApprovalMove.Answer, out _))
        {
            return Ended();
        }

        var open = question is null ? OpenQuestion : Questions.Find(each => each.Id == question);
        if (open is not { Answer: null })
        {
            return Refusal.Conflict(open is null ? Phrase.Of("approvals.nobodyAsksYou", new { Subject }) : Phrase.Of("approvals.answeredAlready", new { Subject }));
        }

        (open.Answer, open.AnsweredAt) = (text, at);
        Version++;
        return open;
    }

    internal Refusal? Withdraw(Person person, DateTimeOffset at)
    {
        if (person.Id != RequesterId)
        {
            return Refusal.Forbidden(Phrase.Of("approvals.onlyRequesterWithdraws", new { who = Requester.Name, Subject }));
        }

        if (!ApprovalLifecycle.Allows(Status, ApprovalMove.Withdraw, out _))
        {
            return Ended();
        }

        End(ApprovalMove.Withdraw, at);
        Version++;
        return null;
    }

    /// <summary>What was asked has changed: what was decided about it is kept and no longer counts.</summary>
    internal Refusal? Supersede(DateTimeOffset at)
    {
        if (!ApprovalLifecycle.Allows(Status, ApprovalMove.Supersede, out _))
        {
            return Ended();
        }

        End(ApprovalMove.Supersede, at);
        Version++;
        return null;
    }

    /// <summary>Why this person cannot do this now; null when they can.</summary>
    private Refusal? MayNot(Person person, ApprovalMove move)
    {
        // As a delegate, too: whoever asks has no seat, whatever seats there are.
        if (person.Id == RequesterId)
        {
            return Refusal.Forbidden(Phrase.Of("approvals.ownRequest", new { Subject }));
        }

        if (!HasAsked(person))
        {
            return Refusal.NotFound(Phrase.Of("approvals.nothingAbout", new { number = Subject }));
        }

        if (!ApprovalLifecycle.Allows(Status, move, out _))
        {
            return Ended();
        }

        return OpenSeatsOf(person).Any() ? null : Refusal.Conflict(Phrase.Of("approvals.decidedAlready", new { Subject }));
    }

    private Refusal Ended() => Refusal.Conflict(Phrase.Of("approvals.endedAlready", new { Subject, status = Status.Word() }));

    private IEnumerable<ApprovalSeat> OpenSeatsOf(Person person) => Stages.SelectMany(stage => stage.OpenSeatsOf(person));

    /// <summary>After a decision: the end, the next step, or nothing yet.</summary>
    private List<ApprovalStage> GoOn(DateTimeOffset at)
    {
        if (Stages.Exists(stage => stage.Status == StageStatus.Rejected))
        {
            End(ApprovalMove.Reject, at);
        }
        else if (Stages.TrueForAll(stage => stage.Status == StageStatus.Approved))
        {
            End(ApprovalMove.Approve, at);
        }
        else if (!Stages.Exists(stage => stage.Status == StageStatus.Open))
        {
            return Open(Stages.Where(stage => stage.Status == StageStatus.Waiting).Min(stage => stage.Step));
        }

        return [];
    }

    private List<ApprovalStage> Open(int step)
    {
        var stages = Stages.FindAll(stage => stage.Step == step);
        stages.ForEach(stage => stage.Move(StageMove.Open));
        return stages;
    }

    private void End(ApprovalMove move, DateTimeOffset at)
    {
        Status = ApprovalLifecycle.Allows(Status, move, out var to) ? to : throw new InvalidOperationException($"An approval that is {Status} cannot {move}.");
        EndedAt = at;
        foreach (var stage in Stages.Where(stage => stage.Status is StageStatus.Waiting or StageStatus.Open))
        {
            stage.Move(StageMove.Drop);
        }
    }
}
