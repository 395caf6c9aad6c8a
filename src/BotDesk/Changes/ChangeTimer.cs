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
                    await news.AskAsync(change, $"{number} is yours and comes soon. Confirm that you are ready, or move it.");
                }

                break;
            case (ChangeSchedule.Begin, ChangeStatus.Scheduled):
                await news.AskAsync(change, $"It is time for {number}. Press Start when you begin, or say \"start {number}\".");
                break;
            case (ChangeSchedule.End, ChangeStatus.InProgress):
                await news.AskAsync(change, $"The window of {number} ends now. Does it work? Finish it, or roll it back.");
                break;
            case (ChangeSchedule.End, ChangeStatus.Scheduled):
                await news.AskAsync(change, $"The window of {number} is over and it was not begun. Move it to another one, or cancel it.");
                break;
            case (ChangeSchedule.Watch, ChangeStatus.Review) when change.ReviewReason is null:
                var now = clock.GetUtcNow();
                _ = change.Move(ChangeMove.Close, now);
                change.Note(null, "closed it: no incident followed", null, now);
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
