using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Understanding;

/// <summary>Finds for whom something is: "for Anna", "my colleague", "for my new starter Tom Baker", "Frau Huber braucht".</summary>
internal static partial class PersonMentions
{
    /// <summary>First names that are common where the desk's languages are spoken; needed where letter case says nothing ("for anna", "für Anna").</summary>
    private static readonly FrozenSet<string> FirstNames = (
        "aaron adam adrian agnes ahmed alan albert alex alexander alexandra ali alice alina amanda amir amy ana andrea andreas andrew andrzej angela anita anja anna anne anton antonia antonio arthur "
        + "barbara beate ben benjamin bernd bernhard bettina bianca birgit bob boris brian brigitte bruno carina carl carla carlos carmen carol caroline catherine cathy charles charlotte chris christa christian christiane christina christine christoph christopher claire clara claudia clemens colin cornelia "
        + "dana daniel daniela dave david deborah denise dennis diana dieter dirk dmitri dominik donald doris dorothea dragan edith eduard edward elena elias elisabeth elizabeth ella elke emil emily emma emre eric erich erik erika ernst esther eva fabian fatima felix ferdinand fiona florian franz frank franziska fred frederik friedrich fritz "
        + "gabi gabriel gabriele georg george gerald gerda gerhard giulia giuseppe gisela gordon greta grzegorz gudrun gustav hannah hanna hans harald harry hassan heidi heike heinz heinrich helen helena helga helmut henry herbert hermann hilde horst hubert hugo ian igor ingo ingrid ines irene iris isabel isabella ivan ivana jack jacob jakob james jamie jan jana jane janine jason jasmin jelena jennifer jenny jens jeremy jessica jim joachim joan joanna joe johann johanna johannes john jon jonas jonathan jose josef joseph joshua juan judith julia julian juliane julie justin jutta jürgen "
        + "karin karl karla karolina katarina katharina katherine kathrin katja kate kathy katrin keith kelly ken kerstin kevin kirsten klaus konrad konstantin krzysztof kurt lara larry lars laura lea lena leo leon leonie linda ling lisa lorenz louis louise luca lucas lucia lucy ludwig luis luisa lukas magdalena maja manfred manuel manuela marc marcel marco marcus maria marie marina mario marion mark markus marlene marta martha martin martina mary mateusz mathias matthew matthias max maximilian maya mehmet mei melanie mia michael michaela michelle miguel mike milan mira miriam mohamed mohammed monica monika moritz murat "
        + "nadine nadja nancy natalia natalie natasha nathan neil nelly nicholas nick nicola nicolas nicole niklas nikola nina noah nora norbert olga oliver olivia omar oscar oskar otto pablo pamela patricia patrick patrizia paul paula pauline pavel pedro peter petra philip philipp pia piotr priya rachel rainer ralf ralph raphael rebecca regina reinhard renate rene richard rita robert roberto robin roland rolf roman ronald rosa rosemarie roswitha rudolf ruth ryan sabine sabrina sally sam samantha samuel sandra sara sarah sascha sebastian selina sergej sharon siegfried sigrid silke silvia simon simone sofia sonja sophia sophie stefan stefanie stephan stephanie stephen steve steven sue susan susanne sven sylvia "
        + "tamara tanja tatjana teresa theo theresa theresia thomas tim timo tina tobias tom tomas tony udo ulrich ulrike ursula ute uwe valentin valentina vanessa vera verena veronica veronika victor victoria viktor viktoria vincent vladimir walter waltraud wang wei werner wilhelm willi william wolfgang xavier yasmin yusuf yvonne zoe zoltan"
        ).Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands between "my colleague" and "needs" and is no name.</summary>
    private static readonly FrozenSet<string> NoNames = "here there also still always now just really urgently only too who which that and from in at on with hier auch noch immer jetzt nur wirklich dringend die der das und aus im in am mit".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly (string Start, string Role)[] Roles =
    [
        ("colleague", "colleague"), ("coworker", "colleague"), ("co-worker", "colleague"), ("team member", "colleague"), ("teammate", "colleague"), ("kolleg", "colleague"),
        ("boss", "manager"), ("manager", "manager"), ("supervisor", "manager"), ("team lead", "manager"), ("teamlead", "manager"), ("chef", "manager"), ("vorgesetzte", "manager"), ("teamleit", "manager"),
        ("intern", "intern"), ("praktikant", "intern"), ("trainee", "trainee"), ("apprentice", "trainee"), ("lehrling", "trainee"), ("azubi", "trainee"), ("working student", "working student"), ("werkstudent", "working student"),
        ("assistant", "assistant"), ("assistent", "assistant"), ("new starter", "new starter"), ("new hire", "new starter"), ("new joiner", "new starter"), ("starter", "new starter"), ("new employee", "new starter"),
        ("neue mitarbeiter", "new starter"), ("neuen mitarbeiter", "new starter"), ("neuer mitarbeiter", "new starter"), ("mitarbeiter", "employee"), ("employee", "employee"),
        ("contractor", "contractor"), ("consultant", "contractor"), ("freelancer", "contractor"), ("external", "contractor"), ("extern", "contractor"), ("berater", "contractor"), ("customer", "customer"), ("kunde", "customer"), ("team", "team"),
    ];

