using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Forms;

/// <summary>"no, Outlook not Teams", "nicht Teams, sondern Outlook", "I meant Outlook": one thing in the place of another.</summary>
/// <param name="Old">Null where only the new one was said.</param>
internal sealed partial record Swap(string New, string? Old)
{
    private const int LongestText = 160;
    private const int MostWords = 6;

    public static Swap? Find(string text)
    {
        if (text.Length > LongestText || text.TrimEnd().EndsWith('?'))
        {
            return null;
        }

        var plain = text.Trim().TrimEnd('.', '!');
        foreach (var pattern in (Regex[])[NotOldButNew(), ReplaceOldByNew(), NewInsteadOfOld(), NewNotOld(), Meant()])
        {
            if (pattern.Match(plain) is not { Success: true } match)
            {
                continue;
            }

            var (added, gone) = (Bare(match.Groups["new"].Value), match.Groups["old"].Success ? Bare(match.Groups["old"].Value) : null);
            if (IsNamed(added) && (gone is null || IsNamed(gone)))
            {
                return new(added, gone);
            }
        }

        return null;
    }

    private static bool IsNamed(string words) => words.Split(' ').Length is >= 1 and <= MostWords && words.Any(char.IsLetterOrDigit);

    private static string Bare(string words) => Lead().Replace(words.Trim(), "").Trim(' ', ',', '"', '„', '“', '”', '\'');

    [GeneratedRegex(@"^\W*(?:(?:no|nope|nein|nee|sorry|actually|wait|moment|it'?s|it is|das ist|es ist|es war|it was|i said|i meant?|ich meinte?|ich sagte)\W+)*(?:not|nicht)\s+(?<old>.+?)\s*,?\s+(?:but(?:\s+rather)?|sondern|rather|it'?s|it is|it was)\s+(?<new>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotOldButNew();

    [GeneratedRegex(@"^\W*(?:please\s+|bitte\s+)?(?:replace|change|swap|ersetzen?(?:\s+sie)?|ändern?(?:\s+sie)?|tauschen?(?:\s+sie)?)\s+(?<old>.+?)\s+(?:with|by|to|for|durch|zu|gegen|in)\s+(?<new>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReplaceOldByNew();

    // "I need a laptop instead of a desktop" tells of a need; what begins with a person is no correction.
    [GeneratedRegex(@"^(?!\W*(?:i|we|ich|wir|can|could|kann|können)\b(?!\s+(?:mean|meant|meine|meinte|said|sagte)\b))(?<new>.+?)\s*,?\s+(?:instead of|rather than|in place of|anstatt|statt|anstelle von)\s+(?<old>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NewInsteadOfOld();

    [GeneratedRegex(@"^\W*(?:(?:(?:no|nope|nein|nee|sorry|oh|actually|wait|moment|i meant?|ich meinte?|it'?s|it is|das ist|es ist)\W+)+(?<new>[^,]+?)\s*,?|(?<new>[^,]{1,40}),)\s+(?:and not|und nicht|not|nicht)\s+(?<old>[^,]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NewNotOld();

    [GeneratedRegex(@"^\W*(?:(?:no|nope|nein|nee|sorry|oh|wait|moment|actually|eigentlich)\W+)*(?:i\s+meant?|ich\s+meinte?|(?:eigentlich\s+)?meinte?\s+ich)\s+(?<new>.+)$|^\W*(?:no|nope|nein|nee|sorry|falsch|wrong)\s*[,.:;–-]+\s*(?<new>\S+(?:\s+\S+){0,2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Meant();

    [GeneratedRegex(@"^(?:(?:no|nope|nein|nee|sorry|oh|actually|wait|moment|please|bitte|it'?s|it is|das ist|es ist|i meant?|ich meinte?|i said|ich sagte|it should be|make it|use|with|mit|the|a|an|der|die|das|den|dem|ein|eine|einen)\b[\s,]*)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();
}
