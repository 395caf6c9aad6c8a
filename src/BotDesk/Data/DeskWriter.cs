using Microsoft.EntityFrameworkCore;

namespace BotDesk.Data;

/// <summary>
/// The only way to change the database. An operation is one transaction: all of it happens, or nothing.
/// </summary>
/// <remarks>
/// <para>An operation touches nothing but its <see cref="DeskDb"/> and what it gets from its scope, because it may run again
/// when it lost a race against another instance. What must happen outside goes through the outbox, or through
/// <see cref="DeskDb.AfterCommit"/>.</para>
/// <para>SQLite has one writer, so operations run one after another and those that wait are committed together
/// (<see cref="SqliteLane"/>). PostgreSQL runs them side by side (<see cref="PostgresLane"/>).</para>
/// </remarks>
public sealed class DeskWriter(IWriteLane lane)
{
    /// <summary>Runs an operation and commits it; the task ends when it is durable.</summary>
    /// <param name="operation">Gets the scope in which <see cref="DeskDb"/> is the transaction's.</param>
    /// <param name="cancellationToken">Leaves the queue while the operation has not started; later it has no effect.</param>
    /// <exception cref="DbUpdateException">The database refused; nothing was changed.</exception>
    public async Task<T> WriteAsync<T>(Func<IServiceProvider, Task<T>> operation, CancellationToken cancellationToken = default)
    {
        T result = default!;
        await lane.RunAsync(async scope => result = await operation(scope), isFirst: false, cancellationToken);
        return result;
    }

    /// <summary>Runs an operation for which somebody outside waits, such as a channel for its acknowledgement: it overtakes those that wait for the writer, except its like.</summary>
    /// <inheritdoc cref="WriteAsync{T}(Func{IServiceProvider, Task{T}}, CancellationToken)"/>
    public async Task<T> DoFirstAsync<TDesk, T>(Func<TDesk, Task<T>> operation, CancellationToken cancellationToken = default)
        where TDesk : notnull
    {
        T result = default!;
        await lane.RunAsync(async scope => result = await operation(scope.GetRequiredService<TDesk>()), isFirst: true, cancellationToken);
        return result;
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{IServiceProvider, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<IServiceProvider, Task> operation, CancellationToken cancellationToken = default) =>
        lane.RunAsync(operation, isFirst: false, cancellationToken);

    /// <summary>Runs one operation of a practice: <c>writer.DoAsync((IncidentDesk desk) => desk.FileAsync(…))</c>.</summary>
    public Task<T> DoAsync<TDesk, T>(Func<TDesk, Task<T>> operation, CancellationToken cancellationToken = default)
        where TDesk : notnull =>
        WriteAsync(scope => operation(scope.GetRequiredService<TDesk>()), cancellationToken);
}

/// <summary>How transactions are lined up for one kind of database.</summary>
public interface IWriteLane
{
    /// <summary>Runs the operation in a transaction in a scope of its own, and saves and commits it.</summary>
    /// <param name="operation">What it does.</param>
    /// <param name="isFirst">Whether it overtakes others where they are lined up.</param>
    /// <param name="cancellationToken">Leaves the queue while the operation has not started.</param>
    Task RunAsync(Func<IServiceProvider, Task> operation, bool isFirst, CancellationToken cancellationToken);
}

/// <summary>Decides which database a scope gets: the transaction's inside an operation, otherwise one that only reads.</summary>
/// <remarks>
/// The scope alone owns it and disposes it, once. Contexts are pooled: one disposed a second time may by then be somebody else's.
/// </remarks>
internal sealed class ScopedDeskDb(IDbContextFactory<DeskDb> readers)
{
    private DeskDb? _transaction;

    /// <summary>Called by the scope, when the database is first asked for.</summary>
    public DeskDb Take() => _transaction ?? readers.CreateDbContext();

    /// <summary>Makes <paramref name="db"/> the scope's, from a lane, before anything else is asked of the scope.</summary>
    public static DeskDb Give(IServiceProvider scope, DeskDb db)
    {
        scope.GetRequiredService<ScopedDeskDb>()._transaction = db;
        db.IsWriting = true;
        db.Organisation = scope.GetService<IOrganisationLanguage>();
        return scope.GetRequiredService<DeskDb>();
    }
}
