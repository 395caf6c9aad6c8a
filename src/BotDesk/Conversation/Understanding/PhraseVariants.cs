namespace BotDesk.Conversation.Understanding;

/// <summary>Makes of one phrase the messages that people would type: slots filled, a greeting before it, thanks after it, a typing error in it.</summary>
internal sealed class PhraseVariants(PhraseFile file, Func<string, IReadOnlyList<string>> lexicon)
{
    private const int OfVarying = 5;
    private const int OfFixed = 2;

    private readonly string[] _openings = file.Lexicons.GetValueOrDefault("_opening") ?? [string.Empty];
    private readonly string[] _closings = file.Lexicons.GetValueOrDefault("_closing") ?? [string.Empty];

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

        if (choice.Next(100) < 35)
        {
            text = _openings[choice.Next(_openings.Length)] + " " + text;
        }

        return choice.Next(100) < 25 ? text + " " + _closings[choice.Next(_closings.Length)] : text;
    }

    private static string Misspell(string text, ref Choice choice)
    {
        var at = choice.Next(text.Length);
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
