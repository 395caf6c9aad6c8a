using BotDesk.Conversation.Forms;
using BotDesk.Policy;

namespace BotDesk.Changes.Chat;

/// <summary>The form of a change as it is asked in words.</summary>
internal static class ChangeQuestions
{
    /// <param name="kinds">Of change, as the form offers them.</param>
    /// <param name="approver">Who can agree to an exception; null where none is needed, or none is possible.</param>
    public static IReadOnlyList<FormQuestion> Of(DeskPolicy policy, IReadOnlyList<FormChoice> kinds, string? approver) =>
    [
        new("kind", Phrase.Of("changes.form.kind"), AnswerKind.Choice, IsRequired: true, kinds),
        new("title", Phrase.Of("changes.form.title"), AnswerKind.Words, IsRequired: true, []) { Hint = Phrase.Of("changes.form.titleHint") },
        new("description", Phrase.Of("changes.form.description"), AnswerKind.Story, IsRequired: true, []) { Hint = Phrase.Of("changes.form.descriptionHint") },
        new("why", Phrase.Of("changes.form.why"), AnswerKind.Story, IsRequired: false, []) { Hint = Phrase.Of("changes.form.whyHint") },
        new("services", Phrase.Of("changes.form.services"), AnswerKind.Choices, IsRequired: true, [.. policy.Services.Select(service => new FormChoice(service.Key, service.Name, service.Keywords))]),
        new("items", Phrase.Of("changes.form.items"), AnswerKind.Words, IsRequired: false, []) { Hint = Phrase.Of("changes.form.itemsHint") },
        new("environment", Phrase.Of("changes.form.environment"), AnswerKind.Choice, IsRequired: false, [.. policy.Changes!.Environments.Select(each => new FormChoice(each.Key, each.Label, []))]),
        new("startDate", Phrase.Of("changes.form.startDate"), AnswerKind.Day, IsRequired: false, []) { CheckedAs = "start" },
        new("startTime", Phrase.Of("changes.form.startTime"), AnswerKind.Time, IsRequired: false, []) { CheckedAs = "start" },
        new("endDate", Phrase.Of("changes.form.endDate"), AnswerKind.Day, IsRequired: false, []) { CheckedAs = "end" },
        new("endTime", Phrase.Of("changes.form.endTime"), AnswerKind.Time, IsRequired: false, []) { CheckedAs = "end" },
        .. approver is null ? (FormQuestion[])[] :
        [
            new("exception", $"Ask {approver} for an exception", AnswerKind.YesNo, IsRequired: false, [new("true", Phrase.Of("policy.yes"), []), new("false", Phrase.Of("policy.no"), [])]),
        ],
        new("implementer", Phrase.Of("changes.form.implementer"), AnswerKind.Person, IsRequired: false, []) { Hint = Phrase.Of("changes.form.implementerHint") },
        .. policy.Changes.Risk is { } risk
            ? risk.Questions.Select(question => new FormQuestion(
                ChangeRules.FieldOf(question), question.Ask, AnswerKind.Choice, IsRequired: true, [.. question.Answers.Select(answer => new FormChoice(answer.Key, answer.Label, answer.Words))]))
            : [new("risk", Phrase.Of("changes.form.risk"), AnswerKind.Choice, IsRequired: true, [.. Enum.GetValues<ChangeRisk>().Select(level => new FormChoice(level.ToString().ToLowerInvariant(), ChangeWords.Risk(level), []))])],
        new("testPlan", Phrase.Of("changes.form.testPlan"), AnswerKind.Story, IsRequired: false, []) { Hint = Phrase.Of("changes.form.testPlanHint") },
        new("rollBack", Phrase.Of("changes.form.rollBack"), AnswerKind.Story, IsRequired: false, []) { Hint = Phrase.Of("changes.form.rollBackHint") },
        new("communication", Phrase.Of("changes.form.communication"), AnswerKind.Story, IsRequired: false, []) { Hint = Phrase.Of("changes.form.communicationHint") },
    ];
}
