using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Changes;

/// <summary>The day of a change, behind every door: whoever does it confirms, begins, ends or rolls back, and what was learned is written down.</summary>
public sealed class ChangeDay(DeskDb db, ChangeDesk desk, ChangeSchedule schedule, ChangeNews news, SubjectCards cards, PolicySource policy, AuditTrail audit, TimeProvider clock)
{
    public const int LongestReview = 2000;

    /// <summary>How much sooner than planned one can begin.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromHours(1);

    /// <summary>The implementer is ready and begins as planned.</summary>
    public async Task<Outcome<Change>> ConfirmAsync(string number, Person person)
    {
        if (await MineAsync(number, person) is not { } change)
        {
            return ChangeDesk.NoChange(number);
        }

        if (change.Status != ChangeStatus.Scheduled || change.ConfirmedAt is not null)
        {
            return change.ConfirmedAt is not null && change.Status == ChangeStatus.Scheduled ? Refusal.Conflict(Phrase.Of("changes.day.confirmedAlready", new { number })) : ChangeDesk.Already(change);
        }

        change.ConfirmedAt = clock.GetUtcNow();
        change.Note(person, Phrase.Of("changes.did.confirmed"), null, clock.GetUtcNow());
        audit.Add(person, "change.confirmed", number, new { });
        return await SavedAsync(change);
    }

    public async Task<Outcome<Change>> StartAsync(string number, Person person)
    {
        if (await MineAsync(number, person) is not { } change)
        {
            return ChangeDesk.NoChange(number);
        }

        var now = clock.GetUtcNow();
        if (!ChangeLifecycle.Allows(change.Status, ChangeMove.Start))
        {
            return change.Status is ChangeStatus.Draft or ChangeStatus.Assessed or ChangeStatus.Approval
                ? Refusal.Conflict(Phrase.Of("changes.day.notAgreed", new { number }))
                : ChangeDesk.Already(change);
        }

        if (now < change.PlannedStart - Early || now >= change.PlannedEnd)
        {
            return Refusal.Conflict(now < change.PlannedStart ? Phrase.Of("changes.day.tooEarly", new { number }) : Phrase.Of("changes.day.tooLate", new { number }));
        }

        _ = change.Move(ChangeMove.Start, now);
        change.StartedAt = now;
        if (change.ImplementerId is null)
        {
            change.ImplementerId = person.Id;
        }

        change.Note(person, Phrase.Of("changes.did.began"), null, now);
        audit.Add(person, "change.started", number, new { });
        return await SavedAsync(change);
    }

    /// <summary>It is done as planned.</summary>
    public Task<Outcome<Change>> FinishAsync(string number, Person person, string remark) => EndAsync(number, person, ChangeMove.Finish, ChangeOutcome.Successful, remark);

    /// <summary>It did not work, and everything is as before.</summary>
    /// <param name="why">Must be there.</param>
    public Task<Outcome<Change>> RollBackAsync(string number, Person person, string why) => EndAsync(number, person, ChangeMove.RollBack, ChangeOutcome.RolledBack, why);

    /// <summary>Writes down what was learned, and closes it.</summary>
    /// <param name="outcome">Null: as it ended.</param>
    /// <param name="learned">Must be there where somebody has to look at it again.</param>
    public async Task<Outcome<Change>> CloseAsync(string number, Person person, ChangeOutcome? outcome, string learned)
    {
        learned = learned.Trim();
        if (await desk.FindAsync(number) is not { } change || (!ChangeRights.MayReview(change, person, policy.Current) && !ChangeRights.MayDo(change, person, policy.Current)))
        {
            return ChangeDesk.NoChange(number);
        }

        if (!ChangeLifecycle.Allows(change.Status, ChangeMove.Close))
        {
            return change.Status == ChangeStatus.Closed ? ChangeDesk.Already(change) : Refusal.Conflict(Phrase.Of("changes.notOver", new { number, status = ChangeWords.Status(change.Status) }));
        }

        if (!ChangeRights.MayReview(change, person, policy.Current))
        {
            return Refusal.Forbidden(Phrase.Of("changes.day.reviewedByOwner", new { number, reason = change.ReviewReason! }));
        }

        if (outcome == ChangeOutcome.Cancelled || (change.Outcome == ChangeOutcome.RolledBack && outcome == ChangeOutcome.Successful))
        {
            return Refusal.Invalid("outcome", outcome == ChangeOutcome.Cancelled ? Phrase.Of("changes.day.notCancelled") : Phrase.Of("changes.day.noSuccess"));
        }

        if ((learned.Length == 0 && change.ReviewReason is not null) || learned.Length > LongestReview)
        {
            return Refusal.Invalid("text", learned.Length == 0 ? Phrase.Of("changes.day.learnedMissing") : Phrase.Of("changes.wrong.tooLong", new { most = LongestReview, now = learned.Length }));
        }

        var now = clock.GetUtcNow();
        _ = change.Move(ChangeMove.Close, now);
        (change.Outcome, change.Review) = (outcome ?? change.Outcome, learned.Length > 0 ? learned : change.Review);
        change.Note(person, Phrase.Of("changes.did.closed", new { how = change.Outcome!.Value.Word() }), learned.Length > 0 ? learned : null, now);
        audit.Add(person, "change.closed", number, new { outcome = change.Outcome.ToString() });
        return await SavedAsync(change);
    }

    private async Task<Outcome<Change>> EndAsync(string number, Person person, ChangeMove move, ChangeOutcome outcome, string text)
    {
        text = text.Trim();
        if (await MineAsync(number, person) is not { } change)
        {
            return ChangeDesk.NoChange(number);
        }

        if (!ChangeLifecycle.Allows(change.Status, move))
        {
            return change.Status is ChangeStatus.Draft or ChangeStatus.Assessed or ChangeStatus.Approval or ChangeStatus.Scheduled
                ? Refusal.Conflict(Phrase.Of("changes.day.notBegun", new { number }))
                : ChangeDesk.Already(change);
        }

        if ((text.Length == 0 && move == ChangeMove.RollBack) || text.Length > LongestReview)
        {
            return Refusal.Invalid("text", text.Length == 0 ? Phrase.Of("changes.day.whatWentWrong") : Phrase.Of("changes.wrong.tooLong", new { most = LongestReview, now = text.Length }));
        }

        var now = clock.GetUtcNow();
        _ = change.Move(move, now);
        (change.EndedAt, change.Outcome) = (now, outcome);
        change.ReviewReason = move == ChangeMove.RollBack ? Phrase.Of("changes.reason.rolledBack") : change.ReviewReason;
        change.Note(person, move == ChangeMove.Finish ? Phrase.Of("changes.did.finished") : Phrase.Of("changes.did.rolledBack"), text.Length > 0 ? text : null, now);
        audit.Add(person, move == ChangeMove.Finish ? "change.finished" : "change.rolledBack", number, new { reason = text });
        await schedule.OverAsync(change);
        await news.OverAsync(change);
        await SavedAsync(change);
        await news.AskForReviewAsync(change);
        return change;
    }

    private async Task<Change?> MineAsync(string number, Person person) =>
        await desk.FindAsync(number) is { } change && ChangeRights.MayDo(change, person, policy.Current) ? change : null;

    private async Task<Change> SavedAsync(Change change)
    {
        await db.SaveChangesAsync();
        await cards.BringUpToDateAsync(new CardSubject(ChangeApproval.Kind, change.Number));
        return change;
    }
}
