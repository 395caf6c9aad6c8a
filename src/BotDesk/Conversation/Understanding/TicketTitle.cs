using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Understanding;

/// <summary>Suggests a short title for a ticket from the message that leads to it, as a first-line colleague would write it down.</summary>
public static partial class TicketTitle
{
    /// <summary>A title is at most this long.</summary>
    public const int Longest = 80;

    /// <summary>The first clause that means something, without greeting or anger, in sentence case, without a period at its end; empty when there is none.</summary>
    public static string From(string? text)
    {
        var clean = MessageText.Clean(text);
        if (Subject().Match(clean) is { Success: true } subject)
        {
            return Finish(subject.Groups["subject"].Value);
        }

        var clauses = Clauses(clean);
        var telling = clauses.FirstOrDefault(clause => Telling().IsMatch(clause)) ?? clauses.FirstOrDefault() ?? string.Empty;
        return Finish(telling);
    }

    /// <summary>The sentences that are left when greetings, courtesies, signatures and outcries are taken away.</summary>
    private static List<string> Clauses(string text)
    {
        var clauses = new List<string>();
        foreach (var sentence in SentenceEnd().Split(text))
        {
            if (SignOff().IsMatch(sentence))
            {
                break;
            }

            var bare = Strip(sentence);
            if (bare.Any(char.IsLetterOrDigit) && bare.Length > 2 && !Courtesy().IsMatch(bare))
            {
                clauses.Add(bare);
            }
        }

        return clauses;
    }

    private static string Strip(string sentence)
    {
        var bare = Swearing().Replace(sentence, string.Empty).Trim();
        for (var before = string.Empty; before != bare;)
        {
            before = bare;
            bare = Opening().Replace(bare, string.Empty).Trim(' ', ',', '-', ':', '!', '.', '*');
        }

        bare = Closing().Replace(bare, string.Empty);
        return Spaces().Replace(bare, " ").Trim(' ', ',', '-', ':', '!', '.', ';', '*');
    }

    private static string Finish(string clause)
    {
        var title = Strip(clause);
        if (title.Length > Longest)
        {
            title = Shorten(title);
        }

        if (title.Length > 8 && title.Count(char.IsUpper) > 0.7 * title.Count(char.IsLetter))
        {
            title = Shouted().Replace(title, word => word.Value.ToLowerInvariant());
        }

        title = LowerI().Replace(title, "I");
        return title.Length == 0 ? title : char.ToUpperInvariant(title[0]) + title[1..];
    }

    /// <summary>Cut where a part of the sentence ends, or else between two words with an ellipsis.</summary>
    private static string Shorten(string title)
    {
        var part = title.AsSpan(0, Longest).LastIndexOfAny(',', ';', '(');
        if (part >= Longest / 3)
        {
            return title[..part].TrimEnd();
        }

        var space = title.LastIndexOf(' ', Longest - 1);
        var end = space > Longest / 3 ? space : Longest - 1;
        if (char.IsHighSurrogate(title[end - 1]))
        {
            end--;
        }

        return title[..end].TrimEnd(' ', ',', '-') + "…";
    }

