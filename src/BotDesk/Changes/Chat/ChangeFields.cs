using BotDesk.Changes.Calendar;
using BotDesk.Policy;

namespace BotDesk.Changes.Chat;

/// <summary>The fields of a change's form, and what they say together.</summary>
internal static class ChangeFields
{
    /// <summary>Kept with the draft and never sent by a card: in whose clock days and times are meant.</summary>
    public const string TimeZone = "timeZone";

    private const string StandardPrefix = "standard-";

    /// <summary>What decides whether something is in the way.</summary>
    private static readonly string[] Plan = ["kind", "services", "items", "environment", "implementer", "startDate", "startTime", "endDate", "endTime"];

    /// <summary>Ids of the inputs, without those of the questions about risk.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["kind", "title", "description", "why", "services", "items", "environment", "startDate", "startTime", "endDate", "endTime", "exception", "implementer", "risk", "testPlan", "rollBack", "communication"];

    public static bool SamePlan(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        Plan.All(name => one.GetValueOrDefault(name, "") == other.GetValueOrDefault(name, ""));

    public static string TypeField(ChangeProposal proposal) => proposal.Type == ChangeType.Standard ? StandardPrefix + proposal.Template : proposal.Type.ToString().ToLowerInvariant();

    public static ChangeProposal Proposal(IReadOnlyDictionary<string, string> fields, DeskPolicy policy, long? implementer)
    {
        var (type, template) = Type(Field(fields, "kind"));
        return new ChangeProposal
        {
            Type = type,
            Template = template,
            Title = Field(fields, "title"),
            Description = Field(fields, "description"),
            Why = Field(fields, "why"),
            Services = Field(fields, "services"),
            Items = Field(fields, "items"),
            Environment = Field(fields, "environment"),
            ImplementerId = implementer,
            Answers = policy.Changes?.Risk is { } risk
                ? RiskAnswers.Of(risk.Questions.Select(question => KeyValuePair.Create(question.Key, Field(fields, ChangeRules.FieldOf(question)))))
                : RiskAnswers.None,
            Risk = policy.Changes?.Risk is null ? Field(fields, "risk") : "",
            TestPlan = Field(fields, "testPlan"),
            RollBack = Field(fields, "rollBack"),
            Communication = Field(fields, "communication"),
            StartDate = Field(fields, "startDate"),
            StartTime = Field(fields, "startTime"),
            EndDate = Field(fields, "endDate"),
            EndTime = Field(fields, "endTime"),
            TimeZone = fields.GetValueOrDefault(TimeZone, policy.Organisation.TimeZone.Id),
            WantsException = Field(fields, "exception") == "true",
        }.Completed(policy.Changes);
    }

    /// <summary>What it touches and when; null while services or window are not known.</summary>
    public static PlannedChange? Planned(ChangeProposal proposal, DeskPolicy policy) =>
        proposal.Window is { } window && proposal.ServiceKeys is { Count: > 0 } services && services.All(key => policy.FindService(key) is not null) && window.Length <= ChangeRules.LongestWindow
            ? new PlannedChange("", proposal.Title, services, ChangeItems.Read(proposal.Items), proposal.ImplementerId, window)
            : null;

    private static (ChangeType Type, string Template) Type(string field) => field switch
    {
        "emergency" => (ChangeType.Emergency, ""),
        _ when field.StartsWith(StandardPrefix, StringComparison.Ordinal) => (ChangeType.Standard, field[StandardPrefix.Length..]),
        _ => (ChangeType.Normal, ""),
    };

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) => fields.GetValueOrDefault(name, "");
}
