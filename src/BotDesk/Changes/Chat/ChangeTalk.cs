using System.Globalization;
using System.Text.RegularExpressions;
using BotDesk.Approvals;
using BotDesk.Conversation;
using BotDesk.Tickets;

namespace BotDesk.Changes.Chat;

/// <summary>Changes in a conversation.</summary>
internal sealed class ChangeTalk(ChangeBook book, ChangeCard card, SubjectCards cards, TicketTimes times)
{
    private const int MostListed = 10;

    public async Task ShowAsync(Turn turn, string number)
    {
        if (await cards.ShowAsync(turn, Subject(number)))
        {
            turn.State = turn.State with { Ticket = number, Awaiting = null };
        }
        else
        {
            turn.Say($"I find no change {number} of yours. Say \"my changes\" to see them.");
        }
    }

    /// <summary>Shows in the place of the card that was clicked how the change stands.</summary>
    public async Task ShowPresentAsync(Turn turn, string number)
    {
        if (!await cards.ReplaceAsync(turn, Subject(number)))
        {
            turn.Say("That was already done; nothing changed.");
        }
    }

    /// <summary>After something was done by a click: the card in its new state, or with what was wrong beside the field.</summary>
    public async Task<Refusal?> ClickedAsync(Turn turn, string number, Refusal? refusal, string typed)
    {
        switch (refusal?.Kind)
        {
            case null:
                await cards.ReplaceAsync(turn, Subject(number));
                return null;
            case RefusalKind.Conflict:
                turn.Say(refusal.Message);
                await cards.ReplaceAsync(turn, Subject(number));
                return null;
            case RefusalKind.Invalid when await card.RenderAsync(number, turn.Person, new RefusedEntry(typed, refusal.Message)) is { } again:
                cards.Replace(turn, Subject(number), again);
                return null;
            default:
                return refusal;
        }
    }

    public async Task ListAsync(Turn turn)
    {
        var mine = await book.MineAsync(turn.Person);
        turn.Show("changes/list", new
        {
            heading = "Your changes",
            changes = mine.Take(MostListed).Select(change => new
            {
                number = change.Number,
                title = change.Title,
                status = ChangeCard.Status(change.Status),
                when = times.Window(change.PlannedStart, change.PlannedEnd, turn.Person),
            }),
            more = mine.Count > MostListed ? string.Create(CultureInfo.InvariantCulture, $"{mine.Count - MostListed} older ones: say the number of one to see it.") : null,
            empty = mine.Count == 0 ? "You have asked for no changes. Say \"new change\" to ask for one." : null,
        });
    }

    private static CardSubject Subject(string number) => new(ChangeApproval.Kind, number);
}

/// <summary>"CHG3", "status of CHG3", "my changes", "withdraw CHG3".</summary>
internal sealed partial class ChangeCommand(ChangeTalk talk, ChangeDesk desk) : ICommand
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

        if (match.Groups["end"].Success)
        {
            turn.Answer((await desk.WithdrawAsync(number, turn.Person)).Refusal);
        }

        await talk.ShowAsync(turn, number);
        return true;
    }

    [GeneratedRegex(@"^\s*((show\s+)?(me\s+)?(all\s+)?my\s+(open\s+)?changes|((where|how)\s+(is|are)|(what\s+is\s+)?(the\s+)?status\s+of)\s+my\s+changes?)\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Mine();

    [GeneratedRegex(@"^\s*(please\s+)?((?<end>withdraw|cancel)|show(\s+me)?|open|status(\s+of)?|what('s|\s+is)\s+the\s+status\s+of|how\s+is|where\s+is|what\s+about)?\s*(?<number>#?CHG[\s\-_#:]*\d{1,9})\s*[?.!]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();
}
