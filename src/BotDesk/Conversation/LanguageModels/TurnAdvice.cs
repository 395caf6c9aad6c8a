using System.Diagnostics;

namespace BotDesk.Conversation.LanguageModels;

/// <summary>
/// What a language model said about one activity. A turn holds the writer, so it never waits: a question whose answer is not known yet ends the turn,
/// everything it did is taken back, the question is asked outside of the transaction, and the turn runs again with the answer.
/// </summary>
internal sealed class TurnAdvice(LanguageModel model)
{
    private readonly Dictionary<(string Instruction, string Data), string?> _answers = [];
    private TimeSpan _left = model.TimeLimit;

    /// <summary>Whether there is anybody to ask: without, a question need not even be put together.</summary>
    public bool IsThere => model.IsThere;

    /// <returns>What the model said; null where it said nothing, or there is none.</returns>
    public string? Ask(ModelQuestion question)
    {
        if (_answers.TryGetValue(Key(question), out var answer))
        {
            return answer;
        }

        return model.IsOn && _left > TimeSpan.Zero ? throw new AdviceWantedException(question) : null;
    }

    /// <summary>Runs a turn, as often as it has a question.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> turn)
    {
        while (true)
        {
            try
            {
                return await turn();
            }
            catch (AdviceWantedException wanted)
            {
                var since = Stopwatch.GetTimestamp();
                _answers[Key(wanted.Question)] = await model.AskAsync(wanted.Question, _left);
                _left -= Stopwatch.GetElapsedTime(since);
            }
        }
    }

    private static (string Instruction, string Data) Key(ModelQuestion question) => (question.Instruction, question.Json(text => text));
}

/// <summary>Ends a turn that has a question to a language model; <see cref="TurnAdvice"/> asks it and runs the turn again.</summary>
internal sealed class AdviceWantedException(ModelQuestion question) : Exception("A turn has a question to the language model.")
{
    public ModelQuestion Question { get; } = question;
}
