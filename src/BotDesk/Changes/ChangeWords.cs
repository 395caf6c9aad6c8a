using BotDesk.Changes.Calendar;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Changes;

/// <summary>What is in the way of a change, its risk and its services, as people read it.</summary>
internal sealed class ChangeWords(PolicySource policy, TicketTimes times)
{
    private const int MostCollisions = 6;

    public string Service(string key, Person reader) => policy.Current.FindService(key)?.Name.In(reader.Language) ?? key;

    public string Services(IEnumerable<string> keys, Person reader) => string.Join(", ", keys.Select(key => Service(key, reader)));

    public string Environment(string key, Person reader) => policy.Current.Changes?.Environments.FirstOrDefault(each => each.Key == key)?.Label.In(reader.Language) ?? key;

    public static Phrase Type(ChangeType type) => type switch
    {
        ChangeType.Standard => Phrase.Of("changes.type.standard"),
        ChangeType.Emergency => Phrase.Of("changes.type.emergency"),
        _ => Phrase.Of("changes.type.normal"),
    };

    public static Phrase Status(ChangeStatus status) => status switch
    {
        ChangeStatus.Draft => Phrase.Of("changes.status.draft"),
        ChangeStatus.Assessed => Phrase.Of("changes.status.assessed"),
        ChangeStatus.Approval => Phrase.Of("changes.status.approval"),
        ChangeStatus.Scheduled => Phrase.Of("changes.status.scheduled"),
        ChangeStatus.InProgress => Phrase.Of("changes.status.inProgress"),
        ChangeStatus.Review => Phrase.Of("changes.status.review"),
        ChangeStatus.Closed => Phrase.Of("changes.status.closed"),
        _ => Phrase.Of("changes.status.rejected"),
    };

    /// <summary>That it is closed, and how it ended.</summary>
    public static Phrase Ended(ChangeOutcome outcome) => outcome switch
    {
        ChangeOutcome.Successful => Phrase.Of("changes.outcome.successful"),
        ChangeOutcome.WithIssues => Phrase.Of("changes.outcome.withIssues"),
        ChangeOutcome.RolledBack => Phrase.Of("changes.outcome.rolledBack"),
        _ => Phrase.Of("changes.outcome.cancelled"),
    };

    public static Phrase Risk(ChangeRisk risk) => risk switch
    {
        ChangeRisk.Low => Phrase.Of("changes.risk.low"),
        ChangeRisk.Medium => Phrase.Of("changes.risk.medium"),
        _ => Phrase.Of("changes.risk.high"),
    };

    public static Phrase Level(ChangeRisk risk) => risk switch
    {
        ChangeRisk.Low => Phrase.Of("changes.level.low"),
        ChangeRisk.Medium => Phrase.Of("changes.level.medium"),
        _ => Phrase.Of("changes.level.high"),
    };

    public static string Colour(ChangeRisk risk) => risk switch { ChangeRisk.High => "attention", ChangeRisk.Medium => "warning", _ => "default" };

    /// <summary>"Medium, 5 of 12", and each answer that adds to it.</summary>
    public Phrase Risk(ChangeRisk risk, int? score, RiskAnswers answers, Person reader)
    {
        if (score is null || policy.Current.Changes?.Risk is not { } questions)
        {
            return Risk(risk);
        }

        var adds = questions.Questions.Select(question => (question.Ask, Answer: answers.Answer(question))).Where(each => each.Answer is { Score: > 0 })
            .Select(each => $"{each.Ask.In(reader.Language)} {each.Answer!.Label.In(reader.Language)} (+{each.Answer.Score}).");
        return Phrase.Join(" ", adds.Select(Phrase.Plain).Prepend(Phrase.Of("changes.riskScore", new { level = Level(risk), score, questions.Highest })));
    }

    /// <summary>A line for each thing in the way, what forbids it first.</summary>
    /// <param name="withTitles">Whether the reader may know what the others are about.</param>
    public IEnumerable<ColouredWord> Lines(Conflicts conflicts, Person reader, bool withTitles)
    {
        foreach (var (freeze, when) in conflicts.Freezes)
        {
            var until = $"{times.Window(when.Start, when.End, reader)}.{(freeze.Reason is null ? "" : $" {freeze.Reason.In(reader.Language).TrimEnd('.')}.")}";
            yield return freeze.Kind == FreezeKind.Hard ? new(Phrase.Of("changes.way.frozen", new { freeze = freeze.Name, until }), "attention") : new(Phrase.Of("changes.way.betterNot", new { freeze = freeze.Name, until }), "warning");
        }

        foreach (var collision in conflicts.Collisions.Take(MostCollisions))
        {
            var title = withTitles ? $" \"{collision.Other.Title}\"" : "";
            yield return new(Phrase.Of("changes.way.collision", new
            {
                number = $"{collision.Other.Number}{title}",
                when = times.Window(collision.Other.When.Start, collision.Other.When.End, reader),
                why = Phrase.Join(", ", collision.Reasons.Select(Word)),
            }), "warning");
        }

        if (conflicts.Collisions.Count > MostCollisions)
        {
            yield return new(Phrase.Of("changes.way.more", new { more = conflicts.Collisions.Count - MostCollisions }), "warning");
        }

        foreach (var service in conflicts.OutsideMaintenance)
        {
            yield return new(Phrase.Of("changes.way.outside", new { service = Service(service, reader) }), "warning");
        }
    }

    private static Phrase Word(CollisionReason reason) => reason switch
    {
        CollisionReason.SameItem => Phrase.Of("changes.same.item"),
        CollisionReason.SameService => Phrase.Of("changes.same.service"),
        CollisionReason.RelatedService => Phrase.Of("changes.same.related"),
        _ => Phrase.Of("changes.same.implementer"),
    };
}
