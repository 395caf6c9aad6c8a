using System.Text.RegularExpressions;
using BotDesk.Conversation;

namespace BotDesk.Notifications;

/// <summary>"Stop telling me about INC42", "stop telling me", "tell me again", "tell me in Slack", "when do you tell me things?".</summary>
internal sealed partial class StopTellingCommand(NotificationDesk desk, NotificationWords words) : ICommand
{
    private const int LongestRequest = 120;

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.Text.Length > LongestRequest)
        {
            return false;
        }

        if (Settings().IsMatch(turn.Text))
        {
            var (preferences, muted) = await desk.ReadAsync(turn.Person);
            turn.Say(words.All(preferences, muted));
            return true;
        }

        if (Stop().Match(turn.Text) is { Success: true } stop)
        {
            await StopAsync(turn, stop);
            return true;
        }

        if (Again().Match(turn.Text) is { Success: true } again)
        {
            var number = Number(turn, again);
            var done = number is null ? await desk.PauseAsync(turn.Person, false) : await desk.UnmuteAsync(turn.Person, number);
            Answer(turn, done, number is null ? Phrase.Of("notifications.resumed") : Phrase.Of("notifications.unmuted", new { number }));
            return true;
        }

        if (Where().Match(turn.Text) is { Success: true } where)
        {
            return await TellInAsync(turn, where.Groups["where"].Value.Trim());
        }

        return false;
    }

    private async Task StopAsync(Turn turn, Match stop)
    {
        // "About it" is what the conversation is about; where it is about nothing, everything is meant.
        var number = Number(turn, stop) ?? (stop.Groups["it"].Success ? turn.State.Ticket : null);
        if (number is null)
        {
            Answer(turn, await desk.PauseAsync(turn.Person, true), Phrase.Of("notifications.paused"));
        }
        else
        {
            Answer(turn, await desk.MuteAsync(turn.Person, number), Phrase.Of("notifications.muted", new { number }));
        }
    }

    private async Task<bool> TellInAsync(Turn turn, string where)
    {
        var isHere = Here().IsMatch(where);
        var isAnywhere = Anywhere().IsMatch(where);
        var channel = isHere ? turn.Chat.ChannelId : isAnywhere ? null : desk.ChannelCalled(where);
        if (channel is null && !isAnywhere)
        {
            return false;
        }

        Answer(turn, await desk.TellInAsync(turn.Person, channel), channel is null
            ? Phrase.Of("notifications.toldWhereLast")
            : Phrase.Of("notifications.toldIn", new { channel = desk.NameOf(channel) }));
        return true;
    }

    private static void Answer(Turn turn, Outcome<NotificationPreferences> outcome, Phrase done)
    {
        if (outcome.Is(out _, out var refusal))
        {
            turn.Say(done);
        }
        else
        {
            turn.Answer(refusal);
        }
    }

    private static string? Number(Turn turn, Match match) => match.Groups["number"].Success ? turn.Understood.Entities.Ticket : null;

    private const string Numbered = @"(?<number>(?:ticket\s+|tickets?\s+)?\#?(?:INC|REQ|CHG)?[\s\-_\#]*\d{1,9})";

    [GeneratedRegex(
        @"^\s*(?:please\s+|bitte\s+)*(?:" +
        @"(?:stop|quit)\s+(?:telling|notifying|messaging|writing|pinging|bothering|updating|spamming)\s+(?:to\s+)?me" +
        @"|(?:do\s+not|don'?t)\s+(?:tell|notify|message|update|ping|bother|write)\s+(?:to\s+)?me" +
        @"|(?:mute|silence|unfollow|unsubscribe(?:\s+me)?(?:\s+from)?)" +
        @"|no\s+(?:more\s+)?(?:news|updates|notifications|messages)" +
        @"|i\s+(?:do\s+not|don'?t)\s+want\s+(?:any\s+)?(?:more\s+)?(?:news|updates|notifications|messages)(?:\s+any\s*more)?" +
        @"|(?:hör(?:e|t)?\s+auf,?\s+mir\s+(?:zu\s+schreiben|bescheid\s+zu\s+(?:geben|sagen)))" +
        @"|(?:sag|schreib|melde)(?:e|t)?\s+mir\s+(?:bitte\s+)?(?:nichts|nicht)" +
        @"|keine\s+(?:neuigkeiten|nachrichten|benachrichtigungen|meldungen|updates)\s+mehr" +
        @"|(?:stumm(?:schalten)?|lass\s+mich\s+in\s+ruhe)" +
        @")(?:\s+(?:any\s*more|any\s+longer|mehr))?" +
        @"(?:\s*:?\s*(?:(?:any\s*thing\s+)?(?:about|on|for|from|regarding|with)|zu|über|wegen|mit|von)?\s*(?:" + Numbered + @"|(?<it>it|this|that|this\s+(?:ticket|one|request|change)|that\s+(?:ticket|one)|dazu|davon|diesem\s+ticket|das|dieses\s+ticket)))?" +
        @"(?:\s+(?:any\s*more|any\s+longer|mehr|stumm|please|bitte|mehr\s+sagen))*\s*[.!]*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Stop();

    [GeneratedRegex(
        @"^\s*(?:please\s+|bitte\s+)*(?:" +
        @"(?:tell|notify|message|update|ping)\s+me(?:\s+news)?(?:\s+again|(?=\s+about.*again))|(?:start|resume)\s+(?:telling|notifying|messaging|updating)\s+me(?:\s+again)?|unmute|resume\s+(?:news|updates|notifications)|follow" +
        @"|(?:sag|schreib|melde)(?:e|t)?\s+mir\s+(?:bitte\s+)?wieder(?:\s+bescheid)?" +
        @")(?:\s+again)?(?:\s*:?\s*(?:about|on|for|zu|über|von)?\s*" + Numbered + @")?(?:\s+(?:again|please|bitte|bescheid))*\s*[.!]*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Again();

    [GeneratedRegex(
        @"^\s*(?:please\s+|bitte\s+)*(?:(?:tell|notify|message|write\s+to|write|reach|ping|contact)\s+me|(?:sag|schreib|melde)(?:e|t)?\s+(?:es\s+)?(?:mir|dich|dich\s+bei\s+mir))\s+(?:bitte\s+)?(?:only\s+|things\s+|nur\s+)*(?:in|on|via|through|by|per|über|auf)?\s*(?<where>[\p{L}][\p{L} -]{1,30}?)(?:\s+(?:please|bitte|instead|from\s+now\s+on|ab\s+jetzt))*\s*[.!]*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Where();

    [GeneratedRegex(@"^(?:here|hier|this\s+channel|this\s+chat|diesem\s+chat)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Here();

    [GeneratedRegex(@"^(?:anywhere|wherever\s+i\s+am|where\s+i\s+(?:am|write|was\s+last)|überall|wo\s+ich\s+(?:bin|schreibe|zuletzt\s+war))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Anywhere();

    [GeneratedRegex(
        @"^\s*(?:(?:my\s+|show\s+(?:my\s+)?)?notification\s+(?:settings|preferences)|(?:my\s+)?notifications|(?:my\s+)?quiet\s+hours|when\s+(?:and\s+where\s+)?do\s+you\s+(?:tell|notify|message)\s+me(?:\s+(?:things|something))?|(?:meine\s+)?benachrichtigungen|(?:meine\s+)?ruhezeit(?:en)?|wann\s+(?:und\s+wo\s+)?(?:sagst|schreibst)\s+du\s+mir(?:\s+(?:etwas|bescheid))?)\s*[?.!]*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Settings();
}
