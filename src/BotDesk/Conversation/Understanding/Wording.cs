namespace BotDesk.Conversation.Understanding;

/// <summary>The words of a message as one line, to look for phrases in. Signs are left out, words are folded as in <see cref="Tokens"/>.</summary>
internal readonly struct Wording(IEnumerable<Token> tokens)
{
    private readonly string _line = " " + string.Join(' ', tokens.Where(token => !token.IsSign).Select(token => token.Word)) + " ";

    /// <summary>Whether any of the phrases occurs as whole words. The phrases come from <see cref="Phrases"/>.</summary>
    public bool HasAny(string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (_line.Contains(phrase, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Prepares phrases, parted by '|', for <see cref="HasAny"/>.</summary>
    public static string[] Phrases(string phrases) =>
        [.. phrases.Split('|', StringSplitOptions.TrimEntries).Select(phrase => " " + string.Join(' ', Tokens.Of(phrase).Select(token => token.Word)) + " ")];
}