    public static string? Find(string text)
    {
        foreach (Match match in ForWhom().Matches(text))
        {
            if (Person(match) is { } person)
            {
                return person;
            }
        }

        return null;
    }

    private static string? Person(Match match)
    {
        // "new starter …, Kofi Mensah": a full name where one is expected need not be a known one.
        if (match.Groups["titled"] is { Success: true } titled)
        {
            return titled.Value;
        }

        if (match.Groups["full"] is { Success: true } full)
        {
            return full.Value;
        }

        if (match.Groups["name"] is { Success: true } name && (Named(name.Value) ?? NamedByPlace(match, name.Value)) is { } known)
        {
            return known;
        }

        return match.Groups["role"] is { Success: true } role ? Role(role.Value.ToLowerInvariant()) : null;
    }

    /// <summary>"Tom Baker", "anna" and "Julia" are names; "Visio", "Projekt" are not.</summary>
    private static string? Named(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!FirstNames.Contains(parts[0]))
        {
            return null;
        }

        return parts.Length > 1 && char.IsUpper(parts[1][0]) && char.IsUpper(parts[0][0]) ? $"{parts[0]} {parts[1]}" : parts[0];
    }

    /// <summary>"my colleague tomasz needs": what stands between the two is a name, known or not.</summary>
    private static string? NamedByPlace(Match match, string words) =>
        match.Groups["acts"].Success && match.Groups["role"].Success && !NoNames.Contains(words.Split(' ')[0]) ? words : null;

    private static string? Role(string words)
    {
        foreach (var (start, role) in Roles)
        {
            if (words.StartsWith(start, StringComparison.Ordinal))
            {
                return role;
            }
        }

        return null;
    }

    [GeneratedRegex(
        """
        (?:
            \b(?:for|für|fuer|to|von|of|an|give|grant|add|give\ access\ to)\s+
            (?:(?:my|our|the|a|an|one|meine?[nrm]?|unsere?[nrm]?|unser|den|die|der|dem|das|eine?[nrm]?)\s+)?
            (?:(?:external|externe[nr]?|(?!new\s(?:starter|hire|joiner|employee))new|(?!neue[nr]?\smitarbeiter)neue[nr]?)\s+)?
            (?:(?<role>new\ starter|new\ hire|new\ joiner|new\ employee|starter|team\ ?member|teammate|colleagues?|co-?workers?|boss|manager|supervisor|team\ ?lead|intern|trainee|apprentice|working\ student|assistant|contractor|consultant|freelancer|external|employee|customer|kolleg\w*|chefin|chef|vorgesetzte\w*|teamleit\w*|praktikant\w*|lehrling\w*|azubis?|werkstudent\w*|assistent\w*|neue[nr]?\ mitarbeiter\w*|mitarbeiter\w*|externen?|berater\w*|kunden?|team)\b[\s,]*)?
            (?:(?<titled>(?:Mr|Mrs|Ms|Dr|Prof|Frau|Herrn?|Fr|Hr)\.?\s+(?-i:\p{Lu})[\p{L}'-]+)|(?<name>\p{L}[\p{L}'-]+(?:\ \p{L}[\p{L}'-]+)?))?
          |
            (?<![\p{L}])(?:(?:my|our|meine?|unsere?)\s+(?:new\s+|neue[r]?\s+)?(?<role>colleague|boss|manager|intern|trainee|assistant|contractor|team|kolleg\w*|chefin|chef|praktikant\w*|lehrling|assistent\w*|mitarbeiter\w*)\s+)?
            (?:(?<titled>(?:Mr|Mrs|Ms|Dr|Frau|Herr|Fr|Hr)\.?\s+(?-i:\p{Lu})[\p{L}'-]+)|(?<name>\p{L}[\p{L}'-]+(?:\ (?-i:\p{Lu})[\p{L}'-]+)?))?\s*
            (?<=\S\s*)(?<acts>(?:still\s+|also\s+)?(?:needs|requires|wants|would\ need|should\ get|will\ need|is\ leaving|leaves|is\ starting|starts|joins|has\ left|braucht|benötigt|bräuchte|soll|verlässt|fängt|beginnt|startet|scheidet|hat\ gekündigt))\b
          |
            (?:new\s+(?:starter|hire|joiner|colleague|employee)|neue[rn]?\s+(?:mitarbeiter\w*|kolleg\w*)|onboarding|offboarding)\b[^.?!\n]{0,40}?[,:\s]\s*(?<full>(?-i:\p{Lu}[\p{Ll}'-]+\ \p{Lu}[\p{Ll}'-]+))
        )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForWhom();
}
