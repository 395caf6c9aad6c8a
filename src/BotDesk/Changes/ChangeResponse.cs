using BotDesk.Approvals;
using BotDesk.People;
using BotDesk.Rest;

namespace BotDesk.Changes;

/// <summary>A person, as a change names them.</summary>
public sealed record ChangePerson(string Handle, string Name)
{
    internal static ChangePerson Of(Person person) => new(person.Handle, person.Name);
}

/// <summary>A change without its history.</summary>
public record ChangeResponse : IVersioned
{
    public ChangeResponse()
    {
    }

    internal ChangeResponse(Change change)
    {
        (Number, Type, Template, Title) = (change.Number, change.Type.ToString().ToLowerInvariant(), change.Template, change.Title);
        (Description, Why, Status, Outcome) = (change.Description, change.Why, change.Status.Wire(), change.Outcome?.Wire());
        (Service, Services, Items, Environment) = (change.Service, change.Services, change.Items, change.Environment);
        (Risk, RiskScore, RiskAnswers) = (change.Risk.ToString().ToLowerInvariant(), change.RiskScore, Changes.RiskAnswers.Parse(change.RiskAnswers).ByQuestion);
        (TestPlan, RollBack, Communication) = (change.TestPlan, change.RollBack, change.Communication);
        (PlannedStart, PlannedEnd, WantsException) = (change.PlannedStart, change.PlannedEnd, change.WantsException);
        (ConfirmedAt, StartedAt, EndedAt) = (change.ConfirmedAt, change.StartedAt, change.EndedAt);
        (ReviewReason, Review, ToldBefore, ToldAfter) = (change.ReviewReason?.ToString(), change.Review, change.ToldBefore, change.ToldAfter);
        Incidents = [.. change.Incidents.OrderBy(incident => incident.Id).Select(incident => incident.Number)];
        (OpenedAt, UpdatedAt, Version) = (change.OpenedAt, change.UpdatedAt, change.Version);
        (Requester, Implementer) = (ChangePerson.Of(change.Requester), change.Implementer is null ? null : ChangePerson.Of(change.Implementer));
    }

    /// <summary>Such as <c>CHG3</c>.</summary>
    public string Number { get; init; } = "";

    /// <summary><c>normal</c>, <c>standard</c> or <c>emergency</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>Key of the template of a standard change.</summary>
    public string? Template { get; init; }

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    public string Why { get; init; } = "";

    /// <summary><c>draft</c>, <c>assessed</c>, <c>approval</c>, <c>scheduled</c>, <c>in_progress</c>, <c>review</c>, <c>closed</c> or <c>rejected</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary><c>successful</c>, <c>with_issues</c>, <c>rolled_back</c> or <c>cancelled</c>; null while it has not ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>Key of the service in the first place.</summary>
    public string Service { get; init; } = "";

    /// <summary>Keys of all services.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Servers and the like, with commas between.</summary>
    public string Items { get; init; } = "";

    /// <summary>Key of the environment.</summary>
    public string Environment { get; init; } = "";

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string Risk { get; init; } = "";

    /// <summary>What the answers add up to; null where none were asked.</summary>
    public int? RiskScore { get; init; }

    /// <summary>Keys of answers by keys of the policy's questions.</summary>
    public IReadOnlyDictionary<string, string> RiskAnswers { get; init; } = new Dictionary<string, string>();

    public string TestPlan { get; init; } = "";

    public string RollBack { get; init; } = "";

    public string Communication { get; init; } = "";

    public DateTimeOffset PlannedStart { get; init; }

    public DateTimeOffset PlannedEnd { get; init; }

    /// <summary>Whether it is asked for although a hard freeze forbids it.</summary>
    public bool WantsException { get; init; }

    /// <summary>When whoever does it said that they are ready.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why somebody has to look at it again; null where nobody has to.</summary>
    public string? ReviewReason { get; init; }

    /// <summary>What was learned.</summary>
    public string? Review { get; init; }

    /// <summary>How many people were told before it began.</summary>
    public int? ToldBefore { get; init; }

    /// <summary>How many were told that it is over.</summary>
    public int? ToldAfter { get; init; }

    /// <summary>Numbers of incidents on one of its services while it was done or soon after.</summary>
    public IReadOnlyList<string> Incidents { get; init; } = [];

    public ChangePerson Requester { get; init; } = null!;

    /// <summary>Null: whoever answers for the service.</summary>
    public ChangePerson? Implementer { get; init; }

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
            [.. whole.Change.History.Select(entry => new ChangeLine(entry.At, entry.Author is null ? null : ChangePerson.Of(entry.Author), entry.What.ToString(), entry.Text))]);

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
