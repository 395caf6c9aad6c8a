using BotDesk.Data;
using BotDesk.Search;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Indexing;

/// <summary>Which state of a row an index has.</summary>
/// <param name="Version">Differs where the row does.</param>
public readonly record struct RowState(long Id, int Version, DateTimeOffset ChangedAt);

/// <summary>
/// A full-text index derived from rows of the database: built at the start, following every change within a second, whoever made it
/// (another instance, the command line). It is lost when the process ends, and comes back by itself.
/// </summary>
public abstract partial class FollowingIndex<TRow>(ISearchIndex index, IDbContextFactory<DeskDb> readers, TimeProvider clock, ILogger logger) : BackgroundService
    where TRow : class
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>A transaction may commit later than one that took its time after it, so the last while is read again.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private const int ReadTogether = 500;

    private readonly Dictionary<long, int> _versions = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _loaded;
    private DateTimeOffset _watermark = DateTimeOffset.UnixEpoch;

    /// <summary>Ends when everything that there was at the start can be found.</summary>
    public Task Complete => _complete.Task;

    /// <summary>Looks at once instead of at the next half second.</summary>
    public void Changed() => _changed.TrySetResult();

    /// <summary>The rows, with everything that <see cref="Read"/> needs.</summary>
    protected abstract IQueryable<TRow> Rows(DeskDb db);

    protected abstract IQueryable<TRow> ChangedSince(IQueryable<TRow> rows, DateTimeOffset since);

    protected abstract IQueryable<TRow> WithIds(IQueryable<TRow> rows, IReadOnlyList<long> ids);

    protected abstract IQueryable<RowState> StatesOf(IQueryable<TRow> rows);

    protected abstract RowState StateOf(TRow row);

    /// <summary>The document that stands for the row, or null where it is not to be found; called by one thread at a time.</summary>
    /// <param name="key">The document's key either way.</param>
    protected abstract Document? Read(TRow row, out string key);

    /// <summary>What was read last can be found from now on.</summary>
    protected abstract void Publish(IIndexSearcher searcher);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Renewed before the look, so that what changes during it is looked at again.
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await FollowAsync(stoppingToken);
                _complete.TrySetResult();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.FollowFailed(logger, typeof(TRow).Name, error);
            }

            await Task.WhenAny(_changed.Task, Task.Delay(Look, clock, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        if (!_loaded)
        {
            // The row is read by this thread while others analyse those before it.
            await Task.Factory.StartNew(() => index.UpdateAll(ReadAll(db, cancellationToken)), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            _loaded = true;
        }
        else
        {
            // Most looks find nothing new: ask for the versions first, and only then for the texts.
            var states = await StatesOf(ChangedSince(db.Set<TRow>(), _watermark - Window)).ToListAsync(cancellationToken);
            var stale = states.Where(row => !_versions.TryGetValue(row.Id, out var known) || known != row.Version).Select(row => row.Id).ToList();
            if (stale.Count == 0)
            {
                return;
            }

            foreach (var ids in stale.Chunk(ReadTogether))
            {
                await foreach (var row in WithIds(Rows(db), ids).AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    Apply(row);
                }
            }
        }

        // The searcher after the refresh, which may have merged what the one that it returns still has in parts.
        index.Refresh();
        Publish(index.Searcher);
        Log.Indexed(logger, index.Searcher.Count, typeof(TRow).Name);
    }

    private IEnumerable<Document> ReadAll(DeskDb db, CancellationToken cancellationToken)
    {
        foreach (var row in Rows(db).AsEnumerable())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Note(row);
            if (Read(row, out _) is { } document)
            {
                yield return document;
            }
        }
    }

    private void Apply(TRow row)
    {
        Note(row);
        if (Read(row, out var key) is { } document)
        {
            index.Update(document);
        }
        else
        {
            index.Delete(key);
        }
    }

    private void Note(TRow row)
    {
        var state = StateOf(row);
        _versions[state.Id] = state.Version;
        _watermark = state.ChangedAt > _watermark ? state.ChangedAt : _watermark;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} of {Kind} can be found.")]
        public static partial void Indexed(ILogger logger, int count, string kind);

        [LoggerMessage(LogLevel.Error, "Following changes of {Kind} failed; it is tried again.")]
        public static partial void FollowFailed(ILogger logger, string kind, Exception error);
    }
}
