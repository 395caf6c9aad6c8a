using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Conversation;

namespace BotDesk.Notifications;

/// <summary>"Quiet hours from 6pm to 8am and on weekends", "don't disturb me after 18:00", "no quiet hours any more".</summary>
internal sealed partial class QuietHoursCommand(NotificationDesk desk) : ICommand
{
    private const int LongestRequest = 120;
    private const int HoursOfHalfADay = 12;

    /// <summary>When a day begins for who says only when it ends.</summary>
    private static readonly TimeOnly Morning = new(8, 0);

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.Text.Length > LongestRequest)
        {
            return false;
        }

        if (End().IsMatch(turn.Text))
        {
            await SetAsync(turn, new QuietHours(null, null, false));
            return true;
        }

        if (Begin().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        var weekends = match.Groups["weekend"].Success;
        if (!match.Groups["from"].Success)
        {
            if (!weekends)
            {
                return false;
            }

            await SetAsync(turn, new QuietHours(null, null, true));
            return true;
        }

        if (Time(match, "from") is not { } from || (match.Groups["until"].Success ? Time(match, "until") : Morning) is not { } until)
        {
            turn.Say(Phrase.Of("notifications.whichHours"));
            return true;
        }

        await SetAsync(turn, new QuietHours(from, until, weekends));
        return true;
    }

    private async Task SetAsync(Turn turn, QuietHours hours)
    {
        if ((await desk.QuietAsync(turn.Person, hours)).Is(out var set, out var refusal))
        {
            turn.Say(NotificationWords.Quiet(set.Quiet));
        }
        else
        {
            turn.Answer(refusal);
        }
    }

    /// <returns>Null when no day has such a time.</returns>
    private static TimeOnly? Time(Match match, string name)
    {
        var hour = int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups[$"{name}Minute"] is { Success: true } said ? int.Parse(said.Value, CultureInfo.InvariantCulture) : 0;
        var half = match.Groups[$"{name}Half"].Value.ToLowerInvariant();
        if (half.Length > 0)
        {
            if (hour is < 1 or > HoursOfHalfADay)
            {
                return null;
            }

            hour = (hour % HoursOfHalfADay) + (half.StartsWith('p') ? HoursOfHalfADay : 0);
        }

        return hour == 24 && minute == 0 ? TimeOnly.MinValue : hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    [GeneratedRegex(
        """
        ^\s*(?:(?:please|bitte|can\s+you|könntest\s+du|kannst\s+du)\s+)*
        (?:
            (?:(?:set|i\s+want|i'd\s+like|make|stelle?|ich\s+(?:will|möchte))\s+)?(?:my\s+|meine\s+)?(?:quiet\s+(?:hours?|time)|do\s+not\s+disturb|dnd|ruhe(?:zeit(?:en)?|stunden)?|nicht\s+stören)\s*:?
          | (?:do\s+not|don'?t|never)\s+(?:disturb|bother|message|write|ping|notify|text)\s+(?:to\s+)?me
          | (?:send\s+me\s+)?no\s+(?:messages?|notifications?|pings?)
          | stör(?:e|t)?\s+mich\s+(?:bitte\s+)?nicht
          | schreib(?:e|t)?\s+mir\s+(?:bitte\s+)?(?:nicht|nichts)
          | keine\s+(?:nachrichten|benachrichtigungen|meldungen)
        )
        (?:\s*(?:from|between|after|von|zwischen|nach|ab)?\s*
            (?<from>\d{1,2})(?:[:.h](?<fromMinute>\d{2}))?\s*(?:(?<fromHalf>[ap]\.?m\.?)|uhr|o'?clock|h)?
            (?:\s*(?:until|till|to|and|-|–|—|bis|und)\s*(?<until>\d{1,2})(?:[:.h](?<untilMinute>\d{2}))?\s*(?:(?<untilHalf>[ap]\.?m\.?)|uhr|o'?clock|h)?)?
        )?
        (?<weekend>\s*(?:,|and|und|or|oder)?\s*(?:on|at|over|am|an|(?:on\s+)?the)?\s*(?:the\s+)?(?:weekends?|wochenenden?))?
        (?:\s+(?:please|bitte|every\s+day|jeden\s+tag|stören))*\s*[.!]*\s*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Begin();

    [GeneratedRegex(
        @"^\s*(please\s+|bitte\s+)?((no|end|stop|delete|remove|turn\s+off|cancel|switch\s+off)\s+(my\s+|the\s+)?(quiet\s+(hours?|time)|do\s+not\s+disturb|dnd)|(quiet\s+(hours?|time)|do\s+not\s+disturb|dnd)\s+(off|over|end)|(keine|beende|lösche)\s+(meine\s+)?ruhe(zeit(en)?)?|ruhezeit(en)?\s+(aus|beenden|löschen|vorbei))(\s+(any\s*more|any\s+longer|now|mehr|jetzt|please|bitte))*\s*[.!]*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex End();
}
