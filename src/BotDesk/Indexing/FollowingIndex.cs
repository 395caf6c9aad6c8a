using BotDesk.Data;
using BotDesk.Search;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Indexing;

/// <summary>Which state of a row an index has.</summary>
/// <param name="Version">Differs where the row does.</param>
public readonly record struct RowState(long Id, int Version, DateTimeOffset ChangedAt);

/// <summary>
/// A full-text index derived from rows of the database: built at the start, following every change within a second, whoever made it
/// (another instance, the command line). It is in memory, and comes back by itself; with a file, without analysing everything again.
/// </summary>
/// <param name="file">Where it is kept for the next start; null: nowhere.</param>
public abstract partial class FollowingIndex<TRow>(ISearchIndex index, IDbContextFactory<DeskDb> readers, TimeProvider clock, ILogger logger, IndexFile? file = null) : BackgroundService
    where TRow : class
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>A transaction may commit later than one that took its time after it, so the last while is read again.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private const int ReadTogether = 500;

    /// <summary>The rows that the index has, and the keys of their documents.</summary>
    private readonly Dictionary<long, (RowState State, string Key)> _known = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Filled _filled;

    /// <summary>Whether there are changes that no searcher has yet, as when reading failed in the middle of them.</summary>
    private bool _unpublished;
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
        // From the first on, so that nobody else goes to the trouble.
        file?.TryOwn();
        while (true)
        {
            // Renewed before the look, so that what changes during it is looked at again.
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await FollowAsync(stoppingToken);
                _complete.TrySetResult();
                KeepWhenQuiet();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.FollowFailed(logger, typeof(TRow).Name, error);
            }

            await Task.WhenAny(_changed.Task, Task.Delay(Look, clock, stoppingToken));
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await KeepAsync();
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        if (_filled == Filled.No)
        {
            _filled = await FillAsync(db, cancellationToken);
        }

        // Most looks find nothing new: ask for the states first, and only then for the texts.
        var rows = db.Set<TRow>();
        var states = await StatesOf(_filled == Filled.FromFile ? rows : ChangedSince(rows, _watermark - Window)).ToListAsync(cancellationToken);
        var stale = states.Where(row => !_known.TryGetValue(row.Id, out var known) || known.State != row).Select(row => row.Id).ToList();
        foreach (var ids in stale.Chunk(ReadTogether))
        {
            await foreach (var row in WithIds(Rows(db), ids).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                Apply(row);
            }
        }

        // The desk deletes no row that it looks at here; somebody may have put an older database back.
        if (_filled == Filled.FromFile)
        {
            Forget([.. _known.Keys.Except(states.Select(row => row.Id))]);
            (_filled, _unpublished) = (Filled.Yes, true);
        }

        if (_unpublished)
        {
            // The searcher after the refresh, which may have merged what the one that it returns still has in parts.
            index.Refresh();
            Publish(index.Searcher);
            _unpublished = false;
            Log.Indexed(logger, index.Searcher.Count, typeof(TRow).Name);
        }
    }

    private async Task<Filled> FillAsync(DeskDb db, CancellationToken cancellationToken)
    {
        if (await RestoreAsync())
        {
            return Filled.FromFile;
        }

        // The row is read by this thread while others analyse those before it.
        await Task.Factory.StartNew(() => index.UpdateAll(ReadAll(db, cancellationToken)), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _unpublished = true;
        return Filled.Yes;
    }

    private IEnumerable<Document> ReadAll(DeskDb db, CancellationToken cancellationToken)
    {
        foreach (var row in Rows(db).AsEnumerable())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var document = Read(row, out var key);
            Note(StateOf(row), key);
            if (document is not null)
            {
                yield return document;
            }
        }
    }

    private void Apply(TRow row)
    {
        var document = Read(row, out var key);
        Note(StateOf(row), key);
        if (document is not null)
        {
            index.Update(document);
        }
        else
        {
            index.Delete(key);
        }

        _unpublished = true;
    }

    private void Forget(List<long> ids)
    {
        foreach (var id in ids)
        {
            _known.Remove(id, out var row);
            index.Delete(row.Key);
            Unkept();
        }
    }

    private void Note(RowState state, string key)
    {
        _known[state.Id] = (state, key);
        Unkept();
        _watermark = state.ChangedAt > _watermark ? state.ChangedAt : _watermark;
    }

    private enum Filled
    {
        No,

        /// <summary>From what was kept; the database may have changed since.</summary>
        FromFile,
        Yes,
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} of {Kind} can be found.")]
        public static partial void Indexed(ILogger logger, int count, string kind);

        [LoggerMessage(LogLevel.Error, "Following changes of {Kind} failed; it is tried again.")]
        public static partial void FollowFailed(ILogger logger, string kind, Exception error);
    }
}
