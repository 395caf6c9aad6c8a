using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Approvals.Chat;

/// <summary>"I'm away until Friday, Anna stands in", "Anna stands in for me until 12 March", "I'm away until Friday", and who it is.</summary>
internal sealed partial class AwayCommand(AbsenceDesk desk, WhomTheyMean whom, TicketTimes times) : ICommand
{
    private const string Question = "approvals.standIn";
    private const string ForEver = "open";
    private static readonly string[] Nobody = ["nobody", "no one", "noone", "no", "none", "niemand", "keiner"];

    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.State.Awaiting is { Question: Question, Ticket: { } until })
        {
            return await AnswerAsync(turn, until);
        }

        if (Away().Match(turn.Text) is not { Success: true } match)
        {
            return false;
        }

        var said = match.Groups["until"].Value;
        var time = turn.Understood.Entities.Time;
        if (said.Length > 0 && time is null)
        {
            turn.Say(Phrase.Of("approvals.untilWhen", new { said }));
            return true;
        }

        var zone = times.Zone(turn.Person);
        DateTimeOffset? end = said.Length > 0 ? zone.InstantOf(time!.Resolve(TimeZoneInfo.ConvertTime(turn.Now, zone).DateTime)) : null;
        if (match.Groups["who"].Value is { Length: > 0 } who)
        {
            await LeaveAsync(turn, who, end);
        }
        else
        {
            turn.State = turn.State with { Awaiting = new(Question, end?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? ForEver) };
            turn.Say(Phrase.Of("approvals.whoMeanwhile"));
        }

        return true;
    }

    private async Task<bool> AnswerAsync(Turn turn, string until)
    {
        turn.State = turn.State with { Awaiting = null };
        if (ShortReplies.Recognise(turn.Text) is ShortReply.Cancel)
        {
            turn.Say(Phrase.Of("approvals.nothingChanges"));
            return true;
        }

        var said = turn.Text.Trim().TrimEnd('.', '!');
        var isNobody = Nobody.Contains(said.ToLowerInvariant());
        if (!isNobody && (await whom.FindAsync(said)).Value is null && turn.Understood.IsSure)
        {
            return false;
        }

        DateTimeOffset? end = long.TryParse(until, CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
        await LeaveAsync(turn, isNobody ? null : said, end);
        return true;
    }

    /// <param name="who">Null: nobody stands in.</param>
    private async Task LeaveAsync(Turn turn, string? who, DateTimeOffset? until)
    {
        Person? standIn = null;
        if (who is not null && !(await whom.FindAsync(who)).Is(out standIn, out var nobody))
        {
            turn.Answer(nobody);
            return;
        }

        if (!(await desk.LeaveAsync(turn.Person, standIn, until)).Is(out var absence, out var refusal))
        {
            turn.Answer(refusal);
            return;
        }

        var when = absence.Until is { } end ? Phrase.Of("approvals.untilTime", new { until = times.At(end, turn.Person) }) : Phrase.Of("approvals.untilBack");
        turn.Say(absence.Delegate is { } by
            ? Phrase.Of("approvals.awayWith", new { when, who = by.Name })
            : Phrase.Of("approvals.awayAlone", new { when }));
    }

    [GeneratedRegex(
        """
        ^\s*(?:
            (?:i'?m|i\s+am|i'?ll\s+be|i\s+will\s+be)\s+
            (?:away|off|absent|out\s+of\s+(?:the\s+)?office|out|on\s+(?:vacation|holiday|annual\s+leave|leave|parental\s+leave))
            (?:\s+(?:until|till|through|and\s+back\s+on)\s+(?<until>[^,;]{2,40}?))?
            (?:\s*[,;.]\s*|\s+and\s+|\s+with\s+)?
            (?:(?:while\s+i'?m\s+away\s+)?(?<who>[\p{L}@][\p{L}\d'@._-]*(?:\s+[\p{L}][\p{L}'-]*){0,3}?)\s+(?:will\s+)?(?:stands?\s+in|covers?|fills?\s+in|deputi[sz]es?|decides?|takes\s+over|take\s+over|as\s+my\s+(?:delegate|stand-in|deputy)|is\s+my\s+(?:delegate|stand-in|deputy))(?:\s+for\s+me)?
              |(?:my\s+)?(?:delegate|stand-in|deputy)\s*(?:is|:)\s*(?<who>[\p{L}@][\p{L}\d'@._-]*(?:\s+[\p{L}][\p{L}'-]*){0,3}?))?
          | (?<who>[\p{L}@][\p{L}\d'@._-]*(?:\s+[\p{L}][\p{L}'-]*){0,3}?)\s+(?:will\s+)?(?:stands?\s+in|covers?|deputi[sz]es?|decides?|takes\s+over)\s+for\s+me(?:\s+(?:until|till|through)\s+(?<until>[^,;]{2,40}?))?
          | ich\s+bin\s+(?:bis\s+(?<until>[^,;]{2,40}?)\s+)?(?:weg|nicht\s+da|im\s+urlaub|abwesend)(?:\s+bis\s+(?<until>[^,;]{2,40}?))?(?:\s*[,;.]\s*|\s+und\s+)?(?:(?<who>[\p{L}@][\p{L}\d'@._-]*(?:\s+[\p{L}][\p{L}'-]*){0,3}?)\s+(?:vertritt\s+mich|springt\s+ein))?
        )\s*[.!]*\s*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Away();
}

/// <summary>"I'm back", "who stands in for me?".</summary>
internal sealed partial class BackCommand(AbsenceDesk desk, Absences absences, TicketTimes times) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Who().IsMatch(turn.Text))
        {
            var away = await absences.FindAsync(turn.Person.Id);
            var who = away?.Delegate?.Name ?? Phrase.Of("approvals.nobody");
            turn.Say(away is null ? Phrase.Of("approvals.nobodyStandsIn")
                : away.Until is { } until ? Phrase.Of("approvals.standsInUntil", new { who, until = times.At(until, turn.Person) })
                : Phrase.Of("approvals.standsInFor", new { who }));
            return true;
        }

        if (!Back().IsMatch(turn.Text) || await absences.FindAsync(turn.Person.Id) is null)
        {
            return false;
        }

        if ((await desk.ReturnAsync(turn.Person)).Is(out _, out var refusal))
        {
            var count = await desk.WaitingAsync(turn.Person);
            turn.Say(count == 0
                ? Phrase.Of("approvals.backNothing")
                : Phrase.Of("approvals.backWaiting", new { count }));
        }
        else
        {
            turn.Answer(refusal);
        }

        return true;
    }

    [GeneratedRegex(@"^\s*(hi,?\s+|hello,?\s+)?(i'?m|i\s+am)\s+back(\s+(again|now|at\s+work|in\s+the\s+office|from\s+(vacation|holiday|leave)))?\s*[.!]*\s*$|^\s*ich\s+bin\s+(wieder\s+)?(da|zurück)\s*[.!]*\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Back();

    [GeneratedRegex(@"^\s*who\s+(stands\s+in|covers|decides)\s+for\s+me\s*\??\s*$|^\s*wer\s+vertritt\s+mich\s*\??\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Who();
}
