using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Approvals;

/// <summary>A person, as an approval names them.</summary>
public sealed record ApprovalPerson(string Handle, string Name)
{
    internal static ApprovalPerson Of(Person person) => new(person.Handle, person.Name);
}

/// <summary>Something that needs approval: what it is, who is asked, and what they decided.</summary>
public sealed record ApprovalRecord
{
    public ApprovalRecord()
    {
    }

    internal ApprovalRecord(Approval approval, ApprovalTopic topic)
    {
        (Id, Kind, Number, Title) = (approval.Id, approval.Kind, approval.Subject, topic.Title);
        (Status, Requester, OpenedAt, EndedAt) = (approval.Status.ToString().ToLowerInvariant(), ApprovalPerson.Of(approval.Requester), approval.OpenedAt, approval.EndedAt);
        (Policy, WhatChanged, Version, Facts) = (approval.Policy, approval.WhatChanged?.ToString(), approval.Version, [.. topic.Facts.Select(fact => new FactRecord(fact.Label.ToString(), fact.Text.ToString()))]);
        Stages = [.. approval.Stages.OrderBy(stage => stage.Step).ThenBy(stage => stage.Id).Select(stage => new StageRecord(stage))];
        Questions = [.. approval.Questions.OrderBy(question => question.Id).Select(question => new QuestionRecord(
            question.Id, ApprovalPerson.Of(question.AskedBy), question.AskedAt, question.Text, question.Answer, question.AnsweredAt))];
    }

    public long Id { get; init; }

    /// <summary><c>change</c> or <c>request</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What it is about, such as <c>REQ12</c>.</summary>
    public string Number { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary><c>pending</c>, <c>approved</c>, <c>rejected</c>, <c>withdrawn</c> or <c>superseded</c> (what was asked has changed and is asked again).</summary>
    public string Status { get; init; } = "";

    public ApprovalPerson Requester { get; init; } = null!;

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Key of the policy by which people are asked.</summary>
    public string Policy { get; init; } = "";

    /// <summary>What is different from what was asked before, where this asks again.</summary>
    public string? WhatChanged { get; init; }

    /// <summary>Grows with everything that happens to it; given back with an act, the act is refused when something has happened since.</summary>
    public int Version { get; init; }

    public IReadOnlyList<FactRecord> Facts { get; init; } = [];

    /// <summary>Empty: nobody had to agree.</summary>
    public IReadOnlyList<StageRecord> Stages { get; init; } = [];

    public IReadOnlyList<QuestionRecord> Questions { get; init; } = [];
}

/// <summary>Something that somebody needs in order to decide.</summary>
public sealed record FactRecord(string Label, string Text);

/// <summary>People who are asked at once.</summary>
public sealed record StageRecord
{
    public StageRecord()
    {
    }

    internal StageRecord(ApprovalStage stage)
    {
        (Step, Name, Needed, Of) = (stage.Step, stage.Name, stage.Needed, stage.Seats.Where(seat => seat.Counts).Select(seat => seat.Voice).Distinct().Count());
        Needs = stage.Rule switch { ApprovalRule.AnyOne => "any-one", ApprovalRule.All => "all", _ => "quorum" };
        (Veto, Status, AskedAt, DueAt) = (stage.Veto, stage.Status.ToString().ToLowerInvariant(), stage.AskedAt, stage.DueAt);
        People = [.. stage.Seats.Where(seat => seat.Counts).Select(seat => new SeatRecord(seat))];
    }

    /// <summary>Stages of one step are asked side by side.</summary>
    public int Step { get; init; }

    public string Name { get; init; } = "";

    /// <summary><c>any-one</c>, <c>all</c> or <c>quorum</c>.</summary>
    public string Needs { get; init; } = "";

    /// <summary>How many have to agree.</summary>
    public int Needed { get; init; }

    /// <summary>Of how many.</summary>
    public int Of { get; init; }

    /// <summary>Whether one who rejects ends it although enough others could still agree.</summary>
    public bool Veto { get; init; }

    /// <summary><c>waiting</c>, <c>open</c>, <c>approved</c>, <c>rejected</c> or <c>dropped</c>.</summary>
    public string Status { get; init; } = "";

    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When the next in line is asked.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public IReadOnlyList<SeatRecord> People { get; init; } = [];
}

/// <summary>Somebody who is asked.</summary>
public sealed record SeatRecord
{
    public SeatRecord()
    {
    }

    internal SeatRecord(ApprovalSeat seat)
    {
        (Person, AsWhom) = (ApprovalPerson.Of(seat.Person), seat.AsWhom is { } whom ? ApprovalPerson.Of(whom) : null);
        AskedAs = seat.Kind switch { SeatKind.Delegate => "delegate", SeatKind.StandIn => "stand_in", SeatKind.Escalation => "escalation", _ => "approver" };
        (Decision, Reason) = (seat.Decision?.Choice switch { ApprovalChoice.Approve => "approved", ApprovalChoice.Reject => "rejected", _ => null }, seat.Decision?.Reason);
        (At, Via, Card) = (seat.Decision?.At, seat.Decision?.Via, seat.Decision?.CardHash);
    }

    public ApprovalPerson Person { get; init; } = null!;

    /// <summary>In whose place; null: for themselves.</summary>
    public ApprovalPerson? AsWhom { get; init; }

    /// <summary><c>approver</c>, <c>delegate</c>, <c>stand_in</c> (somebody is away) or <c>escalation</c> (somebody did not answer in time).</summary>
    public string AskedAs { get; init; } = "";

    /// <summary><c>approved</c>, <c>rejected</c>, or null while there is none.</summary>
    public string? Decision { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>By which way: a channel's id, <c>console</c>, <c>api</c>.</summary>
    public string? Via { get; init; }

    /// <summary>SHA-256 of the card that they saw; null when they decided without one.</summary>
    public string? Card { get; init; }
}

public sealed record QuestionRecord(long Id, ApprovalPerson AskedBy, DateTimeOffset AskedAt, string Text, string? Answer, DateTimeOffset? AnsweredAt);

/// <summary>Whether somebody is away.</summary>
/// <param name="StandIn">Who decides in their place; null: nobody.</param>
/// <param name="Since">Null when they are not away.</param>
/// <param name="Until">Null: until they say that they are back.</param>
public sealed record AbsenceRecord(ApprovalPerson Person, bool Away, ApprovalPerson? StandIn, DateTimeOffset? Since, DateTimeOffset? Until)
{
    internal static AbsenceRecord Of(Absence absence) =>
        new(ApprovalPerson.Of(absence.Person), Away: true, absence.Delegate is { } standIn ? ApprovalPerson.Of(standIn) : null, absence.Since, absence.Until);
}
