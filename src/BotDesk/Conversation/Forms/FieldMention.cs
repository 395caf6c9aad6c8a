using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Forms;

/// <summary>"title: printer jams", "urgency high", "the title should be …", "set the model to MacBook", "high urgency", "der Titel soll … lauten".</summary>
/// <param name="IsExplicit">Whether it can be nothing else: then a value that does not fit is refused instead of read in another way.</param>
internal sealed partial record FieldMention(FormQuestion Question, string Value, bool IsExplicit)
{
    private const int MostNameWords = 8;
    private const int MostReversedWords = 6;

    public static FieldMention? Find(string text, IReadOnlyList<FormQuestion> questions)
    {
        var named = questions.SelectMany(question => question.Names, (question, name) => (Run: SaidWordRun.Of(name), question)).ToLookup(name => name.Run, name => name.question, StringComparer.Ordinal);
        var colon = text.IndexOfAny([':', '=']);
        if (colon > 0 && colon + 1 < text.Length && Named(Lead().Replace(text[..colon], "").Trim(), named) is { } question)
        {
            return text[(colon + 1)..].Trim() is { Length: > 0 } value ? new(question, Bare(value), IsExplicit: true) : null;
        }

        // "can you set the title to …?" asks for it to be done; "which laptops are there?" asks.
        var lead = Lead().Match(text);
        var told = lead.Groups["verb"].Success;
        if (text.TrimEnd().EndsWith('?'))
        {
            if (!told && !lead.Groups["ask"].Success)
            {
                return null;
            }

            text = text.TrimEnd('?', ' ');
        }

        var rest = text[lead.Length..].Trim();
        return Leading(rest, told, named) ?? Reversed(rest.TrimEnd('.', '!'), named);
    }

    /// <summary>The name first: as many of the first words as are one.</summary>
    private static FieldMention? Leading(string rest, bool told, ILookup<string, FormQuestion> named)
    {
        var words = rest.Split(' ', MostNameWords + 2, StringSplitOptions.RemoveEmptyEntries);
        for (var count = Math.Min(MostNameWords, words.Length - 1); count >= 1; count--)
        {
            if (Named(string.Join(' ', words[..count]).TrimEnd(','), named) is not { } question)
            {
                continue;
            }

            var value = string.Join(' ', words[count..]);
            var joint = Joint().Match(value);
            value = Bare(Tail().Replace(value[joint.Length..], ""));
            return value.Length == 0 ? null : new(question, value, told || joint.Groups["must"].Success);
        }

        return null;
    }

    /// <summary>"high urgency", "hohe Dringlichkeit": something to choose, and then of what.</summary>
    private static FieldMention? Reversed(string rest, ILookup<string, FormQuestion> named)
    {
        var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is < 2 or > MostReversedWords ? null : Enumerable.Range(1, words.Length - 1)
            .Select(at => Named(string.Join(' ', words[at..]), named) is { IsOffered: true } question && AnswerReader.Called(question.Choices, string.Join(' ', words[..at])).Any()
                ? new FieldMention(question, string.Join(' ', words[..at]), IsExplicit: false)
                : null)
            .FirstOrDefault(found => found is not null);
    }

    /// <param name="named">The questions by the run of words that each is called.</param>
    private static FormQuestion? Named(string name, ILookup<string, FormQuestion> named) => SaidWordRun.Of(name) is { Length: > 1 } run ? named[run].FirstOrDefault() : null;

    /// <summary>Without quotation marks around it.</summary>
    private static string Bare(string value) => Quoted().Match(value.Trim()) is { Success: true } quoted ? quoted.Groups["words"].Value : value.Trim();

    [GeneratedRegex(
        """
        ^\W*(?:(?:no|nope|nein|nee|oh|sorry|wait|moment|ok|okay|actually|please|pls|bitte|and|und|also|but|aber|doch|eigentlich|(?<ask>can\ you|could\ you|would\ you|können\ sie|könnten\ sie|kannst\ du|könntest\ du))\W+)*
        (?:(?<verb>set|change|make|put|correct|update|ändere|ändern\ sie|ändern|setze?|setzen\ sie|mache?|machen\ sie|korrigiere?|korrigieren\ sie|trage?|tragen\ sie)\s+)?
        (?:(?:the|my|its|der|die|das|den|dem|mein|meine|meinen|als|bei|beim)\s+)?
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();

    [GeneratedRegex(
        """
        ^(?:
            (?<must>(?:should|must|shall|has\ to|needs\ to|ought\ to|can)\ (?:be|say|read|go\ to)|to|soll(?:te)?(?:\ (?:besser|eher|lieber))?|muss|auf|→|->)(?=\s|["“„'])
          | (?:is|are|was|ist|sind|lautet|heißt|wäre|=)(?=\s|["“„'])
        )\s*
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Joint();

    [GeneratedRegex(@"\s+(?:sein|lauten|heißen|werden|setzen|ändern|ein|please|bitte|instead|stattdessen)\s*[.!]*$|(?<=\S)[!]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tail();

    [GeneratedRegex("""^["“”„'«»](?<words>[^"“”„«»]+)["“”„'«»]\s*[.!]*$""", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
