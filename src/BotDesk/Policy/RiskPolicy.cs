using System.Collections.Immutable;
using System.Globalization;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>One of the answers to a question about risk.</summary>
/// <param name="Score">What it adds; 0 to 100.</param>
/// <param name="Words">Proposed when one of them was said.</param>
/// <param name="Services">Proposed when one of these services is changed.</param>
public sealed record RiskAnswer(string Key, Phrase Label, int Score, ImmutableArray<string> Words, ImmutableArray<string> Services)
{
    internal static RiskAnswer Read(string key, YamlSection section) => new(
        key, section.Wording("label"), section.Parsed<int>("score", RiskPolicy.Number), section.Texts("words"), section.References("services", Named.Service));
}

/// <summary>A question by which the risk of a change is judged.</summary>
public sealed record RiskQuestion(string Key, Phrase Ask, ImmutableArray<RiskAnswer> Answers)
{
    public RiskAnswer? Find(string? answer) => Answers.FirstOrDefault(each => each.Key == answer);

    internal static RiskQuestion Read(string key, YamlSection section)
    {
        var question = new RiskQuestion(key, section.Wording("ask"), section.EachOwn("answers", RiskAnswer.Read));
        if (question.Answers.Length < 2)
        {
            section.Wrong("'answers' has at least two to choose from");
        }

        return question;
    }
}

/// <summary>A short questionnaire and what its score means.</summary>
/// <param name="Medium">The score from which the risk is medium.</param>
/// <param name="High">The score from which it is high.</param>
public sealed record RiskPolicy(ImmutableArray<RiskQuestion> Questions, int Medium, int High)
{
    private const int MostQuestions = 8;

    public int Highest => Questions.Sum(question => question.Answers.Max(answer => answer.Score));

    public ChangeRisk Level(int score) => score >= High ? ChangeRisk.High : score >= Medium ? ChangeRisk.Medium : ChangeRisk.Low;

    internal static RiskPolicy Read(YamlSection section)
    {
        var risk = new RiskPolicy(section.EachOwn("questions", RiskQuestion.Read), section.Parsed<int>("medium", Number), section.Parsed<int>("high", Number));
        if (risk.Questions.Length is 0 or > MostQuestions)
        {
            section.Wrong($"'questions' has 1 to {MostQuestions} questions");
        }
        else if (risk.Medium >= risk.High)
        {
            section.Note("high", "must be more than 'medium'");
        }
        else if (risk.Questions.All(question => question.Answers.Length > 0) && risk.High > risk.Highest)
        {
            section.Note("high", $"is never reached: the worst answers together score {risk.Highest}");
        }

        return risk;
    }

    internal static (int? Value, string? Wrong) Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100 ? (number, null) : (null, "is not a number from 0 to 100");
}
