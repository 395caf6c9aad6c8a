using System.Globalization;
using System.Text;
using System.Text.Json;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Tests.Conversation.Understanding;

/// <summary>
/// Holds understanding to its figures on messages that were written before, and apart from, the phrases it learns from. A message of
/// evaluation.jsonl must never be copied into a phrase file: the figures would then say nothing.
/// </summary>
public sealed class EvaluationTest
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Message[] Messages =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Conversation", "Understanding", "evaluation.jsonl")).Select(line => JsonSerializer.Deserialize<Message>(line, Json)!)];

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Most_messages_are_understood_in_each_language(string language)
    {
        var answers = Answers(language);

        var right = answers.Count(answer => answer.IsRight) / (double)answers.Count;

        Assert.True(right >= 0.90, Report($"{right:P1} of the intents are right.", answers));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Where_the_desk_is_sure_it_is_right_and_it_is_sure_of_most(string language)
    {
        var answers = Answers(language);
        var sure = answers.Where(answer => answer.Understood.IsSure).ToList();

        var right = sure.Count(answer => answer.IsRight) / (double)sure.Count;
        var covered = sure.Count / (double)answers.Count;

        Assert.True(right >= 0.95, Report($"{right:P1} of the sure readings are right.", answers));
        Assert.True(covered >= 0.75, Report($"{covered:P1} of the messages are read surely.", answers));
    }

    [Fact]
    public void What_is_out_of_scope_is_not_acted_on()
    {
        var answers = Answers("en").Concat(Answers("de")).Where(answer => answer.Expected == Intent.OutOfScope).ToList();

        var acted = answers.Count(answer => !answer.IsRight && answer.Understood.IsSure) / (double)answers.Count;

        Assert.True(acted <= 0.05, Report($"{acted:P1} of the messages out of scope would be acted on.", answers));
    }

    [Fact]
    public void Every_ticket_number_is_found_and_none_is_made_up()
    {
        var wrong = Messages.Where(message => Trained.Understand(message.Text).Entities.Ticket != message.Ticket).Select(message => message.Text).ToList();

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_right_intent_is_among_the_two_that_are_offered()
    {
        var answers = Answers("en").Concat(Answers("de")).ToList();

        var offered = answers.Count(answer => answer.IsRight || answer.Understood.SecondIntent == answer.Expected) / (double)answers.Count;

        Assert.True(offered >= 0.96, Report($"{offered:P1} of the intents are among the first two.", answers));
    }

    [Fact]
    public void Confidence_says_how_often_the_reading_is_right()
    {
        var answers = Answers("en").Concat(Answers("de")).ToList();

        // Expected calibration error over ten bins (Naeini et al., 2015).
        var error = answers.GroupBy(answer => Math.Min(9, (int)(answer.Understood.Confidence * 10)))
            .Sum(bin => Math.Abs(bin.Sum(answer => answer.Understood.Confidence) - bin.Count(answer => answer.IsRight))) / answers.Count;

        Assert.True(error <= 0.09, $"The expected calibration error is {error:F3}.");
    }

    [Fact]
    public void No_message_of_the_evaluation_is_among_the_phrases()
    {
        var phrases = Understander.DefaultPhraseFiles.SelectMany(File.ReadLines).Select(line => line.Trim().ToLowerInvariant()).ToHashSet();

        // Of one or two words there are only so many; a sentence must be new.
        var copied = Messages.Select(message => message.Text.ToLowerInvariant()).Where(text => text.Count(character => character == ' ') > 2 && phrases.Contains(text));

        Assert.Empty(copied);
    }

    private static List<Answer> Answers(string language) => [.. Messages.Where(message => message.Language == language).Select(Answer.To)];

    private static string Report(string verdict, List<Answer> answers)
    {
        var report = new StringBuilder(verdict).AppendLine();
        foreach (var pair in answers.Where(answer => !answer.IsRight).GroupBy(answer => (answer.Expected, answer.Understood.Intent)).OrderByDescending(pair => pair.Count()))
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"{pair.Key.Expected.Wire()} read as {pair.Key.Intent.Wire()}: {pair.Count()}");
            foreach (var answer in pair)
            {
                report.AppendLine(CultureInfo.InvariantCulture, $"    {answer.Understood.Confidence:F2} {answer.Text}");
            }
        }

        return report.ToString();
    }

    private sealed record Message(string Language, string Intent, string? Ticket, string Text);

    private sealed record Answer(string Text, Intent Expected, Understood Understood)
    {
        public bool IsRight => Understood.Intent == Expected;

        public static Answer To(Message message)
        {
            Assert.True(IntentNames.TryParse(message.Intent, out var expected), message.Intent);
            return new Answer(message.Text, expected, Trained.Understand(message.Text));
        }
    }
}
