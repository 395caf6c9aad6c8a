using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Timers;

namespace BotDesk.Changes;

/// <summary>What happens by itself around a change: the affected are told, the implementer is asked, what nobody has to look at is closed.</summary>
public sealed class ChangeSchedule(DeskDb db, DeskTimers timers, PolicySource policy, AuditTrail audit, TimeProvider clock)
{
    public const string Timer = "changes.day";

    /// <summary>The affected are told that it will be, and the implementer confirms.</summary>
    public const string Before = "before";

    /// <summary>The implementer is asked to begin.</summary>
    public const string Begin = "begin";

    /// <summary>The implementer is asked how it went.</summary>
    public const string End = "end";

    /// <summary>Nothing followed that would have to be looked at.</summary>
    public const string Watch = "watch";

    /// <summary>Long enough for somebody to be told, and for people to act on it.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    /// <summary>It is agreed to, or was moved: sets what comes.</summary>
    public async Task SetAsync(Change change)
    {
        var now = clock.GetUtcNow();
        change.ToldBefore = null;
        await timers.SetAsync(Timer, change.Number, Later(change.PlannedStart - (policy.Current.Changes?.TellBefore ?? TimeSpan.Zero), now), Before);
        await timers.SetAsync(Timer, change.Number, Later(change.PlannedStart, now + AtOnce), Begin);
        await timers.SetAsync(Timer, change.Number, Later(change.PlannedEnd, now + AtOnce), End);
    }

    public Task ClearAsync(Change change) => timers.CancelAsync(Timer, change.Number);

    /// <summary>An emergency begins, before anybody has agreed.</summary>
    public async Task ActFirstAsync(Change change, Person by)
    {
        var now = clock.GetUtcNow();
        _ = change.Move(ChangeMove.ActFirst, now);
        change.StartedAt = now;
        change.ReviewReason = Phrase.Of("changes.reason.emergency");
        change.Note(by, Phrase.Of("changes.did.actedFirst"), null, now);
        audit.Add(by, "change.started", change.Number, new { emergency = true });
        await timers.SetAsync(Timer, change.Number, now, Before);
        await timers.SetAsync(Timer, change.Number, Later(change.PlannedEnd, now + AtOnce), End);
        await db.SaveChangesAsync();
    }

    /// <summary>It is over; from now on incidents are put down to it for a while.</summary>
    public async Task OverAsync(Change change)
    {
        await ClearAsync(change);
        change.WatchedUntil = clock.GetUtcNow() + (policy.Current.Changes?.Watch ?? TimeSpan.Zero);
        await timers.SetAsync(Timer, change.Number, change.WatchedUntil.Value, Watch);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
