using System.Text.RegularExpressions;
using BotDesk.Conversation.Understanding;
using BotDesk.Protocol;

namespace BotDesk.Watching;

/// <summary>Tells a question that somebody puts to a channel from what else people say there. When in doubt it is none.</summary>
internal static partial class PublicQuestion
{
    /// <summary>Longer is an announcement or a story.</summary>
    private const int LongestText = 600;
    private const int MostLines = 8;
    private const int FewestWords = 3;

    /// <summary>The chance from which it is a question or a problem, by both readings together.</summary>
    private const double SureFrom = Understood.Floor;

    public static bool IsOne(Activity activity, Understander understander)
    {
        var text = activity.TextWithoutMentions().Trim();
        return activity.Value is null && text.Length is > 0 and <= LongestText && text.AsSpan().Count('\n') < MostLines
            && !activity.Mentions().Any() && !CallsEverybody().IsMatch(text) && !Announces().IsMatch(text)
            && Words().Count(text) >= FewestWords && Asks(understander.Understand(text)) >= SureFrom;
    }

    private static double Asks(Understood understood) =>
        (Is(understood.Intent) ? understood.Confidence : 0) + (Is(understood.SecondIntent) ? understood.SecondConfidence : 0);

    private static bool Is(Intent intent) => intent is Intent.ReportProblem or Intent.AskQuestion;

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}'’-]*")]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<!\w)@(here|channel|everyone|all|alle)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CallsEverybody();

    [GeneratedRegex(@"^\W*(fyi|psa|heads[\s-]?up|reminder|announcement|attention|please\s+(note|be\s+aware|remember)|note\s+that|good\s+news|update:|info:|zur\s+info(rmation)?|hinweis|achtung|erinnerung|ankündigung|wichtig:|bitte\s+beachte[nt]?|nicht\s+vergessen)\b|\bjust\s+so\s+you\s+know\b|\bnur\s+zur\s+info(rmation)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Announces();
}
