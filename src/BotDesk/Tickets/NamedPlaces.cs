using System.Text.RegularExpressions;

namespace BotDesk.Tickets;

/// <summary>Where something is, as people say it, in English and German: "second floor", "gate 4", "im 2. Stock", "room Kestrel".</summary>
internal static partial class NamedPlaces
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["stock"] = "floor",
        ["stockwerk"] = "floor",
        ["etage"] = "floor",
        ["og"] = "floor",
        ["raum"] = "room",
        ["zimmer"] = "room",
        ["gebäude"] = "building",
        ["halle"] = "hall",
        ["tor"] = "gate",
        ["lager"] = "warehouse",
        ["empfang"] = "reception",
        ["lobby"] = "reception",
        ["labor"] = "lab",
    };

    /// <summary>What stands for a number, without the ending.</summary>
    private static readonly string[][] Numbers = [["ground", "erdgeschoss"], ["first", "erste"], ["second", "zweite"], ["third", "dritte"], ["fourth", "vierte"], ["fifth", "fünfte"], ["sixth", "sechste"]];

    /// <summary>Whether both texts say where, and not the same place. "Gate" and "gate 4" may be the same.</summary>
    public static bool Differ(string one, string other)
    {
        var (here, there) = (Of(one), Of(other));
        return here.Count > 0 && there.Count > 0 && !here.Exists(place => there.Exists(each => each.Kind == place.Kind && (each.Which is null || place.Which is null || each.Which == place.Which)));
    }

    private static List<(string Kind, string? Which)> Of(string text) => [.. Place().Matches(text).Select(match =>
        (Kinds.GetValueOrDefault(match.Groups["kind"].Value, match.Groups["kind"].Value.ToLowerInvariant()), match.Groups["which"] is { Success: true } which ? Which(which.Value.ToLowerInvariant()) : null))];

    private static string Which(string said)
    {
        var number = Array.FindIndex(Numbers, words => words.Any(word => said.StartsWith(word, StringComparison.Ordinal)));
        return number >= 0 ? $"{number}" : said;
    }

    [GeneratedRegex(
        """
        (?:\b(?<which>\d{1,4}|ground|(?:fir|seco|thi|four|fif|six)(?:st|nd|rd|th)|(?:erste|zweite|dritte|vierte|fünfte|sechste)[nrsm]?)(?:st|nd|rd|th|\.)?\s+)?
        \b(?<kind>floor|gate|room|building|hall|warehouse|reception|lobby|lab|stock|stockwerk|etage|og|raum|zimmer|gebäude|halle|tor|lager|empfang|labor)\b
        (?:\s+(?<which>\d{1,4}[a-z]?\b|(?-i:\p{Lu}\p{Ll}+|\p{Lu})\b))?
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
