using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Data;

namespace BotDesk.Watching.Chat;

/// <summary>What is wanted of watching a channel.</summary>
internal enum WatchWish
{
    Status,
    Thread,
    Direct,
    Stop,
    LearnAnew,
}

/// <summary>"Watch this channel", "answer by direct message here", "stop watching", "learn anew", "is this channel watched?"</summary>
internal sealed partial class WatchCommand(WatchDesk desk, WatchBook book, IEnumerable<IChannel> channels) : ICommand
{
    private const int LongestRequest = 140;
    private const int Days = 30;

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.Text.Length > LongestRequest || Read(turn.Text) is not { } wish)
        {
            return false;
        }

        if (channels.First(channel => channel.Serves(turn.Chat.ChannelId)).PublicPlaceOf(turn.Activity) is not { } place)
        {
            turn.Say(Phrase.Of("watching.sayItThere"));
            return true;
        }

        var key = ConversationKey.Of(turn.Chat.ChannelId, place.Channel);
        var found = await desk.FindAsync(key);
        turn.Say(wish switch
        {
            WatchWish.Status => found?.Mode switch { WatchMode.Thread => Phrase.Of("watching.isThread"), WatchMode.Direct => Phrase.Of("watching.isDirect"), _ => Phrase.Of("watching.isOff") },
            _ when !WatchDesk.May(turn.Person) => Phrase.Of("watching.onlyManagers"),
            WatchWish.Stop or WatchWish.LearnAnew when found is null => Phrase.Of("watching.isOff"),
            WatchWish.LearnAnew => (await desk.LearnAnewAsync(turn.Person, found!.Id)).Refusal?.Message ?? Phrase.Of("watching.learnsAnew"),
            _ => await SetAsync(turn, key, wish, place.Name),
        });

        // Everybody may know whether somebody reads along; how often it helped is for those who see the console.
        if (wish == WatchWish.Status && found is not null && turn.Person.MaySeeConsole)
        {
            var numbers = (await book.NumbersAsync(found, Days)).All;
            turn.Say(Phrase.Of("watching.numbers", new { days = $"{Days}", seen = $"{numbers.Seen}", answered = $"{numbers.Answered}", helped = $"{numbers.Helped}" }));
        }

        return true;
    }

    private async Task<Phrase> SetAsync(Turn turn, string key, WatchWish wish, string? name)
    {
        var mode = wish switch { WatchWish.Stop => WatchMode.Off, WatchWish.Direct => WatchMode.Direct, _ => WatchMode.Thread };
        return (await desk.SetAsync(turn.Person, key, mode, name, turn.Chat.TenantId)).Refusal?.Message ?? mode switch
        {
            WatchMode.Off => Phrase.Of("watching.stopped"),
            WatchMode.Direct => Phrase.Of("watching.begunDirect"),
            _ => Phrase.Of("watching.begunThread"),
        };
    }

    /// <returns>Null where it is about something else.</returns>
    internal static WatchWish? Read(string text) =>
        LearnAnew().IsMatch(text) ? WatchWish.LearnAnew
        : Stop().IsMatch(text) ? WatchWish.Stop
        : Status().IsMatch(text) ? WatchWish.Status
        : Begin().Match(text) is { Success: true } begin ? How(begin.Groups["how"].Value)
        : null;

    /// <returns>Null where it says how and neither way is meant.</returns>
    private static WatchWish? How(string how) => how.Length == 0 || InThread().IsMatch(how) ? WatchWish.Thread : Directly().IsMatch(how) ? WatchWish.Direct : null;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        """
        ^\W*((please|bitte|can\s+you|could\s+you|kannst\s+du|könnten\s+sie|können\s+sie)\W+)*
        (
            ((start\s+)?(watch(ing)?|monitor(ing)?|follow(ing)?)|keep\s+an\s+eye\s+on|listen\s+(in\s+)?(on|to)|answer\s+(the\s+)?questions\s+(asked\s+)?in|
             (beobachte|überwache|begleite)n?(\s+sie)?|lies|lesen\s+sie)
            (\s+(bitte|in))?\s+(this|the|our|diesen|dem|diesem|den)\s+(channel|kanal)(\s+(please|bitte|mit))*
            ((\s*,|\s+(and|und))?\s+(answer|reply|respond|help|antworte|antworten\s+sie|hilf|helfen\s+sie)(\s+(here|hier|people|questions))*\s+(?<how>\S.*?))?
          | (diesen|den)\s+kanal\s+(bitte\s+)?(beobachten|überwachen)
          | ((answer|reply|respond)(\s+(here|people|questions|to\s+questions))*|(antworte|antworten\s+sie|hilf|helfen\s+sie)(\s+(hier|auf\s+fragen))*)\s+(?<how>(by|via|with|in|through|per|mit|im|als|über|direkt|direct(ly)?|privat(e|ely)?)\b.*?)
        )
        \W*$
        """, Options)]
    private static partial Regex Begin();

    [GeneratedRegex(@"^((by|via|with|in|through|per|mit|als|über)\s+)?(a\s+|an\s+|einer?\s+)?(direct(ly)?\s+messages?|dms?|private\s+messages?|privately|direkt(nachricht(en)?)?|private[rn]?\s+nachricht(en)?|privat)(\s+(here|hier|please|bitte|in\s+this\s+channel|in\s+diesem\s+kanal))*$", Options)]
    private static partial Regex Directly();

    [GeneratedRegex(@"^(in|im)\s+(the\s+|its\s+|their\s+|a\s+)?(threads?|strang|verlauf)(\s+(here|hier|please|bitte|in\s+this\s+channel|in\s+diesem\s+kanal))*$", Options)]
    private static partial Regex InThread();

    [GeneratedRegex(
        """
        ^\W*((please|bitte|can\s+you|could\s+you|kannst\s+du|können\s+sie)\W+)*
        (
            (stop|quit|end)\s+(watching|monitoring|following|reading\s+along|listening\s+in)(\s+(in\s+)?(here|this\s+channel|the\s+channel|to\s+this\s+channel))?
          | (do\s+not|don['’]?t|no\s+longer)\s+(watch|monitor|follow)\s+(this|the)\s+channel(\s+(any\s*more|any\s+longer))?
          | unwatch(\s+(this|the)\s+channel)?
          | (beobachte|überwache)n?(\s+sie)?\s+(diesen|den)\s+kanal\s+nicht(\s+(mehr|länger|weiter))?
          | hör(e|en\s+sie)?\s+auf,?\s+((diesen|den)\s+kanal\s+)?(zu\s+(beobachten|überwachen)|mitzulesen)
          | (beende|beenden\s+sie|stopp(e|en\s+sie)?)\s+(das\s+|die\s+)?(beobachten|beobachtung|mitlesen|überwachung)
          | (lies|lesen\s+sie)\s+(hier\s+|in\s+diesem\s+kanal\s+)?nicht\s+(mehr|länger)\s+mit
          | nicht\s+(mehr|länger)\s+(beobachten|mitlesen|überwachen)
        )
        (\s+(please|bitte|now|jetzt))*\W*$
        """, Options)]
    private static partial Regex Stop();

    [GeneratedRegex(
        """
        ^\W*((please|bitte)\W+)*
        (
            (learn|start\s+learning)\s+(anew|afresh|again|over|from\s+scratch)(\s+(here|in\s+this\s+channel))?
          | forget\s+what\s+you(\s+have|['’]ve)?\s+learn(ed|t)(\s+(here|in\s+this\s+channel|about\s+this\s+channel))?
          | (lerne?|lernen\s+sie)(\s+(hier|in\s+diesem\s+kanal))?\s+(neu|von\s+(neuem|vorne?))
          | vergiss,?\s+was\s+du(\s+(hier|in\s+diesem\s+kanal))?\s+gelernt\s+hast
          | vergessen\s+sie,?\s+was\s+sie(\s+(hier|in\s+diesem\s+kanal))?\s+gelernt\s+haben
        )
        (\s+(please|bitte))*\W*$
        """, Options)]
    private static partial Regex LearnAnew();

    [GeneratedRegex(
        """
        ^\W*
        (
            (are\s+you|is\s+(botdesk|the\s+bot|somebody|someone|anybody))\s+(watching|reading\s+along|monitoring|listening)(\s+(in|to|here|in\s+here|this\s+channel|in\s+this\s+channel))*
          | is\s+this\s+channel\s+(being\s+)?(watched|monitored)
          | do\s+you\s+(watch|monitor|read)\s+(this|the)\s+channel
          | how\s+(often|much|well)\s+(did|do|have)\s+you\s+help(ed)?(\s+(here|in\s+this\s+channel))?
          | (beobachtest|überwachst|liest)\s+du\s+(diesen\s+kanal|hier|in\s+diesem\s+kanal)(\s+mit)?
          | (beobachten|überwachen|lesen)\s+sie\s+(diesen\s+kanal|hier|in\s+diesem\s+kanal)(\s+mit)?\s*\?
          | wird\s+(dieser\s+kanal|hier)\s+(beobachtet|überwacht|mitgelesen)
          | wie\s+(oft|gut)\s+(hast\s+du|haben\s+sie)(\s+(hier|in\s+diesem\s+kanal))?\s+geholfen
        )
        \W*$
        """, Options)]
    private static partial Regex Status();
}
