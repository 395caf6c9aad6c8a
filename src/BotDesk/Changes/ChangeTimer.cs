using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Timers;

namespace BotDesk.Changes;

/// <summary>The time has come around a change: somebody is told or asked, or it closes by itself.</summary>
internal sealed class ChangeTimer(DeskDb db, ChangeDesk desk, ChangeNews news, SubjectCards cards, AuditTrail audit, TimeProvider clock) : ITimerHandler
{
    public async Task FireAsync(DueTimer timer)
    {
        if (await desk.FindAsync(timer.Subject) is not { } change)
        {
            return;
        }

        var (number, told) = (change.Number, change.ToldBefore is not null);
        switch (timer.Name, change.Status)
        {
            case (ChangeSchedule.Before, ChangeStatus.Scheduled or ChangeStatus.InProgress) when !told:
                await news.ComingAsync(change);
                await SaveAsync(change);
                if (change.Status == ChangeStatus.Scheduled && change.ConfirmedAt is null)
                {
                    await news.AskAsync(change, Phrase.Of("changes.news.confirm", new { number }));
                }

                break;
            case (ChangeSchedule.Begin, ChangeStatus.Scheduled):
                await news.AskAsync(change, Phrase.Of("changes.news.begin", new { number }));
                break;
            case (ChangeSchedule.End, ChangeStatus.InProgress):
                await news.AskAsync(change, Phrase.Of("changes.news.end", new { number }));
                break;
            case (ChangeSchedule.End, ChangeStatus.Scheduled):
                await news.AskAsync(change, Phrase.Of("changes.news.missed", new { number }));
                break;
            case (ChangeSchedule.Watch, ChangeStatus.Review) when change.ReviewReason is null:
                var now = clock.GetUtcNow();
                _ = change.Move(ChangeMove.Close, now);
                change.Note(null, Phrase.Of("changes.did.lapsed"), null, now);
                audit.Add(null, "change.closed", number, new { outcome = change.Outcome.ToString() });
                await SaveAsync(change);
                break;
            case (ChangeSchedule.Watch, ChangeStatus.Review):
                await news.AskForReviewAsync(change);
                break;
            default:
                break;
        }
    }

    private async Task SaveAsync(Change change)
    {
        await db.SaveChangesAsync();
        await cards.BringUpToDateAsync(new CardSubject(ChangeApproval.Kind, change.Number));
    }
}