    [GeneratedRegex(@"^[>\s]*(?:subject|betreff)\s*:\s*(?:(?:re|fw|fwd|aw|wg)\s*:\s*)*(?<subject>[^\n]{3,})$", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Subject();

    // A period inside "10.2.3", "srv.example.com", "z.B." or "5. Dezember" ends no sentence.
    [GeneratedRegex(@"\n+|(?<=[!?])\s+|(?<=\p{L}{2}|\))\.+\s+(?=\S)|(?<=\d{3})\.\s+(?=\p{Lu})|\.{2,}\s*", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^\W*(?:(?:kind|best|warm|many)\s+(?:regards|wishes)|regards|thanks|thank you|cheers|br|best|sincerely|yours|mit freundlichen grüßen|freundliche grüße|liebe grüße|schöne grüße|viele grüße|beste grüße|mfg|lg|vg|danke|vielen dank|sent from|gesendet von|von meinem|--)\b[^.?!]{0,40}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SignOff();

    [GeneratedRegex(
        """
        ^(?:
            (?:hi|hello|hey|hiya|good\ (?:morning|afternoon|evening|day)|morning|dear|hallo|guten\ (?:morgen|tag|abend)|moin|servus|grüß\ \p{L}+|liebes?r?|sehr\ geehrte[rs]?)\b(?:\s+(?:there|all|team|everyone|everybody|guys|folks|it|support|helpdesk|bot|again|colleagues|sir|madam|or|and|zusammen|leute|kollegen|damen|herren|und|liebes|it-team|allerseits|an|alle|service|desk|mr|mrs|frau|herr)\b)*(?:\s+\p{L}+(?=\s*,))?
          | (?:sorry(?:\ (?:to\ bother\ you|to\ disturb|for\ (?:bothering|disturbing)\ you))?(?:\ again)?|excuse\ me|entschuldigung|entschuldigen\ sie(?:\ die\ störung)?|quick\ (?:one|question)|kurze\ frage|one\ thing|fyi|urgent(?:ly)?|dringend|asap|help(?:\ me)?|hilfe|so|well|ok(?:ay)?|also|um+|ähm?|please|pls|bitte|again|schon\ wieder|nur\ kurz|btw|actually|ugh|omg|argh+)\b(?=[\s,!.:;-])
          | (?:(?:this|it|das)\ (?:is|ist)\ (?:really\ |so\ |very\ |wirklich\ |echt\ )?(?:annoying|frustrating|ridiculous|unacceptable|nervig|ärgerlich|lästig|unmöglich)|no\ (?:rush|hurry)|not\ urgent|eilt\ nicht|nicht\ dringend)\b(?=[\s,!.:;-])
          | (?:but|and|aber|und)\b(?=\s)
          | (?:can|could|would|will)\ (?:you|someone|anyone|somebody)\ (?:please\ |pls\ )?help(?:\ me)?(?:\ with\ (?:this|that|the\ following))?\b
          | (?:i\ (?:have|'ve\ got)\ (?:a|the\ following)\ (?:problem|issue|question)\b(?:\ (?:here|again))?(?=\s*[:,.-]))
          | (?:ich\ habe\ (?:ein|folgendes)\ problem\b(?=\s*[:,.-]))
          | (?:könnt\ ihr|können\ sie|kann)\ mir\ (?:bitte\ )?(?:jemand\ )?helfen\b
        )[\s,!.:;-]*
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(@"[\s,!.-]+(?:please|pls|thanks|thank you|thx|asap|bitte|danke|vielen dank|many thanks|thanks in advance|danke im voraus|cheers|help|lg|mfg)[\s!.]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Closing();

    [GeneratedRegex(@"\b(?:fuck(?:ing|ed)?|bloody|damn(?:ed)?|goddamn|shit(?:ty)?|crap(?:py)?|wtf|stupid|freaking|for fuck'?s sake|what the hell|scheiß\w*|scheiss\w*|verdammt\w*|verfluchte?\w*|blöde[nrs]?|bescheuerte\w*|saublöd\w*|drecks\w*|mist)\b|[\p{So}\p{Cs}\uFE0F]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Swearing();

    [GeneratedRegex(
        @"^(?:i )?(?:hope (?:you|this|all|everyone)|hoping|trust you|how are you|how's it going|i'm sorry|ich hoffe|hoffe|wie geht|this is \p{L}+(?: \p{L}+)?(?: (?:from|in|here)\b.*)?$|\p{L}+ here\b.{0,30}$|here is \p{L}+\b.{0,30}$|hier (?:ist |spricht )?\p{L}+(?: \p{L}+)? (?:aus|von|vom)\b|my name is|mein name ist|ich bin (?:die|der) |i hope|not sure (?:if|who|whether)|(?:from|to|cc|sent|date|von|an|gesendet|datum)\s*:|thank|danke|please help|bitte um hilfe|what now|was jetzt|as (?:discussed|mentioned)|wie besprochen|siehe unten|see below)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Courtesy();

    // A sentence that says what is wrong or wanted.
    [GeneratedRegex(
        @"\b(?:not|no|cannot|can't|cant|won't|wont|doesn't|doesnt|don't|isn't|isnt|unable|error|fail\w*|broken|crash\w*|freez\w*|frozen|stuck|slow|down|dead|lost|missing|black|blank|locked|denied|problem|issue|stop\w*|keeps|need\w*|require\w*|request\w*|want\w*|would like|order|install\w*|access|reset|forgot\w*|replace\w*|upgrade|update|migrat\w*|change|open port|create|add|how|where|which|what|is it possible|spill\w*|dropped|noise|"
        + @"nicht|kein\w*|fehler\w*|kaputt|defekt|stürzt|abgestürzt|hängt|friert|langsam|weg|verschwunden|gesperrt|schwarz|problem\w*|brauche\w*|bräuchte\w*|benötige\w*|möchte\w*|hätte|beantrage\w*|bestelle\w*|installier\w*|zugriff|zurücksetzen|vergessen|austausch\w*|ändern|umstellen|freischalten|anlegen|wie|wo|welche\w*|gesprungen|verloren|lahmt|spinnt|streikt)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Telling();

    // In a shouted title the words of up to three letters may be names of things (VPN, SAP).
    [GeneratedRegex(@"\p{Lu}{4,}|\b(?:MY|IS|THE|NOT|AND|FOR|IN|ON|AT|TO|A|IT|MEIN|IST|DER|DIE|DAS|UND)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Shouted();

    [GeneratedRegex(@"(?<=^|\s)i(?=\s\p{L}|'(?:m|d|ve|ll)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex LowerI();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Spaces();
}
