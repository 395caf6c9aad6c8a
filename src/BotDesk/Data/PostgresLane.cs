using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BotDesk.Data;

/// <summary>
/// PostgreSQL: operations run side by side, each in a transaction of its own; one that lost a race runs again from the start.
/// </summary>
internal sealed class PostgresLane(IDbContextFactory<DeskDb> contexts, IServiceScopeFactory scopes) : IWriteLane
{
    private const int Attempts = 5;

    public async Task RunAsync(Func<IServiceProvider, Task> operation, bool isFirst, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunOnceAsync(operation, cancellationToken);
                return;
            }
            catch (Exception race) when (attempt < Attempts && IsRace(race))
            {
                // Run again: the operation reads what the other one committed.
            }
        }
    }

    private static bool IsRace(Exception error) =>
        error is DbUpdateConcurrencyException ||
        (error as PostgresException ?? error.InnerException as PostgresException)?.SqlState is
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    private async Task RunOnceAsync(Func<IServiceProvider, Task> operation, CancellationToken cancellationToken)
    {
        Action[] afterCommit;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = ScopedDeskDb.Give(scope.ServiceProvider, await contexts.CreateDbContextAsync(cancellationToken));
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                await operation(scope.ServiceProvider);
                await Consequences.SaveAsync(scope.ServiceProvider, db);
                await transaction.CommitAsync(CancellationToken.None);
                afterCommit = db.TakeAfterCommit();
            }
            finally
            {
                db.EndWriting();
            }
        }

        foreach (var action in afterCommit)
        {
            action();
        }
    }
}
