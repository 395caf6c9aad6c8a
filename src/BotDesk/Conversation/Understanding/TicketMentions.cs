using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Understanding;

/// <summary>A ticket named in a text, and where.</summary>
/// <param name="Number">Without leading zeros: "INC42", or "42" where the kind is not said.</param>
internal readonly record struct TicketMention(string Number, int Start, int Length);

/// <summary>Finds ticket numbers in any spelling: "INC 42", "inc-0042", "INC#42", "#42", "ticket 42", "Incident Nr. 42", "INC 12, 13 and 14".</summary>
internal static partial class TicketMentions
{
    public static List<TicketMention> Find(string text)
    {
        var found = new List<TicketMention>();
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return found;
        }

        foreach (Match match in Mention().Matches(text))
        {
            var kind = Kind(match);
            if (kind is null)
            {
                continue;
            }

            foreach (Capture number in match.Groups["number"].Captures)
            {
                var digits = number.Value.TrimStart('0');
                if (digits.Length == 0)
                {
                    continue;
                }

                // The first mention spans the words before its number, so that the whole of "ticket 42" is one token.
                var start = found.Count > 0 && found[^1].Start >= match.Index ? number.Index : match.Index;
                found.Add(new TicketMention(kind + digits, start, number.Index + number.Length - start));
            }
        }

        return found;
    }

    /// <summary>The prefix of the number; empty where it is not said; null where this is no ticket.</summary>
    private static string? Kind(Match match)
    {
        if (match.Groups["prefix"] is { Success: true } prefix)
        {
            return prefix.Value.ToUpperInvariant();
        }

        if (match.Groups["noun"] is { Success: true } noun)
        {
            return noun.Value.ToLowerInvariant() switch
            {
                "incident" or "störung" or "stoerung" or "vorfall" => "INC",
                "request" or "anfrage" or "bestellung" or "order" => IsCount(match) ? null : "REQ",
                "change" or "änderung" or "aenderung" => IsCount(match) ? null : "CHG",
                "problem" => IsCount(match) ? null : string.Empty,
                _ => string.Empty,
            };
        }

        return string.Empty;
    }

    /// <summary>"request 2 monitors" counts; "request 42" and "request 42 is late" number.</summary>
    private static bool IsCount(Match match) => match.Groups["hash"].Length == 0 && match.Groups["counted"].Success;

    // Groups: prefix (INC), noun (ticket, request), hash, number (several), counted (a word follows that could be what is counted).
    [GeneratedRegex(
        """
        (?<![\p{L}\p{N}])
        (?:
            (?<prefix>INC|REQ|CHG|PRB) (?:[\s\-_.:\#/]{0,3}|\s*(?:no|nr|number|nummer|num)\b[\s.:\#]{0,3}) (?<number>\d{1,9})
          | (?<noun>tickets?|incident|störung|stoerung|vorfall|request|anfrage|bestellung|order|change|änderung|aenderung|case|vorgang|ticketnummer|ticketnumber|ticketnr|issue|fall|problem)
            \s* (?:(?:no|nr|number|nummer|num|id)\b[\s.:]{0,3})? (?<hash>\#?) (?:\s|:|-)? \s? (?<number>\d{1,9})
          | (?<!\b(?:error|code|room|build|step|pr|port|raum|fehler|zimmer|schritt|line|zeile|page|seite|version)\s)\# \s? (?<number>\d{1,9}) (?!\s*(?:priority|prio)\b)
          | (?<!\b(?:room|phone|serial|asset|cost|port|extension|telephone|mobile|my|zimmer|raum|meine|order|model|part)\s) (?:number|nummer|nr\.?) \s (?<number>\d{1,9})
          | (?<=(?:^|[\n.!?,]\s*|please\s|bitte\s)(?:status|close|reopen|open|approve|reject|resolve|comment|schließe|schliesse|öffne|genehmige|stand|update)(?:\s(?:on|of|for|to|von|zu))?\s) (?<number>\d{2,9}) (?=\s*(?:$|[.!?\n]|please|pls|again|bitte|wieder))
          | (?<=^\s*) (?<number>\d{3,9}) (?=[\s.?!]*$)
        )
        (?![\p{L}\p{N}]|[.:,]\d)
        (?: \s* (?:,|and|und|&|\+|or|oder|/|,\s*and|,\s*und) \s* (?:\#|nr\.?\s)? (?<number>\d{1,9}) (?![\p{L}\p{N}]|[.:]\d|\s*(?:times|mal|days|tage|hours|stunden|minutes|minuten|people|weeks|wochen|uhr|am|pm|%)\b) )*
        (?<counted>\s+(?!is|are|was|were|has|have|please|pls|and|or|still|can|could|to|for|from|the|since|with|ist|war|hat|bitte|und|oder|kann|noch|wurde|again|back|wieder|done|now|asap|that|as|by|on|in|not|because|should|will|today|yet|already|schon|erledigt|zu|von|für)\p{L})?
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
