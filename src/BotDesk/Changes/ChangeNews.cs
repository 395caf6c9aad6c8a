using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Changes;

/// <summary>Tells people of a change: the affected that it will be and that it is over, and those who have to do something that it is time.</summary>
public sealed class ChangeNews(DeskDb db, ChangeReach reach, PeopleDesk people, Notifier notifier, TicketTimes times, PolicySource policy)
{
    /// <summary>The affected are told that it will be, or that it has begun; everybody but those who are asked to do it.</summary>
    public async Task ComingAsync(Change change)
    {
        var doing = await DoingAsync(change);
        var told = (await reach.AffectedAsync(change)).People.Where(person => person.Id != doing?.Id).ToList();
        foreach (var person in told)
        {
            await notifier.SayAsync(person, change.Status == ChangeStatus.InProgress
                ? Phrase.Of("changes.news.begun", new { change.Number, services = Services(change), change.Title, until = times.At(change.PlannedEnd, person) })
                : Phrase.Of("changes.news.planned", new { change.Number, services = Services(change), change.Title, window = times.Window(change.PlannedStart, change.PlannedEnd, person) }), Notice.News(change.Number, change.PlannedStart));
        }

        change.ToldBefore = told.Count;
    }

    /// <summary>The affected are told how it went.</summary>
    public async Task OverAsync(Change change)
    {
        var told = (await reach.AffectedAsync(change)).People;
        foreach (var person in told)
        {
            await notifier.SayAsync(person, change.Outcome == ChangeOutcome.RolledBack
                ? Phrase.Of("changes.news.undone", new { change.Number, services = Services(change), change.Title })
                : Phrase.Of("changes.news.done", new { change.Number, services = Services(change), change.Title }), Notice.News(change.Number));
        }

        change.ToldAfter = told.Count;
    }

    /// <summary>Shows whoever does it the card, with words about what is wanted.</summary>
    public async Task AskAsync(Change change, Phrase words)
    {
        if (await DoingAsync(change) is { } doing)
        {
            await notifier.SayAsync(doing, words);
            await notifier.ShowAsync(doing, new CardSubject(ChangeApproval.Kind, change.Number));
        }
    }

    /// <summary>Asks whoever answers for the service to look at it again, where that has to be. What the card shows is saved.</summary>
    public async Task AskForReviewAsync(Change change)
    {
        if (change.ReviewReason is not { } reason || policy.Current.FindService(change.Service)?.Owner is not { } owner || await people.FindAsync(owner) is not { } person)
        {
            return;
        }

        await db.SaveChangesAsync();
        await notifier.SayAsync(person, Phrase.Of("changes.news.review", new { reason, change.Number }));
        await notifier.ShowAsync(person, new CardSubject(ChangeApproval.Kind, change.Number));
    }

    /// <summary>Its implementer, or whoever answers for the service.</summary>
    public async Task<Person?> DoingAsync(Change change) => change.ImplementerId is { } id ? await people.FindAsync(id)
        : policy.Current.FindService(change.Service)?.Owner is { } owner ? await people.FindAsync(owner) : null;

    private Phrase Services(Change change) => Phrase.Join(", ", change.Services.Select(key => policy.Current.FindService(key)?.Name ?? key));
}
