using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Understanding;

/// <summary>
/// Takes two needs in one message apart: "my vpn drops and I need a new monitor". Careful: one story told in several clauses stays whole, so both sides must be
/// clear by themselves, be about different things, and neither may lean on the other ("and I need it fixed").
/// </summary>
/// <param name="named">What the desk has to give that these words name; null when nothing.</param>
public sealed partial class NeedSplitter(Understander understander, Func<string, string?> named)
{
    private const int LongestText = 1200;
    private const int ShortestPart = 8;
    private const int MostNeeds = 3;

    /// <summary>What has to be clear of each side.</summary>
    private const double Clear = 0.65;

    /// <returns>Each need in the words it was said in; a single one where the message is one.</returns>
    public IReadOnlyList<string> Split(string text)
    {
        if (text.Length > LongestText || text.TrimEnd().Length < 2 * ShortestPart)
        {
            return [text];
        }

        foreach (Match at in Boundary().Matches(text))
        {
            var (left, right) = (text[..at.Index].Trim(), text[(at.Index + at.Length)..].Trim());
            if (left.Length < ShortestPart || right.Length == 0 || Leans().IsMatch(right))
            {
                continue;
            }

            var joint = at.Groups["more"].Success || Adds().IsMatch(right) ? at.Groups["stop"].Success ? Joint.NewSentenceAdds : Joint.Adds
                : at.Groups["and"].Success ? Joint.And
                : Joint.Plain;
            right = Ordered(left, right, joint) ?? right;
            if (right.Length >= ShortestPart && AreTwo(left, right, joint))
            {
                var others = Split(right);
                return [left, .. others.Take(MostNeeds - 1)];
            }
        }

        return [text];
    }

    /// <summary>"I need Visio and a headset": what follows is said with the same verb.</summary>
    private string? Ordered(string left, string right, Joint joint) =>
        joint == Joint.And && Thing().IsMatch(right) && Verb().Match(left) is { Success: true } verb && named(left) is { } one && named(right) is { } other && one != other
            ? $"{verb.Value.Trim()} {right}"
            : null;

    private bool AreTwo(string left, string right, Joint joint)
    {
        var (one, other) = (understander.Understand(left), understander.Understand(right));
        if (!IsNeed(one) || !IsNeed(other))
        {
            return false;
        }

        if ((Wants(one) && !Wish().IsMatch(left)) || (Wants(other) && !Wish().IsMatch(right)))
        {
            return false;
        }

        var (first, second) = (Thing(one, left), Thing(other, right));
        if (second is null || (first is not null && (first == second || SameService(one, other) && joint is not (Joint.Adds or Joint.NewSentenceAdds))))
        {
            return false;
        }

        return (Wants(one), Wants(other)) switch
        {
            (false, true) => joint is Joint.Adds or Joint.NewSentenceAdds || (named(right) is not null && !Access().IsMatch(right) && first is not null),
            (true, false) => joint is Joint.Adds or Joint.NewSentenceAdds || (joint == Joint.And && first is not null),
            (true, true) => joint is Joint.Adds or Joint.NewSentenceAdds || (named(left) is { } ordered && named(right) is { } another && ordered != another),
            (false, false) => joint == Joint.NewSentenceAdds || (joint == Joint.Adds && Another().IsMatch(right)),
        };
    }

    private string? Thing(Understood understood, string text) => named(text) ?? understood.Entities.Service ?? understood.Entities.Item;

    private static bool SameService(Understood one, Understood other) => one.Entities.Service is { } service && service == other.Entities.Service;

    private static bool IsNeed(Understood understood) =>
        understood.Confidence >= Clear && understood.Intent is Intent.ReportProblem or Intent.AskQuestion or Intent.RequestItem or Intent.RequestChange;

    private static bool Wants(Understood understood) => understood.Intent is Intent.RequestItem or Intent.RequestChange;

    /// <summary>How two clauses hang together.</summary>
    private enum Joint
    {
        Plain,
        And,

        /// <summary>"…, also …".</summary>
        Adds,

