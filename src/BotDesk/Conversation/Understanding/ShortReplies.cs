using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace BotDesk.Conversation.Understanding;

/// <summary>
/// Recognises replies such as "yes", "that didn't help", "send it" or "4 stars", in English and German. Strict: every word must belong to the reply,
/// so "yes that fixed it but now outlook is broken" is not one.
/// </summary>
public static class ShortReplies
{
    private const int Longest = 9;

    // Words that may stand around a reply without changing it.
    private static readonly FrozenSet<string> Fillers = Folded(
        "please", "pls", "thanks", "thank", "you", "thx", "cheers", "bitte", "danke", "dir", "ihnen", "euch", "hi", "hey", "hello", "hallo", "oh", "ah", "well", "so",
        "um", "hm", "hmm", "ok", "okay", "then", "dann", "mal", "nun", "na", "also", "just", "doch", "einfach", "sorry", "great", "super", "perfect", "perfekt", "toll", "prima",
        "very", "much", "sehr", "vielen", "lot", "a", "many", "now", "jetzt");

    // Words that may stand inside one.
    private static readonly FrozenSet<string> Adverbs = Folded("leider", "unfortunately", "sadly", "really", "wirklich", "actually", "eigentlich", "nun", "mal", "bitte", "auch", "indeed", "tatsächlich", "finally", "endlich");

    private static readonly FrozenDictionary<string, ShortReply> Replies = All().ToFrozenDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>What a short reply means; <see cref="ShortReply.None"/> when the text is anything else.</summary>
    public static ShortReply Recognise(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 120)
        {
            return ShortReply.None;
        }

        if (TryRating(text, out _))
        {
            return ShortReply.Rating;
        }

        var tokens = Tokens.Of(MessageText.Clean(text));
        var words = tokens.Where(token => !token.IsSign && token.Word != Token.Emoji).Select(token => token.Word).ToList();
        if (words.Count is 0 or > Longest)
        {
            return Signs(text);
        }

