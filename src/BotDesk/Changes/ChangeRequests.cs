using System.Text.Json.Serialization;
using BotDesk.Policy;

namespace BotDesk.Changes;

/// <summary>A change to be asked for.</summary>
/// <param name="Requester">Handle or e-mail address of whose it is; they follow it on a card.</param>
/// <param name="Type"><c>normal</c> (if not given), <c>standard</c> or <c>emergency</c>.</param>
/// <param name="Template">Key of a template of the policy; for a standard change, whose texts it gives where none are given here.</param>
/// <param name="Service">Key of the service in the first place.</param>
/// <param name="Services">Keys of further ones.</param>
/// <param name="Items">Servers and the like, with commas between.</param>
/// <param name="Environment">Key; the policy's first if not given.</param>
/// <param name="Implementer">Handle or e-mail address of who does it.</param>
/// <param name="PlannedStart">An instant, such as <c>2026-04-01T18:00:00Z</c>.</param>
/// <param name="RiskAnswers">Keys of answers by keys of the policy's questions.</param>
/// <param name="Risk"><c>low</c>, <c>medium</c> or <c>high</c>, where no questions are answered.</param>
/// <param name="WantsException">Whether those who can allow it in a hard freeze are asked to.</param>
/// <param name="Draft">Whether it is only written down: nobody is asked until it is assessed and submitted.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewChangeRequest(
    string? Requester, string? Type, string? Template, string? Title, string? Description, string? Why, string? Service, string[]? Services, string? Items, string? Environment, string? Implementer,
    DateTimeOffset? PlannedStart, DateTimeOffset? PlannedEnd, Dictionary<string, string>? RiskAnswers, string? Risk, string? TestPlan, string? RollBack, string? Communication, bool? WantsException, bool? Draft);

/// <summary>What shall be different in a change; what is not given stays.</summary>
/// <param name="As">Handle or e-mail address of who changes it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangePatch(
    string? As, string? Title, string? Description, string? Why, string? Service, string[]? Services, string? Items, string? Environment, string? Implementer,
    DateTimeOffset? PlannedStart, DateTimeOffset? PlannedEnd, Dictionary<string, string>? RiskAnswers, string? Risk, string? TestPlan, string? RollBack, string? Communication, bool? WantsException);

/// <summary>Something done with a change in a person's name. Whether it may be done is decided by that person alone.</summary>
/// <param name="As">Handle or e-mail address of who acts.</param>
/// <param name="Text">The reason, the question, the answer, or what was learned.</param>
/// <param name="Question">Which question is answered; the earliest that is open if not given.</param>
/// <param name="Outcome">How it is closed: <c>successful</c>, <c>with_issues</c> or <c>rolled_back</c>; as it ended if not given.</param>
/// <param name="PlannedStart">Whereto it is moved; the next free window if neither is given.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeAct(string? As, string? Text, long? Question, string? Outcome, DateTimeOffset? PlannedStart, DateTimeOffset? PlannedEnd);

/// <summary>Reads what programs send into what the desk works with.</summary>
internal static class ChangeRequests
{
    public static Outcome<ChangeProposal> ToProposal(this NewChangeRequest asked, long? implementer)
    {
        if (!TryType(asked.Type, asked.Template, out var type))
        {
            return Refusal.Invalid("type", "type is normal, standard or emergency.");
        }

        return new ChangeProposal { Type = type, Template = asked.Template ?? "" }.With(
            new ChangePatch(null, asked.Title, asked.Description, asked.Why, asked.Service, asked.Services, asked.Items, asked.Environment, null, asked.PlannedStart, asked.PlannedEnd,
                asked.RiskAnswers, asked.Risk, asked.TestPlan, asked.RollBack, asked.Communication, asked.WantsException), implementer);
    }

    /// <summary>The proposal with what is given in place of what stood there.</summary>
    /// <param name="implementer">Null: as it is.</param>
    public static ChangeProposal With(this ChangeProposal proposal, ChangePatch patch, long? implementer)
    {
        var services = patch.Service is null && patch.Services is null ? proposal.Services
            : string.Join(',', new[] { patch.Service ?? (proposal.ServiceKeys.Count > 0 ? proposal.ServiceKeys[0] : "") }.Concat(patch.Services ?? proposal.ServiceKeys.Skip(1)));
        return proposal with
        {
            Title = patch.Title ?? proposal.Title,
            Description = patch.Description ?? proposal.Description,
            Why = patch.Why ?? proposal.Why,
            Services = services,
            Items = patch.Items ?? proposal.Items,
            Environment = patch.Environment ?? proposal.Environment,
            ImplementerId = implementer ?? proposal.ImplementerId,
            Answers = patch.RiskAnswers is { } answers ? RiskAnswers.Of(answers) : patch.Risk is null ? proposal.Answers : RiskAnswers.None,
            Risk = patch.Risk ?? proposal.Risk,
            TestPlan = patch.TestPlan ?? proposal.TestPlan,
            RollBack = patch.RollBack ?? proposal.RollBack,
            Communication = patch.Communication ?? proposal.Communication,
            StartDate = patch.PlannedStart is { } start ? ProposedTime.Day(start.UtcDateTime) : proposal.StartDate,
            StartTime = patch.PlannedStart is { } starts ? ProposedTime.Exactly(starts.UtcDateTime) : proposal.StartTime,
            EndDate = patch.PlannedEnd is { } end ? ProposedTime.Day(end.UtcDateTime) : proposal.EndDate,
            EndTime = patch.PlannedEnd is { } ends ? ProposedTime.Exactly(ends.UtcDateTime) : proposal.EndTime,
            WantsException = patch.WantsException ?? proposal.WantsException,
        };
    }

    /// <summary>What does not fit, by the names of the request.</summary>
    public static Refusal Named(this Refusal refusal) => refusal.Fields is { } wrong
        ? Refusal.Invalid(wrong.ToDictionary(field => Name(field.Key), field => field.Value))
        : refusal.Field is { } one ? refusal with { Field = Name(one) } : refusal;

    /// <param name="text">Null: as it ended.</param>
    public static bool TryOutcome(string? text, out ChangeOutcome? outcome)
    {
        outcome = Enum.GetValues<ChangeOutcome>().Where(each => each.Wire() == text).Select(each => (ChangeOutcome?)each).FirstOrDefault();
        return text is null || outcome is not null;
    }

    public static bool TryType(string? text, string? template, out ChangeType type)
    {
        type = template is { Length: > 0 } ? ChangeType.Standard : ChangeType.Normal;
        return text is null || (Enum.TryParse(text, ignoreCase: true, out type) && Enum.IsDefined(type) && !char.IsDigit(text[0]));
    }

    private static string Name(string field) => field switch
    {
        "start" => "plannedStart",
        "end" => "plannedEnd",
        _ when field.StartsWith("risk-", StringComparison.Ordinal) => $"riskAnswers.{field["risk-".Length..]}",
        _ => field,
    };
}
