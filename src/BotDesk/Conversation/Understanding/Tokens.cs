using System.Globalization;
using System.Text;

namespace BotDesk.Conversation.Understanding;

/// <summary>Splits cleaned text into <see cref="Token"/>s in which spellings that people mix are one: "Für"/"fuer"/"fur", "can't"/"cant", "sooo"/"so".</summary>
internal static class Tokens
{
    /// <summary>More words than this say nothing more about what a person wants.</summary>
    private const int Most = 1200;

    public static List<Token> Of(string text) => Of(text, TicketMentions.Find(text));

    public static List<Token> Of(string text, List<TicketMention> tickets)
    {
        var tokens = new List<Token>(16);
        var nextTicket = 0;
        var at = 0;
        while (at < text.Length && tokens.Count < Most)
        {
            while (nextTicket < tickets.Count && tickets[nextTicket].Start < at)
            {
                nextTicket++;
            }

            if (nextTicket < tickets.Count && tickets[nextTicket].Start == at)
            {
                tokens.Add(new Token(Token.Ticket, at, tickets[nextTicket].Length));
                at += tickets[nextTicket].Length;
                if (at < text.Length && text[at] == ':')
                {
                    tokens.Add(new Token(Token.Colon, at, 1));
                }
            }
            else
            {
                at = Read(text, at, tokens);
            }
        }

        return tokens;
    }

    private static int Read(string text, int at, List<Token> tokens)
    {
        var character = text[at];
        if (char.IsLetterOrDigit(character))
        {
            var end = EndOfRun(text, at);
            AddRun(text, at, end, tokens);
            return end;
        }

        switch (character)
        {
            case '?' or '!':
                tokens.Add(new Token(character == '?' ? "?" : "!", at, 1));
                break;
            case '.' or ';' or '\n' when tokens.Count > 0 && !tokens[^1].IsSign:
                tokens.Add(new Token(Token.SentenceEnd, at, 1));
                break;
            case >= '\u2600':
                tokens.Add(new Token(Token.Emoji, at, char.IsSurrogatePair(text, at) ? 2 : 1));
                return tokens[^1].End;
        }

        return at + 1;
    }

    /// <summary>A run goes on over signs that stand between two letters or digits ("e-mail" is two runs, "10.1.2.3", "a@b.c" and "don't" are one).</summary>
    private static int EndOfRun(string text, int start)
    {
        var limit = Math.Min(text.Length, start + 200);
        var address = text.AsSpan(start).StartsWith("http", StringComparison.OrdinalIgnoreCase) || text.AsSpan(start).StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        var end = start + 1;
        while (end < limit)
        {
            var inside = char.IsLetterOrDigit(text[end])
                || (address && !char.IsWhiteSpace(text[end]))
                || (text[end] is '.' or '@' or '\'' or ':' or '_' or '&' && end + 1 < limit && char.IsLetterOrDigit(text[end + 1]) && Joins(text, start, end));
            if (!inside)
            {
                break;
            }

            end++;
        }

        return end;
    }

    private static bool Joins(string text, int start, int at) => text[at] switch
    {
        // "fertig.danke" are two words; "10.30", "portal.example.com" and "a.b@c.d" are one.
        '.' => char.IsDigit(text[at - 1]) || text.AsSpan(start, at - start).ContainsAny('.', '@') || HasAddressSign(text, at),
        ':' => char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1]),
        _ => true,
    };

    private static bool HasAddressSign(string text, int at)
    {
        for (var ahead = at + 1; ahead < text.Length && ahead < at + 40; ahead++)
        {
            if (text[ahead] is '@' or '.' && ahead + 1 < text.Length && char.IsLetterOrDigit(text[ahead + 1]))
            {
                return true;
            }

            if (!char.IsLetterOrDigit(text[ahead]) && text[ahead] != '-')
            {
                return false;
            }
        }

        return false;
    }

    private static void AddRun(string text, int start, int end, List<Token> tokens)
    {
        var run = text.AsSpan(start, end - start);
        var digits = 0;
        var letters = 0;
        foreach (var character in run)
        {
            digits += char.IsDigit(character) ? 1 : 0;
            letters += char.IsLetter(character) ? 1 : 0;
        }

        var word = run.Contains('@') ? Token.Mail
            : run.Contains("://", StringComparison.Ordinal) || (run.Contains('.') && letters > 3) ? Token.Url
            : letters == 0 ? Token.Number
            : digits > 0 && letters + digits >= 5 && digits > 1 ? Token.Code
            : Fold(run);
        if (word.Length > 0)
        {
            tokens.Add(new Token(word, start, end - start));
        }
    }

    /// <summary>The form in which words are compared. Umlauts fall together with their plain vowel and with the vowel and an "e", because people type all three.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var character in word)
        {
            if (character is '\'' or '.' or '_')
            {
                continue;
            }

            var lower = char.ToLowerInvariant(character);
            if (lower == 'ß')
            {
                plain.Append("ss");
            }
            else if (lower < 0x80)
            {
                plain.Append(lower);
            }
            else
            {
                AppendWithoutAccent(plain, lower);
            }
        }

        CutRepeats(plain);
        return plain.Replace("ae", "a").Replace("oe", "o").Replace("ue", "u").ToString();
    }

    private static void AppendWithoutAccent(StringBuilder plain, char letter)
    {
        foreach (var part in letter.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(part);
            }
        }
    }

    // "sooooo" says what "so" says.
    private static void CutRepeats(StringBuilder word)
    {
        for (var at = word.Length - 1; at >= 2; at--)
        {
            if (word[at] == word[at - 1] && word[at] == word[at - 2])
            {
                var first = at - 2;
                while (first > 0 && word[first - 1] == word[at])
                {
                    first--;
                }

                word.Remove(first + 1, at - first);
                at = first;
            }
        }
    }
}
