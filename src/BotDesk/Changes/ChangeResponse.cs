using BotDesk.Approvals;
using BotDesk.People;

namespace BotDesk.Changes;

/// <summary>A person, as a change names them.</summary>
public sealed record ChangePerson(string Handle, string Name)
{
    internal static ChangePerson Of(Person person) => new(person.Handle, person.Name);
}

/// <summary>A change without its history.</summary>
public record ChangeResponse
{
    public ChangeResponse()
    {
    }

    internal ChangeResponse(Change change)
    {
        (Number, Title, Description, Why) = (change.Number, change.Title, change.Description, change.Why);
        (Status, Service, Risk, RollBack) = (change.Status.Wire(), change.Service, change.Risk.ToString().ToLowerInvariant(), change.RollBack);
        (PlannedStart, PlannedEnd, OpenedAt, UpdatedAt) = (change.PlannedStart, change.PlannedEnd, change.OpenedAt, change.UpdatedAt);
        (Requester, Version) = (ChangePerson.Of(change.Requester), change.Version);
    }

    /// <summary>Such as <c>CHG3</c>.</summary>
    public string Number { get; init; } = "";

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    public string Why { get; init; } = "";

    /// <summary><c>draft</c>, <c>approval</c>, <c>approved</c>, <c>rejected</c> or <c>withdrawn</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Key of the service.</summary>
    public string Service { get; init; } = "";

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string Risk { get; init; } = "";

    public string RollBack { get; init; } = "";

    public DateTimeOffset PlannedStart { get; init; }

    public DateTimeOffset PlannedEnd { get; init; }

    public ChangePerson Requester { get; init; } = null!;

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Grows with every change of it.</summary>
    public int Version { get; init; }
}

/// <summary>A change with its whole history and everything that was asked and decided about it.</summary>
public sealed record ChangeWithHistory : ChangeResponse
{
    public ChangeWithHistory()
    {
    }

    internal ChangeWithHistory(WholeChange whole)
        : base(whole.Change) => (Approvals, History) = (
            [.. whole.Approvals.Select(approval => new ApprovalResponse(approval))],
            [.. whole.Change.History.Select(entry => new ChangeLine(entry.At, entry.Author is null ? null : ChangePerson.Of(entry.Author), entry.What, entry.Text))]);

    /// <summary>The first first; the last is the one that counts.</summary>
    public IReadOnlyList<ApprovalResponse> Approvals { get; init; } = [];

    public IReadOnlyList<ChangeLine> History { get; init; } = [];
}

/// <summary>A line of a change's history.</summary>
/// <param name="By">Null for the desk itself.</param>
/// <param name="What">What happened, in words that follow the name.</param>
public sealed record ChangeLine(DateTimeOffset At, ChangePerson? By, string What, string? Text);

/// <summary>Who was asked, and what they decided.</summary>
public sealed record ApprovalResponse
{
    public ApprovalResponse()
    {
    }

    internal ApprovalResponse(Approval approval)
    {
        (Status, OpenedAt, EndedAt) = (approval.Status.ToString().ToLowerInvariant(), approval.OpenedAt, approval.EndedAt);
        Decisions = [.. approval.Stages.OrderBy(stage => stage.Step).SelectMany(stage => stage.Seats.Select(seat => new DecisionResponse(
            stage.Name, stage.Step, ChangePerson.Of(seat.Person), seat.AsWhom is null ? null : ChangePerson.Of(seat.AsWhom),
            seat.Decision?.Choice == ApprovalChoice.Approve ? "approved" : seat.Decision is not null ? "rejected" : null,
            seat.Decision?.Reason, seat.Decision?.At, seat.Decision?.Via, seat.Decision?.CardHash)))];
        Questions = [.. approval.Questions.Select(question => new QuestionResponse(question.Id, ChangePerson.Of(question.AskedBy), question.AskedAt, question.Text, question.Answer, question.AnsweredAt))];
    }

    /// <summary><c>pending</c>, <c>approved</c>, <c>rejected</c> or <c>withdrawn</c>.</summary>
    public string Status { get; init; } = "";

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public IReadOnlyList<DecisionResponse> Decisions { get; init; } = [];

    public IReadOnlyList<QuestionResponse> Questions { get; init; } = [];
}

/// <param name="Step">Stages of one step are asked side by side.</param>
/// <param name="AsWhom">In whose place; null: for themselves.</param>
/// <param name="Decision"><c>approved</c>, <c>rejected</c>, or null while there is none.</param>
/// <param name="Via">By which way: a channel's id, <c>console</c>, <c>api</c>.</param>
/// <param name="Card">SHA-256 of the card that they saw; null when they decided without one.</param>
public sealed record DecisionResponse(string Stage, int Step, ChangePerson Person, ChangePerson? AsWhom, string? Decision, string? Reason, DateTimeOffset? At, string? Via, string? Card);

public sealed record QuestionResponse(long Id, ChangePerson AskedBy, DateTimeOffset AskedAt, string Text, string? Answer, DateTimeOffset? AnsweredAt);
