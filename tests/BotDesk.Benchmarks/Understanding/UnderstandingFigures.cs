using System.Diagnostics;
using System.Text.Json;
using BotDesk.Conversation.Understanding;

namespace BotDesk.Benchmarks.Understanding;

/// <summary>How often the desk understands right, how well it knows, and how long that takes.</summary>
internal static class UnderstandingFigures
{
    private const int Passes = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="file">Lines like <c>{"language":"en","intent":"thanks","ticket":null,"text":"thank you"}</c>; never what the phrases were made from.</param>
    public static int Run(string file)
    {
        var (training, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        var understander = Understander.CreateAsync().GetAwaiter().GetResult();
        System.Console.WriteLine($"training         {training.ElapsedMilliseconds} ms, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds:0} ms CPU, once at the start, beside its other work");

        var answers = File.ReadLines(file).Select(line => JsonSerializer.Deserialize<Message>(line, Json)!).Select(message => Answer.To(message, understander)).ToList();
        foreach (var language in answers.GroupBy(answer => answer.Message.Language))
        {
            Quality(language.Key, [.. language]);
        }

        Quality("all", answers);
        Confusion(answers);
        Calibration(answers);
        Speed([.. answers.Select(answer => answer.Message.Text)], understander);
        return 0;
    }

    private static void Quality(string name, IReadOnlyList<Answer> answers)
    {
        var sure = answers.Where(answer => answer.Understood.IsSure).ToList();
        var outside = answers.Where(answer => answer.Expected == Intent.OutOfScope).ToList();
        var commonest = answers.GroupBy(answer => answer.Expected).Max(intent => intent.Count());
        System.Console.WriteLine(
            $"{name,-4} {answers.Count,4} messages: intents right {Share(answers.Count(answer => answer.IsRight), answers.Count)} (always the commonest: {Share(commonest, answers.Count)}), "
            + $"sure of {Share(sure.Count, answers.Count)} and right in {Share(sure.Count(answer => answer.IsRight), sure.Count)} of these, "
            + $"out of scope acted on {Share(outside.Count(answer => !answer.IsRight && answer.Understood.IsSure), outside.Count)}, "
            + $"ticket numbers right {Share(answers.Count(answer => answer.Understood.Entities.Ticket == answer.Message.Ticket), answers.Count)}");
    }

    private static void Confusion(IReadOnlyList<Answer> answers)
    {
        System.Console.WriteLine();
        System.Console.WriteLine("what was meant   how often read right, and as what otherwise");
        foreach (var meant in answers.GroupBy(answer => answer.Expected).OrderBy(meant => meant.Key))
        {
            var otherwise = meant.Where(answer => !answer.IsRight).GroupBy(answer => answer.Understood.Intent).OrderByDescending(read => read.Count()).Select(read => $"{read.Key.Wire()} {read.Count()}");
            System.Console.WriteLine($"{meant.Key.Wire(),-16} {Share(meant.Count(answer => answer.IsRight), meant.Count()),6} of {meant.Count(),3}   {string.Join(", ", otherwise)}");
        }
    }

    /// <summary>What it says of itself against how it is; the error is the expected calibration error over ten bins (Naeini et al., 2015).</summary>
    private static void Calibration(IReadOnlyList<Answer> answers)
    {
        System.Console.WriteLine();
        System.Console.WriteLine("confidence   messages   said    right");
        var error = 0.0;
        foreach (var bin in answers.GroupBy(answer => Math.Min(9, (int)(answer.Understood.Confidence * 10))).OrderBy(bin => bin.Key))
        {
            var (said, right) = (bin.Average(answer => answer.Understood.Confidence), bin.Count(answer => answer.IsRight) / (double)bin.Count());
            error += Math.Abs(said - right) * bin.Count() / answers.Count;
            System.Console.WriteLine($"0.{bin.Key} to {(bin.Key + 1) / 10.0:0.0}   {bin.Count(),8}   {said:0.00}    {right:0.00}");
        }

        System.Console.WriteLine($"expected calibration error {error:0.000}");
    }

    /// <summary>Beside it the least that any reading does: lower case, and parted into words.</summary>
    private static void Speed(IReadOnlyList<string> texts, Understander understander)
    {
        System.Console.WriteLine();
        System.Console.WriteLine($"understanding    {Times(texts, text => understander.Understand(text).Confidence)}");
        System.Console.WriteLine($"words alone      {Times(texts, text => text.ToLowerInvariant().Split(' ').Length)}");
    }

    private static string Times(IReadOnlyList<string> texts, Func<string, double> read)
    {
        var times = new List<double>();
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var text in texts)
            {
                var since = Stopwatch.GetTimestamp();
                read(text);
                // The first passes compile.
                if (pass >= Passes / 2)
                {
                    times.Add(Stopwatch.GetElapsedTime(since).TotalMicroseconds);
                }
            }
        }

        times.Sort();
        return $"p50 {times[times.Count / 2]:0.0} us, p99 {times[times.Count * 99 / 100]:0.0} us a message";
    }

    private static string Share(int part, int whole) => whole == 0 ? "-" : $"{100.0 * part / whole:0.0}%";

    private sealed record Message(string Language, string Intent, string? Ticket, string Text);

    private sealed record Answer(Message Message, Intent Expected, Understood Understood)
    {
        public bool IsRight => Understood.Intent == Expected;

        public static Answer To(Message message, Understander understander) => IntentNames.TryParse(message.Intent, out var expected)
            ? new Answer(message, expected, understander.Understand(message.Text))
            : throw new FormatException($"\"{message.Intent}\" is no intent.");
    }
}
