using System.Collections.Immutable;
using BotDesk.Policy;

namespace BotDesk.Changes;

/// <summary>What was answered to the questions about risk: keys of answers by keys of questions.</summary>
public sealed record RiskAnswers(ImmutableSortedDictionary<string, string> ByQuestion)
{
    public static RiskAnswers None { get; } = new(ImmutableSortedDictionary<string, string>.Empty);

    public static RiskAnswers Of(IEnumerable<KeyValuePair<string, string>> answers) =>
        new(answers.Where(answer => answer.Value.Length > 0).ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static RiskAnswers Parse(string text) =>
        Of(text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(':', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[^1])));

    /// <summary>What the words and the services let one expect; the first answer where they say nothing.</summary>
    public static RiskAnswers Proposed(RiskPolicy policy, string said, IEnumerable<string> services) => Of(policy.Questions.Select(question => KeyValuePair.Create(
        question.Key,
        (question.Answers.Where(answer => answer.Words.Any(word => SaidWords.Has(said, word)) || answer.Services.Any(services.Contains)).MaxBy(answer => answer.Score) ?? question.Answers[0]).Key)));

    /// <summary>The sum; null while a question is open.</summary>
    public int? Score(RiskPolicy policy) =>
        policy.Questions.All(question => Answer(question) is not null) ? policy.Questions.Sum(question => Answer(question)!.Score) : null;

    public RiskAnswer? Answer(RiskQuestion question) => question.Find(ByQuestion.GetValueOrDefault(question.Key));

    public override string ToString() => string.Join(',', ByQuestion.Select(answer => $"{answer.Key}:{answer.Value}"));
}
