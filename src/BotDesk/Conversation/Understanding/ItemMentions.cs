using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Understanding;

/// <summary>Finds what is asked for: "Visio" in "I need Visio for the audit", "Zugriff auf das Archiv" in "ich brauche bitte Zugriff auf das Archiv".</summary>
internal static partial class ItemMentions
{
    private const int LongestItem = 60;

    public static string? Find(string text)
    {
        if (PasswordReset().IsMatch(text))
        {
            return "password reset";
        }

        foreach (Match match in Wanted().Matches(text))
        {
            var item = Trim(match.Groups["item"].Value);
            if (item.Length is > 1 and <= LongestItem && !NoItem().IsMatch(item))
            {
                return item;
            }
        }

        return null;
    }

    private static string Trim(string item)
    {
        var bare = Leading().Replace(item.Trim(), string.Empty);
        return Trailing().Replace(bare, string.Empty).Trim(' ', ',', '-', ':');
    }

    [GeneratedRegex(
        @"\b(?:reset\w*|forg[oe]t\w*|lost|vergessen|zurücksetz\w*|zurueckgesetzt|rücksetz\w*|new|neues)\b[^.?!\n]{0,30}\b(?:password|passwort|kennwort|pw|pin)\b|\b(?:password|passwort|kennwort|pw|pin)\b[^.?!\n]{0,30}\b(?:reset\w*|forg[oe]t\w*|vergessen|zurück\w*|rücksetz\w*|expired)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PasswordReset();

    // What is wanted ends at a sign, or where the reason, the person or the time begins.
    [GeneratedRegex(
        """
        \b(?:(?:would\ |will\ |also\ |urgently\ |still\ )?needs?|require[sd]?|requesting|request(?:\ for)?|order(?:ing)?|wants?|i'd\ like|would\ like|like\ to\ (?:have|order|request|get)|can\ (?:i|we)\ (?:get|have)|could\ (?:i|we)\ (?:get|have)|may\ i\ have|get\ me|give\ me|send\ me|provide|install|buy|grant(?:\ me)?|give\ \p{L}+|create|set\ up
          |brauche[nt]?|braucht|bräuchten?|benötigen?|benötigt|beantragen?|bestelle[nt]?|hätten?\ gerne?|möchten?|wollen|will|bitte\ um|gebt\ mir|schickt\ mir|könnte\ ich|kann\ ich|installiert(?:\ mir)?|legt(?:\ mir)?)\s+
        (?:(?:to\ have|to\ order|to\ get|please|pls|bitte|dringend|noch|auch|mir|uns|me|us)\s+)*
        (?:(?:an?|the|eine|die|one|some|\d+)\s+)?(?:(?:licen[sc]es?|subscription|copy|lizenz(?:en)?|full\ version|vollversion)\s+(?:for|of|für|von)\s+)?
        (?<item>[^.,;:?!\n]{2,80}?)
        (?=\s*(?:[.,;:?!\n]|$)|\s+(?:for|because|since|so|as|until|by|from|starting|on\ (?:my|the|monday|tuesday|wednesday|thursday|friday)|in\ order|please|pls|asap|urgently|tomorrow|today|next|to\ (?!the|my|our|[A-Z]|sharepoint|sap)|thanks|für|fürs|weil|damit|um|bis|ab|bitte|dringend|morgen|heute|nächste\w*|auf\ mein\w*|haben|bekommen|installiert|und\ zwar|danke)\b)
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Wanted();

    [GeneratedRegex(
        @"^(?:(?:a|an|the|some|my|our|one|another|additional|new|second|replacement|spare|to|have|get|order|request|eine?[nmrs]?|das|die|den|der|noch|neue[nrs]?|zweite[nrs]?|weitere[nrs]?|zusätzliche[nrs]?|meine?[nr]?|unsere?[nr]?|copy of|license for|licence for|licenses for|lizenz für|lizenzen für)\s+)+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Leading();

    // "need it in 2 weeks", "i want one", "can I get that": the item is named elsewhere.
    [GeneratedRegex(@"^(?:it|one|this|that|them|these|to|help|us|me|you|know|ihn|es|sie|das|dies|eins|eine[nrs]?|hilfe|wissen)\b(?!\s+(?:\p{L}{4,}))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoItem();

    [GeneratedRegex(@"(?:\s+(?:please|pls|bitte|too|also|as well|asap|haben|bekommen|anymore|license|licence|lizenz|installed|installiert))+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Trailing();
}
