namespace BotDesk.Conversation.Understanding;

/// <summary>The phrases that are an intent for certain ("! cancel", "! add to {ticket}: *"), found by their words without signs and greetings.</summary>
internal sealed class PhraseRules
{
    private const int LongestBeginning = 8;
    private const int LongestWhole = 12;
    private const int LongestOpening = 4;
    private readonly Dictionary<string, Intent> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Intent> _beginnings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _openings = new(StringComparer.Ordinal);

    public void Add(PhraseLine line, Func<string, IReadOnlyList<string>> lexicon)
    {
        foreach (var text in line.Template.All(lexicon))
        {
            (line.IsBeginning ? _beginnings : _whole)[Key(Tokens.Of(text))] = line.Intent;
        }
    }

    /// <summary>Words that may stand before any message and say nothing ("hi team", "guten morgen").</summary>
    public void AddOpenings(IEnumerable<string> openings)
    {
        foreach (var opening in openings)
        {
            _openings.Add(Key(Tokens.Of(opening)));
        }
    }

    public Intent? Match(List<Token> tokens)
    {
        var words = tokens.Where(token => !token.IsSign && token.Word != Token.Emoji).Select(token => token.Word).ToList();
        if (words.Count == 0)
        {
            return null;
        }

        var start = EndOfOpening(words);
        return Whole(words, 0) ?? Whole(words, start) ?? Beginning(words, 0) ?? Beginning(words, start);
    }

    private Intent? Whole(List<string> words, int from) =>
        words.Count - from <= LongestWhole && _whole.TryGetValue(Key(words, from, words.Count), out var intent) ? intent : null;

    private Intent? Beginning(List<string> words, int from)
    {
        for (var end = Math.Min(from + LongestBeginning, words.Count - 1); end > from; end--)
        {
            if (_beginnings.TryGetValue(Key(words, from, end), out var intent))
            {
                return intent;
            }
        }

        return null;
    }

    /// <summary>Where the message goes on after "hi team"; 0 when it has no opening, or is nothing else.</summary>
    private int EndOfOpening(List<string> words)
    {
        for (var end = Math.Min(LongestOpening, words.Count - 1); end >= 1; end--)
        {
            if (_openings.Contains(Key(words, 0, end)))
            {
                return end;
            }
        }

        return 0;
    }

    private static string Key(List<Token> tokens) => string.Join(' ', tokens.Where(token => !token.IsSign && token.Word != Token.Emoji).Select(token => token.Word));

    private static string Key(List<string> words, int from, int to) => string.Join(' ', words.Skip(from).Take(to - from));
}