        /// <summary>"…. Also …".</summary>
        NewSentenceAdds,
    }

    [GeneratedRegex(
        """
        (?:(?<stop>[.!?;]\s+|\s*\n\s*)|,\s*|\s+(?=(?:and|und|plus|außerdem|ausserdem|zusätzlich)\b))
        (?:(?<and>(?:oh\ |ach\ )?(?:and|und))\s+|oh\s+|ach\s+|dann\s+)?
        (?<more>(?:also|additionally|besides|plus|furthermore|moreover|another\ thing|one\ more\ thing|second(?:ly)?|by\ the\ way|btw|on\ another\ note|separately|on\ top\ of\ that|unrelated(?:ly)?
            |außerdem|ausserdem|zusätzlich|des\ weiteren|weiterhin|ferner|darüber\ hinaus|noch\ etwas|noch\ was|noch\ eine\ sache|übrigens|zweitens|nebenbei)\b[\s,:–-]*)?
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Boundary();

    // "I also need …", "dann brauche ich noch …".
    [GeneratedRegex(@"^(?:(?:i|we|can i|could i|ich|wir)\s+(?:\p{L}+\s+)?(?:also|additionally|auch|außerdem|ausserdem|noch|zusätzlich)\b|(?:dann\s+)?(?:brauche|bräuchte|benötige|möchte|hätte)\s+(?:ich|wir)\s+(?:auch|außerdem|ausserdem|noch|zusätzlich)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Adds();

    // What leans on what was said before is the same story: a cause, a consequence, a pronoun, a wish for help with it.
    [GeneratedRegex(
        """
        ^(?:so|therefore|thus|hence|because|since|when|whenever|if|until|while|after|before|but|then|which|who|or|to|deshalb|daher|deswegen|weil|wenn|sobald|seit|seitdem|nachdem|bevor|aber|dann|sodass|damit|um|oder|die|der|das|obwohl)\b
        | \b(?:it|its|itself|this|these|those|them|they|same|replacement|help|assistance|support|someone|somebody|anyone|fixed|fix|repaired|repair|for\ that|because\ of\ that|that\s+(?:is|too|happens|works|again|fixed|back|one)|one\s*[.!]*$|one\s+(?:please|soon|asap|now|today|urgently|quickly|instead|that)|new\ one|another\ one|working\ one|old\ one|again|asap|urgently
            |es|ihn|ihm|ihr|dies\w*|dafür|deshalb|deswegen|daher|dabei|dazu|dagegen|ersatz\w*|hilfe|unterstützung|jemand\w*|repariert|behoben|neues|neuen\s*[.!]*$|wieder|dringend|schnell)\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Leans();

    // "I got a new phone and the authenticator is gone" tells what happened, and asks for nothing.
    [GeneratedRegex(@"\b(?:need|needs|want|wants|would like|'d like|d like|order|request|require|please|pls|(?:can|could|may) (?:i|we|you|someone)|brauch\w*|bräucht\w*|benötig\w*|möcht\w*|hätte\w*|bestell\w*|bitte|beantrag\w*|kann ich|könnte ich|können sie|könnt ihr)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wish();

    [GeneratedRegex(@"\b(?:access|permissions?|rights?|password|account|log ?in|zugriff|zugang|rechte|berechtigung\w*|passwort|konto|anmeldung)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Access();

    [GeneratedRegex(@"\b(?:another|different|other|separate|second|unrelated|anderes?|weiteres?|zweites?|noch ein\w*)\s+(?:issue|problem|thing|thema|sache)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Another();

    [GeneratedRegex(@"^(?:a|an|another|one|two|three|\d|some|new|ein|eine|einen|noch ein\w*|zwei|drei|neue[nrs]?)\s+\p{L}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Thing();

    [GeneratedRegex(@"\b(?:i|we|ich|wir)\s*(?:would|'d|will|really|urgently|dringend)?\s*(?:need|want|like|require|order|request|brauche[n]?|bräuchte[n]?|benötige[n]?|möchte[n]?|hätte[n]?)\b(?:\s+(?:to order|to request|gerne?))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Verb();
}
