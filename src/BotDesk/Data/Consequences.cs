namespace BotDesk.Data;

/// <summary>An entity from whose changes something else follows, in whatever operation they happen.</summary>
public interface IFollowed;

/// <param name="IsNew">Whether it was added rather than changed.</param>
public sealed record Followed(IFollowed Entity, bool IsNew);

/// <summary>Does what follows from the changes of an operation: in its transaction, after everything else in it.</summary>
public interface IConsequence
{
    /// <param name="changed">What was added or changed, and is saved.</param>
    Task FollowAsync(IReadOnlyCollection<Followed> changed);
}

internal static class Consequences
{
    /// <summary>Saves the operation's changes with all that follows from them.</summary>
    public static async Task SaveAsync(IServiceProvider scope, DeskDb db)
    {
        await db.SaveChangesAsync();
        if (db.TakeChanged() is { Count: > 0 } changed)
        {
            foreach (var consequence in scope.GetServices<IConsequence>())
            {
                await consequence.FollowAsync(changed);
            }

            await db.SaveChangesAsync();
        }
    }
}
