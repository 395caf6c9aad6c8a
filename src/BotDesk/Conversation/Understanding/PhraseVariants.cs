namespace BotDesk.Conversation.Understanding;

/// <summary>Makes of one phrase the messages that people would type: slots filled, a greeting before it, thanks after it, a typing error in it.</summary>
/// <param name="lexicon">The words of a lexicon; none for one that does not exist.</param>
internal sealed class PhraseVariants(Func<string, IReadOnlyList<string>> lexicon)
{
    private const int OfVarying = 4;
    private const int OfFixed = 2;

    private readonly IReadOnlyList<string> _openings = lexicon("_opening");
    private readonly IReadOnlyList<string> _closings = lexicon("_closing");
    private readonly IReadOnlyList<string> _stories = lexicon("_story");

    /// <summary>The messages made of one phrase. The same phrase always makes the same ones, wherever it stands in the file.</summary>
    public IEnumerable<string> Of(PhraseLine line, ulong seed)
    {
        var choice = new Choice(seed);
        var count = line.Template.Varies ? OfVarying : OfFixed;
        for (var made = 0; made < count; made++)
        {
            var text = line.Template.Fill(lexicon, ref choice);

            // The first variant is the phrase as it stands.
            yield return made == 0 ? text : Dress(text, line.Intent, ref choice);
        }
    }

    private string Dress(string text, Intent intent, ref Choice choice)
    {
        if (choice.Next(100) < 30)
        {
            text = Misspell(text, ref choice);
        }

        // Greetings and thanks by themselves are intents: a greeting before thanks would blur both.
        if (intent is Intent.Greeting or Intent.Thanks)
        {
            return text;
        }

        text = Pick(_stories, 12, ref choice) is { } story ? story + " " + text : text;
        text = Pick(_openings, 35, ref choice) is { } opening ? opening + " " + text : text;
        return Pick(_closings, 25, ref choice) is { } closing ? text + " " + closing : text;
    }

    private static string? Pick(IReadOnlyList<string> texts, int percent, ref Choice choice) =>
        texts.Count > 0 && choice.Next(100) < percent ? texts[choice.Next(texts.Count)] : null;

    private static string Misspell(string text, ref Choice choice)
    {
        var at = choice.Next(Math.Max(1, text.Length));
        if (at + 2 >= text.Length || !char.IsLetter(text[at]) || !char.IsLetter(text[at + 1]))
        {
            return text;
        }

        return choice.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[at].ToString()),
            2 => string.Concat(text.AsSpan(0, at), text.AsSpan(at + 1, 1), text.AsSpan(at, 1), text.AsSpan(at + 2)),
            _ => string.Concat(text.AsSpan(0, at), ((char)('a' + choice.Next(26))).ToString(), text.AsSpan(at + 1)),
        };
    }
}
