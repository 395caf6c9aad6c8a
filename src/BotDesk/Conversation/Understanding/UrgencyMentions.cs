using System.Globalization;
using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Understanding;

/// <summary>Reads how soon and for how many, from what people say of it: "no rush", "I can't work at all", "the whole floor".</summary>
internal static partial class UrgencyMentions
{
    public const string High = "high";
    public const string Medium = "medium";
    public const string Low = "low";

    /// <summary>So many people who are affected are more than a team.</summary>
    private const int Many = 20;

    private static readonly string[] NotSoon = Wording.Phrases(
        "no rush|no hurry|not urgent|isnt urgent|not that urgent|not so urgent|not very urgent|not super urgent|not time critical|when you have time|whenever you have time|when you get a chance|when you find time|whenever you can|whenever possible|take your time|low priority|low prio|no stress|can wait|not important|nothing urgent|some time next|"
        + "eilt nicht|nicht dringend|nicht so dringend|nicht eilig|keine eile|kein stress|kein stress damit|wenn ihr zeit habt|wenn sie zeit haben|wenn du zeit hast|hat zeit|bei gelegenheit|irgendwann|niedrige priorität|nicht wichtig|gelegentlich");

    private static readonly string[] AtOnce = Wording.Phrases(
        "urgent|urgently|very urgent|asap|a s a p|as soon as possible|immediately|right now|right away|at once|straight away|emergency|critical|top priority|high priority|highest priority|high prio|prio 1|p1|sev1|blocker|cant work|cannot work|can not work|cant work at all|unable to work|not able to work|stops me from working|blocks me|im blocked|i am blocked|nothing works|deadline|are waiting|is waiting|standing still|stands still|production is down|production down|losing money|loosing money|stopped production|within the hour|in an hour|right this minute|now please|burning|"
        + "dringend|dringendst|sehr dringend|eilt|eilig|sofort|umgehend|schnellstmöglich|so schnell wie möglich|so rasch wie möglich|notfall|kritisch|höchste priorität|hohe priorität|prio 1|kann nicht arbeiten|kann nicht mehr arbeiten|nicht arbeitsfähig|kann gar nichts|können nicht arbeiten|nichts geht mehr|nichts geht|steht alles|alles steht|stillstand|warten schon|patienten warten|kunden warten|kunde wartet|blockiert mich|in einer stunde|gleich kommen");

    private static readonly string[] Soon = Wording.Phrases("soon|soonish|in the next days|this week|normal priority|medium priority|bald|zeitnah|demnächst|diese woche|in den nächsten tagen|normale priorität|mittlere priorität");

    private static readonly string[] Everyone = Wording.Phrases(
        "whole floor|whole department|whole company|whole office|whole team|whole building|whole site|whole warehouse|whole branch|whole ward|whole plant|entire floor|entire department|entire company|entire office|entire team|entire building|entire site|complete floor|complete department|complete office|complete team|all users|all of us|all employees|all staff|all colleagues|all my colleagues|all departments|all our customers|nobody can|no one can|noone can|none of us|everybody is|everyone is|everybody has|everyone has|everybody in|everyone in|for everyone|for everybody|affects everyone|affects all|company wide|companywide|the entire|the whole|all devices|all phones|all printers|all registers|every user|"
        + "ganze abteilung|ganze firma|ganze etage|ganze stock|ganze team|ganze büro|ganze gebäude|ganze standort|ganze filiale|ganze lager|ganze station|ganzen abteilung|ganzen firma|ganzen stock|ganzen büro|ganzen lager|ganzen haus|ganzes team|gesamte abteilung|gesamte firma|gesamten firma|gesamte team|gesamte standort|komplette abteilung|komplette firma|komplette team|kompletter standort|bei allen|alle benutzer|alle mitarbeiter|alle kollegen|alle user|alle geräte|für alle|niemand kann|keiner kann|niemand kommt|keiner kommt|alle betroffen|wir alle|firmenweit|im ganzen");

    private static readonly string[] Several = Wording.Phrases(
        "my team|our team|our department|several people|several users|several colleagues|some colleagues|a few colleagues|some people|my colleagues|also my colleague|my colleague too|many people|many users|two of us|three of us|we cant|we cannot|we can not|both of us|other people|others too|others as well|"
        + "unser team|unsere abteilung|mehrere kollegen|mehrere benutzer|mehrere leute|mehrere personen|einige kollegen|ein paar kollegen|meine kollegen|auch meine kollegin|auch mein kollege|auch bei meiner kollegin|auch bei meinem kollegen|viele leute|zwei von uns|wir können nicht|wir kommen nicht|andere auch");

    private static readonly string[] OnlyMe = Wording.Phrases("only me|just me|only for me|only on my|just on my|only my|only i|others are fine|colleagues are fine|works for others|nur ich|nur bei mir|nur auf meinem|nur mein|nur meine|bei anderen geht es|bei den anderen geht|bei kollegen geht");

    public static string? Urgency(Wording words) =>
        words.HasAny(NotSoon) ? Low
        : words.HasAny(AtOnce) ? High
        : words.HasAny(Soon) ? Medium
        : null;

    public static string? Impact(string text, Wording words) =>
        words.HasAny(OnlyMe) ? Low
        : words.HasAny(Everyone) ? High
        : People().Match(text) is { Success: true } people ? (int.Parse(people.Groups["count"].Value, CultureInfo.InvariantCulture) is >= Many ? High : Medium)
        : words.HasAny(Several) ? Medium
        : null;

    [GeneratedRegex(@"(?<![\d.,-])(?<count>[2-9]|[1-9]\d{1,4})\s+(?:of (?:us|them)|(?:(?:other|more|weitere|andere)\s+)?(?:people|users|colleagues|employees|persons|staff|customers|leute|personen|kollegen|kolleginnen|mitarbeiter|benutzer|kunden)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex People();
}