        return Find(words);
    }

    /// <summary>Reads a rating from 1 to 5: "5", "4 stars", "3/5", "⭐⭐⭐⭐".</summary>
    public static bool TryRating([NotNullWhen(true)] string? text, out int stars)
    {
        stars = 0;
        var clean = MessageText.Clean(text).TrimEnd('.', '!');
        var drawn = clean.Count(character => character is '\u2605' or '\u2B50');
        if (drawn is >= 1 and <= 5 && clean.All(character => character is '\u2605' or '\u2606' or '\u2B50' or ' ' or '\uFE0F'))
        {
            stars = drawn;
            return true;
        }

        if (clean.Length is 0 or > 20 || clean[0] is < '1' or > '5')
        {
            return false;
        }

        var unit = clean[1..].Trim().ToLowerInvariant();
        if (unit is "" or "/5" or "/ 5" or "of 5" or "out of 5" or "von 5" or "star" or "stars" or "stern" or "sterne" or "sternen" or "points" or "punkte" or "\u2605" or "\u2B50")
        {
            stars = clean[0] - '0';
            return true;
        }

        return false;
    }

    private static ShortReply Find(List<string> words)
    {
        var reply = Among(words);
        if (reply != ShortReply.None || words.Count < 2 || !Replies.TryGetValue(words[0], out var lead) || lead is not (ShortReply.Yes or ShortReply.No))
        {
            return reply;
        }

        // "yes, that fixed it"; "no, create a ticket": what follows says it better, unless both contradict.
        var rest = Find(words[1..]);
        return (lead, rest) switch
        {
            (ShortReply.Yes, ShortReply.Yes or ShortReply.Helped or ShortReply.FileTicket or ShortReply.Submit or ShortReply.TalkToPerson) => rest,
            (ShortReply.No, ShortReply.No or ShortReply.DidNotHelp or ShortReply.FileTicket or ShortReply.TalkToPerson or ShortReply.Cancel) => rest,
            _ => ShortReply.None,
        };
    }

    /// <summary>"ok thanks that fixed it": the longest reply that has nothing but fillers around it.</summary>
    private static ShortReply Among(List<string> all)
    {
        var words = all.TrueForAll(Adverbs.Contains) ? all : all.Where(word => !Adverbs.Contains(word)).ToList();
        for (var length = words.Count; length >= 1; length--)
        {
            for (var start = 0; start + length <= words.Count; start++)
            {
                if (Replies.TryGetValue(string.Join(' ', words.GetRange(start, length)), out var reply)
                    && words.Take(start).All(Fillers.Contains) && words.Skip(start + length).All(Fillers.Contains))
                {
                    return reply;
                }
            }
        }

        return ShortReply.None;
    }

    private static ShortReply Signs(string text) => text.Trim() switch
    {
        "\U0001F44D" or "\u2705" or "\U0001F44C" or "+1" => ShortReply.Yes,
        "\U0001F44E" or "\u274C" or "-1" => ShortReply.No,
        _ => ShortReply.None,
    };

    private static Dictionary<string, ShortReply> All()
    {
        var all = new Dictionary<string, ShortReply>(StringComparer.Ordinal);
        Add(
            ShortReply.Yes,
            "yes|y|yep|yeah|yup|yess|sure|of course|correct|right|thats right|exactly|absolutely|definitely|confirm|confirmed|i confirm|ok|okay|k|do it|do that|go ahead|please do|sounds good|fine|alright|agreed|yes do it|why not|"
            + "ja|jo|jep|jawohl|jap|klar|na klar|sicher|natürlich|genau|richtig|stimmt|korrekt|passt|in ordnung|mach das|mach es|machen sie das|gerne|gern|einverstanden|bestätigt|ja bitte|ja gerne|ja genau|jup|si|oui");
        Add(
            ShortReply.No,
            "no|n|nope|nah|nay|not really|no thanks|no thank you|dont|do not|wrong|incorrect|thats wrong|not correct|not quite|never|rather not|better not|"
            + "nein|nö|nee|ne|nicht|falsch|stimmt nicht|nein danke|lieber nicht|auf keinen fall|nicht richtig|passt nicht|eher nicht|noe");
        Add(
            ShortReply.Helped,
            "that fixed it|fixed|it fixed it|thats fixed it|this fixed it|that helped|it helped|this helped|helped|that worked|it worked|worked|works|it works|works now|it works now|its working|its working now|it is working now|working now|working|working again|works again|it works again|solved|its solved|problem solved|issue solved|resolved|issue resolved|problem resolved|thats it|that did it|that did the trick|did the trick|all good|all good now|its fixed|it is fixed|fixed now|its fixed now|solved it|that solved it|that solved my problem|that was it|yes that helped|"
            + "das hat geholfen|hat geholfen|geholfen|hat funktioniert|das hat funktioniert|funktioniert|es funktioniert|funktioniert jetzt|es funktioniert jetzt|funktioniert wieder|es funktioniert wieder|geht|geht wieder|geht jetzt|es geht|es geht wieder|es geht jetzt|läuft|läuft wieder|es läuft wieder|gelöst|ist gelöst|problem gelöst|behoben|ist behoben|erledigt|hat sich erledigt|das wars|das war es|das war die lösung|alles gut|alles ok|passt jetzt|klappt|klappt jetzt|hat geklappt|das hat geklappt|es klappt");
        Add(
            ShortReply.DidNotHelp,
            "that didnt help|didnt help|it didnt help|this didnt help|that did not help|did not help|it did not help|not helpful|that doesnt help|doesnt help|does not help|doesnt work|it doesnt work|that doesnt work|does not work|it does not work|didnt work|it didnt work|that didnt work|not working|its not working|still not working|its still not working|it is still not working|still doesnt work|it still doesnt work|still broken|its still broken|it is still broken|still the same|still same|same problem|same issue|still the same problem|not fixed|its not fixed|still not fixed|not solved|not resolved|no change|no luck|nothing changed|still happening|still happens|it still happens|tried that|already tried that|i already tried that|i tried that already|did that already|thats not it|not what i need|none of these|none of these help|none of them|wrong article|not my problem|"
            + "hat nicht geholfen|das hat nicht geholfen|hilft nicht|das hilft nicht|hilft mir nicht|das hilft mir nicht|hilft mir nicht weiter|das hilft mir nicht weiter|bringt nichts|das bringt nichts|hat nichts gebracht|das hat nichts gebracht|nicht hilfreich|geht nicht|geht immer noch nicht|es geht immer noch nicht|geht noch immer nicht|geht trotzdem nicht|es geht nicht|funktioniert nicht|es funktioniert nicht|funktioniert immer noch nicht|es funktioniert immer noch nicht|immer noch kaputt|ist immer noch kaputt|immer noch das gleiche|immer noch dasselbe|immer noch gleich|gleiches problem|selbes problem|nicht gelöst|nicht behoben|unverändert|keine änderung|klappt nicht|das klappt nicht|hat nicht funktioniert|das hat nicht funktioniert|hat nicht geklappt|schon probiert|hab ich schon probiert|habe ich schon versucht|schon versucht|das ist es nicht|nichts davon");
        Add(
            ShortReply.FileTicket,
            "create a ticket|create ticket|open a ticket|open ticket|make a ticket|file a ticket|file it|log a ticket|log it|raise a ticket|raise ticket|new ticket|ticket|i want a ticket|i need a ticket|submit a ticket|report it|create an incident|log an incident|i want to create a ticket|just create a ticket|just open a ticket|"
            + "ticket erstellen|ticket aufmachen|ticket eröffnen|ticket anlegen|erstelle ein ticket|erstell ein ticket|mach ein ticket|mach ein ticket auf|mach ein ticket draus|eröffne ein ticket|leg ein ticket an|neues ticket|ich brauche ein ticket|ich möchte ein ticket|störung melden|melden|ein ticket|erstellen sie ein ticket|bitte ein ticket|ein ticket erstellen|ein ticket aufmachen|ein ticket anlegen|ein ticket eröffnen");
        Add(
            ShortReply.TalkToPerson,
            "talk to a human|talk to a person|talk to human|talk to person|talk to someone|talk to somebody|talk to an agent|talk to agent|speak to a human|speak to a person|speak to someone|speak to an agent|speak with a human|a human|human|a person|person|real person|a real person|agent|live agent|an agent|operator|get me a human|i want a human|i want to talk to a human|i want to talk to a person|i want to talk to someone|connect me to an agent|"
            + "mensch|ein mensch|mit einem menschen sprechen|mit einem menschen reden|mit jemandem sprechen|mit jemandem reden|mit jemand reden|mitarbeiter|ein mitarbeiter|mit einem mitarbeiter sprechen|ich will mit einem menschen sprechen|ich möchte mit einem menschen sprechen|ich möchte mit jemandem sprechen|echte person|richtiger mensch|agent bitte|berater");
        Add(
            ShortReply.Submit,
            "send it|send|submit|submit it|submit that|file that|looks good|looks right|all correct|thats all|done|im done|finish|finished|go|"
            + "absenden|abschicken|senden|schick es ab|schick ab|schicks ab|schicken|einreichen|sieht gut aus|fertig|das ist alles|das war alles|alles richtig|so passt es|los");
        Add(
            ShortReply.Cancel,
            "cancel|cancel it|cancel this|cancel that|stop|abort|quit|exit|never mind|nevermind|nvm|forget it|forget about it|drop it|leave it|"
            + "abbrechen|abbruch|brich ab|brich das ab|stopp|vergiss es|vergessen sie es|egal|lass es|lass gut sein|schon gut|doch nicht");
        Add(ShortReply.Back, "back|go back|previous|one step back|step back|undo|zurück|einen schritt zurück|geh zurück|rückgängig|vorherige frage");
        Add(ShortReply.Skip, "skip|skip it|skip this|next|pass|none|nothing|dont know|i dont know|no idea|not sure|überspringen|weiter|nächste|keine|keines|nichts|weiß nicht|weiß ich nicht|keine ahnung|leer lassen");
        return all;

        void Add(ShortReply reply, string texts)
        {
            foreach (var text in texts.Split('|'))
            {
                all.TryAdd(string.Join(' ', text.Split(' ').Select(word => Tokens.Fold(word))), reply);
            }
        }
    }

    private static FrozenSet<string> Folded(params string[] words) => words.Select(word => Tokens.Fold(word)).ToFrozenSet(StringComparer.Ordinal);
}
