using BotDesk.Approvals;
using BotDesk.Changes.Calendar;
using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Changes.Chat;

/// <summary>Changes in a conversation.</summary>
internal sealed class ChangeTalk(ChangeBook book, PlannedChanges planned, ChangeCard card, SubjectCards cards, TicketTimes times, PolicySource policy)
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
            changes = mine.Take(MostListed).Select(change => Line(change, turn.Person)),
            more = mine.Count > MostListed ? Phrase.Of("changes.older", new { count = mine.Count - MostListed }) : null,
            empty = mine.Count == 0 ? Phrase.Of("changes.noneYet") : null,
        });
    }

    /// <summary>What is planned, the earliest first, as far as the person may see it.</summary>
    /// <param name="service">Key; null: any.</param>
    public async Task ListPlannedAsync(Turn turn, Days days, string? service)
    {
        var zone = times.Zone(turn.Person);
        var range = new Window(WallClock.First(days.First.ToDateTime(TimeOnly.MinValue), zone), WallClock.Last(days.Last.AddDays(1).ToDateTime(TimeOnly.MinValue), zone));
        var found = await planned.StillAsync(turn.Person, range with { Start = range.Start > turn.Now ? range.Start : turn.Now }, service);
        var (first, last) = (turn.Language.Day(days.First), turn.Language.Day(days.Last));
        var when = days.First == days.Last ? Phrase.Of("changes.planned.on", new { day = first }) : Phrase.Of("changes.planned.between", new { first, last });
        turn.Show("changes/list", new
        {
            heading = service is null ? when : Phrase.Of("changes.planned.to", new { when, service = policy.Current.FindService(service)!.Name }),
            changes = found.Take(MostListed).Select(change => Line(change, turn.Person)),
            more = found.Count > MostListed ? Phrase.Of("changes.planned.more", new { count = found.Count - MostListed }) : null,
            empty = found.Count > 0 ? null : turn.Person.MaySeeConsole ? Phrase.Of("changes.planned.none") : Phrase.Of("changes.planned.noneForYou"),
        });
    }

    private object Line(Change change, Person reader) => new
    {
        number = change.Number,
        title = change.Title,
        status = ChangeCard.Status(change),
        when = times.Window(change.PlannedStart, change.PlannedEnd, reader),
    };

    private static CardSubject Subject(string number) => new(ChangeApproval.Kind, number);
}
