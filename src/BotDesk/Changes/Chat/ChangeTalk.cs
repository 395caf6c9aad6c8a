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
            turn.Say(Phrase.Of("changes.notThere", new { number }));
        }
    }

    /// <summary>Shows in the place of the card that was clicked how the change stands.</summary>
    public async Task ShowPresentAsync(Turn turn, string number)
    {
        if (!await cards.ReplaceAsync(turn, Subject(number)))
        {
            turn.Say(Phrase.Of("changes.alreadyDone"));
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
            case RefusalKind.Invalid when turn.SeesReplacement && await card.RenderAsync(number, turn.Person, new RefusedEntry(typed, refusal.Message)) is { } again:
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
            heading = Phrase.Of("changes.yours"),
            changes = mine.Take(MostListed).Select(change => new
            {
                number = change.Number,
                title = change.Title,
                status = ChangeCard.Status(change),
                when = times.Window(change.PlannedStart, change.PlannedEnd, turn.Person),
            }),
            more = mine.Count > MostListed ? Phrase.Of("changes.older", new { count = mine.Count - MostListed }) : null,
            empty = mine.Count == 0 ? Phrase.Of("changes.noneYet") : null,
        });
    }

    private static CardSubject Subject(string number) => new(ChangeApproval.Kind, number);
}
