using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Understanding;

/// <summary>
/// Finds the thing that a message is about: by its tag, serial number or computer name ("PRN-0142", "serial 5CG1234ABC"), otherwise by what it is
/// ("my laptop" and "mein Notebook" are a laptop), the person's own before others.
/// </summary>
internal static partial class AssetMentions
{
    /// <summary>What people call them, first the word that stands for all.</summary>
    private static readonly (string Kind, string Words)[] Kinds =
    [
        ("laptop", @"laptops?|notebooks?|macbooks?|\p{L}+laptop|\p{L}*thinkpad|surface"),
        ("docking station", @"docks?|docking ?stations?|dockingstation"),
        ("computer", @"computers?|pcs?|desktops?|workstations?|rechner|arbeitsplatzrechner|imac"),
        ("monitor", @"monitore?n?s?|screens?|displays?|bildschirme?n?|\p{L}+monitor"),
        ("printer", @"printers?|drucker[sn]?|plotters?|\p{L}+drucker"),
        ("scanner", @"(?:hand)?scanner[sn]?"),
        ("phone", @"phones?|iphones?|smartphones?|mobile phone|telefone?s?|handys?|diensthandy|\p{L}+telefon"),
        ("tablet", @"tablets?|ipads?"),
        ("headset", @"headsets?|headphones?|kopfhörer"),
        ("keyboard", @"keyboards?|tastatur(?:en)?"),
        ("mouse", @"mouse|maus"),
        ("webcam", @"webcams?|cameras?|kamera"),
        ("projector", @"projectors?|beamers?"),
        ("router", @"routers?"),
    ];

    private static readonly Regex Own = Named(@"(?:my|our|mein(?:e[mnrs]?)?|unser(?:e[mnrs]?)?)\s+(?:\p{L}+\s+){0,2}?");
    private static readonly Regex Any = Named("");

    /// <param name="isWanted">Whether something is asked for: then "a laptop" is no asset, but what is asked for.</param>
    public static string? Find(string text, bool isWanted)
    {
        if (Tag().Matches(text).Select(match => match.Groups["tag"].Value).FirstOrDefault(tag => tag.Any(char.IsAsciiDigit)) is { } tag)
        {
            return tag.ToUpperInvariant();
        }

        return isWanted ? null : Kind(Own.Match(text)) ?? Kind(Any.Match(text));
    }

    private static string? Kind(Match match)
    {
        for (var place = 0; match.Success && place < Kinds.Length; place++)
        {
            if (match.Groups[$"k{place}"].Success)
            {
                return Kinds[place].Kind;
            }
        }

        return null;
    }

    private static Regex Named(string before) => new(
        $@"(?<![\p{{L}}-]){before}(?:{string.Join('|', Kinds.Select((kind, place) => $"(?<k{place}>{kind.Words})"))})(?![\p{{L}}-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Compiled);

    // After a word that announces one, or of the form PRN-0142; not what standards, tickets and articles are called.
    [GeneratedRegex(
        """
        \b(?i:asset(?:\ tag)?|service\ tag|inventory|inventar(?:nummer)?|gerätenummer|serial(?:\ (?:number|no))?|seriennummer|s/n|host\ ?name|rechnername|computername)\b[\s:#.]*(?i:(?:is|ist|no|nr|number|lautet)\b[\s:#.]*)?(?<tag>(?i:[A-Z0-9][A-Z0-9-]{3,29}))\b
          |(?<![\w-])(?!(?:INC|REQ|CHG|PRB|KB|ISO|UTF|SHA|AES|RSA|RFC|COVID|ORA|HTTP|TLS|EN|DIN|IEEE|USB|HDMI|WPA|GB|TB|MS|CVE|CU|SP)-)(?<tag>[A-Z]{2,8}(?:-[A-Z0-9]{1,8}){0,3}-?(?<=-)\d{2,8})(?![\w-])
          |(?<![\w-])(?<tag>(?:LT|NB|PC|WS|DT|PRN|PRT|MON|SRV|LAP|LAPTOP|DESKTOP|TAB|MAC)\d{3,8})(?![\w-])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
