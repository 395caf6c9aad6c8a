using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace BotDesk.Data;

/// <summary>
/// SQLite's one writer: operations run one after another on one connection, and those that wait are committed together,
/// so that one <c>fsync</c> serves many. Each has a savepoint: one that fails takes only itself back. What somebody outside waits for, such as a channel
/// for its acknowledgement, overtakes the others, and is committed soon.
/// </summary>
internal sealed partial class SqliteLane : IWriteLane, IHostedService, IAsyncDisposable
{
    /// <summary>How many operations one commit may hold: bounds how long the first of them waits.</summary>
    private const int LargestBatch = 64;

    /// <summary>For so long a commit that somebody waits for takes others with it.</summary>
    private static readonly TimeSpan Company = TimeSpan.FromMilliseconds(5);

    private readonly Channel<Pending> _queue = Channel.CreateUnboundedPrioritized<Pending>(new() { Comparer = Pending.Order, SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly PooledDbContextFactory<DeskDb> _contexts;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<SqliteLane> _logger;
    private Task _loop = Task.CompletedTask;
    private long _last;

    // Of the batch that is run: when the first began that somebody waits for, if any has, and whether another one is in it.
    private long? _awaitedSince;
    private bool _hasCompany;

    public SqliteLane(DeskDatabase database, IServiceScopeFactory scopes, ILogger<SqliteLane> logger)
    {
        _scopes = scopes;
        _logger = logger;
        _connection = database.NewSqliteConnection();
        var options = new DbContextOptionsBuilder<DeskDb>();
        database.Configure(options, _connection);
        _contexts = new PooledDbContextFactory<DeskDb>(options.Options);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _connection.Open();
        DeskDatabase.Prepare(_connection);
        _loop = Task.Run(LoopAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Ends when everything that waits is committed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await _loop.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        await _connection.DisposeAsync();
    }

    public Task RunAsync(Func<IServiceProvider, Task> operation, bool isFirst, CancellationToken cancellationToken)
    {
        var pending = new Pending(operation, isFirst, Interlocked.Increment(ref _last), cancellationToken);
        return _queue.Writer.TryWrite(pending)
            ? pending.Done.Task
            : Task.FromException(new OperationCanceledException("The desk is stopping."));
    }

    private async Task LoopAsync()
    {
        var batch = new List<Pending>(LargestBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            try
            {
                await RunBatchAsync(batch);
            }
            catch (Exception broken) when (broken is SqliteException or InvalidOperationException or IOException)
            {
                Log.CommitFailed(_logger, broken, batch.Count);
                foreach (var pending in batch)
                {
                    pending.Error ??= broken;
                }
            }

            foreach (var pending in batch)
            {
                pending.Finish();
            }
        }
    }

    private async Task RunBatchAsync(List<Pending> batch)
    {
        // Immediate: the write lock is taken now, where busy_timeout applies, not in the middle of an operation.
        using var transaction = _connection.BeginTransaction(deferred: false);
        (_awaitedSince, _hasCompany) = (null, false);
        while (batch.Count < LargestBatch && Next() is { } pending)
        {
            batch.Add(pending);
            if (pending.Cancellation.IsCancellationRequested)
            {
                pending.Error = new OperationCanceledException(pending.Cancellation);
                continue;
            }

            await RunOneAsync(pending, transaction);
        }

        transaction.Commit();
    }

    private Pending? Next()
    {
        // One of the others is in every batch, however many come that somebody waits for.
        var isEnough = _hasCompany && _awaitedSince is { } since && Stopwatch.GetElapsedTime(since) >= Company;
        if (!_queue.Reader.TryPeek(out var next) || (isEnough && !next.IsFirst) || !_queue.Reader.TryRead(out next))
        {
            return null;
        }

        if (next.IsFirst)
        {
            _awaitedSince ??= Stopwatch.GetTimestamp();
        }
        else
        {
            _hasCompany = true;
        }

        return next;
    }

    private async Task RunOneAsync(Pending pending, SqliteTransaction transaction)
    {
        transaction.Save("operation");
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var db = ScopedDeskDb.Give(scope.ServiceProvider, await _contexts.CreateDbContextAsync());
            await db.Database.UseTransactionAsync(transaction);
            db.Database.AutoSavepointsEnabled = false;
            try
            {
                await pending.Operation(scope.ServiceProvider);
                await Consequences.SaveAsync(scope.ServiceProvider, db);
                pending.AfterCommit = db.TakeAfterCommit();
            }
            finally
            {
                db.EndWriting();
            }

            transaction.Release("operation");
        }
#pragma warning disable CA1031 // Whatever an operation throws is its caller's: it is handed over, not swallowed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            pending.Error = error;
            transaction.Rollback("operation");
        }
    }

    private sealed class Pending(Func<IServiceProvider, Task> operation, bool isFirst, long number, CancellationToken cancellation)
    {
        /// <summary>What somebody waits for comes before the others, and what came earlier before its like.</summary>
        public static readonly IComparer<Pending> Order = Comparer<Pending>.Create(static (one, other) =>
            one.IsFirst == other.IsFirst ? one.Number.CompareTo(other.Number) : other.IsFirst.CompareTo(one.IsFirst));

        public Func<IServiceProvider, Task> Operation { get; } = operation;

        public bool IsFirst { get; } = isFirst;

        /// <summary>Which one it is of all that were ever lined up.</summary>
        public long Number { get; } = number;

        public CancellationToken Cancellation { get; } = cancellation;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Error { get; set; }

        public Action[] AfterCommit { get; set; } = [];

        public void Finish()
        {
            if (Error is not null)
            {
                Done.SetException(Error);
                return;
            }

            foreach (var action in AfterCommit)
            {
                action();
            }

            Done.SetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A commit of {Count} operations failed; none of them happened.")]
        public static partial void CommitFailed(ILogger logger, Exception exception, int count);
    }
}
