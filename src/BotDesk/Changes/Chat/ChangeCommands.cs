using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Tickets;

namespace BotDesk.Changes.Chat;

/// <summary>"CHG3", "status of CHG3", "my changes", "meine Änderungen".</summary>
internal sealed partial class ChangeCommand(ChangeTalk talk) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Mine().IsMatch(turn.Text))
        {
            await talk.ListAsync(turn);
            return true;
        }

        if (Command().Match(turn.Text) is not { Success: true } match || TicketNumber.Normalise(match.Groups["number"].Value) is not { } number)
        {
            return false;
        }

        await talk.ShowAsync(turn, number);
        return true;
    }

    [GeneratedRegex(@"^\s*((show\s+)?(me\s+)?(all\s+)?my\s+(open\s+)?changes|((where|how)\s+(is|are)|(what\s+is\s+)?(the\s+)?status\s+of)\s+my\s+changes?|((zeige?|liste)\s+)?(mir\s+)?(alle\s+)?(wie\s+steht\s+es\s+(mit|um)\s+)?meine[nr]?\s+(offenen\s+)?(changes?|änderung(en)?))\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Mine();

    [GeneratedRegex(@"^\s*(please\s+)?(show(\s+me)?|open|status(\s+of)?|what('s|\s+is)\s+the\s+status\s+of|how\s+is|where\s+is|what\s+about|zeige?(\s+mir)?|öffne|status\s+von|(wie\s+)?steht\s+es\s+(mit|um)|was\s+ist\s+mit|wo\s+ist)?\s*(?<number>#?CHG[\s\-_#:]*\d{1,9})\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}

/// <summary>
/// "start CHG3", "finish CHG3", "roll back CHG3: the tunnel stays down", "close CHG3 with issues: …", "move CHG3 to the next free window",
/// "withdraw CHG3", "beginne CHG3", "CHG3 zurückrollen: …": what the buttons of its card do.
/// </summary>
internal sealed partial class ChangeDeedCommand(ChangeTalk talk, ChangeDesk desk, ChangeDay day) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (Command().Match(turn.Text) is not { Success: true } match || TicketNumber.Normalise(match.Groups["number"].Value) is not { } number)
        {
            return false;
        }

        var (person, text) = (turn.Person, match.Groups["text"].Value.Trim());
        var issues = match.Groups["issues"].Success ? ChangeOutcome.WithIssues : (ChangeOutcome?)null;
        var deed = Spaces().Replace(match.Groups["deed"].Value.ToLowerInvariant(), " ");
        var outcome = deed switch
        {
            "confirm" or "bestätige" or "bestätigen" => await day.ConfirmAsync(number, person),
            "start" or "begin" or "beginne" or "beginnen" or "starte" or "starten" => await day.StartAsync(number, person),
            "finish" or "complete" or "done with" or "fertig mit" or "fertig" or "ist fertig" => await day.FinishAsync(number, person, text),
            "roll back" or "rollback" or "back out" or "rolle" or "zurückrollen" => await day.RollBackAsync(number, person, text),
            "close" or "review" or "schließe" or "schließen" => await day.CloseAsync(number, person, issues, text),
            "move" or "reschedule" or "verschiebe" or "verschieben" => await desk.MoveToNextFreeAsync(number, person),
            _ => await desk.CancelAsync(number, person),
        };
        turn.Answer(outcome.Refusal);
        await talk.ShowAsync(turn, number);
        return true;
    }

    [GeneratedRegex(
        """
        ^\s*(?:please\s+|bitte\s+)?(?:i\s+)?
        (?:(?<deed>bestätige|beginne|starte|fertig\s+mit|rolle|schließe|verschiebe|ziehe|sage)\s+(?<number>\#?CHG[\s\-_\#]*\d{1,9})\b(?:\s+(?:zurück|ab)\b)?
          |(?<number>\#?CHG[\s\-_\#]*\d{1,9})\s+(?:bitte\s+)?(?<deed>bestätigen|beginnen|starten|ist\s+fertig|fertig|zurückrollen|schließen|verschieben|zurückziehen|absagen)\b
          |(?<deed>confirm|start|begin|finish|complete|done\s+with|roll\s+back|rollback|back\s+out|close|review|move|reschedule|withdraw|cancel)
        \s+(?<number>\#?CHG[\s\-_\#]*\d{1,9})\b)
        (?:\s+(?:to\s+the\s+next\s+free\s+window|ins\s+nächste\s+freie\s+(?:zeit)?fenster))?
        (?<issues>\s+(?:with\s+issues|mit\s+problemen))?
        (?:\s*(?:[:,;\-–—]|because|weil)\s*(?<text>\S.*))?\s*[?.!]*\s*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
