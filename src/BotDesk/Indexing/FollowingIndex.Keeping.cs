using BotDesk.Search.Snapshots;

namespace BotDesk.Indexing;

/// <summary>How it is kept for the next start: after many rows have changed, when no more do, and at the end.</summary>
public abstract partial class FollowingIndex<TRow>
{
    /// <summary>Reading and analysing fewer rows than these takes the next start less time than writing everything takes now.</summary>
    private const int WorthKeeping = 200;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private Task _keeping = Task.CompletedTask;
    private int _unkept;
    private long _lastChange;

    /// <summary>Reads the rows once and keeps the index for the next start of a desk, unless one is running that keeps it itself.</summary>
    /// <param name="changed">How many rows have changed since.</param>
    public async Task PrepareAsync(int changed, CancellationToken cancellationToken)
    {
        if (changed >= WorthKeeping && file?.TryOwn() == true)
        {
            await FollowAsync(cancellationToken);
            await KeepAsync();
        }
    }

    public override void Dispose()
    {
        file?.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes down what is known of the rows beside the index.</summary>
    protected virtual void Save(SnapshotWriter writer)
    {
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    protected virtual void Load(SnapshotReader reader)
    {
    }

    private void Unkept() => (_unkept, _lastChange) = (_unkept + 1, clock.GetTimestamp());

    private void KeepWhenQuiet()
    {
        if (_keeping.IsCompleted && clock.GetElapsedTime(_lastChange) >= Quiet)
        {
            _keeping = KeepAsync();
        }
    }

    private async Task KeepAsync()
    {
        await _keeping;
        if (_unkept < WorthKeeping || _unpublished || file?.TryOwn() != true || index is not ISnapshotIndex snapshots)
        {
            return;
        }

        // Of one moment: following goes on while it is written.
        var (searcher, rows) = (index.Searcher, _known.Values.ToList());
        using var more = new MemoryStream();
        Save(new SnapshotWriter(more));
        _unkept = 0;
        await Task.Run(() => file.Write(writer =>
        {
            writer.Write<long>([.. rows.SelectMany(row => new[] { row.State.Id, row.State.Version, row.State.ChangedAt.UtcTicks })]);
            writer.Write([.. rows.Select(row => row.Key)]);
            writer.Write<byte>(more.ToArray());
            snapshots.Save(searcher, writer);
        }));
    }

    /// <returns>Whether there was one that can be used. The database may have changed since.</returns>
    private async Task<bool> RestoreAsync() => file is not null && index is ISnapshotIndex snapshots && await Task.Run(() => file.TryRead(reader =>
    {
        var (rows, keys, more) = (reader.Read<long>(), reader.ReadTexts(), reader.Read<byte>());
        snapshots.Load(reader);
        Load(new SnapshotReader(new MemoryStream(more)));
        for (var i = 0; i < keys.Length; i++)
        {
            Note(new RowState(rows[3 * i], (int)rows[(3 * i) + 1], new DateTimeOffset(rows[(3 * i) + 2], TimeSpan.Zero)), keys[i]);
        }

        _unkept = 0;
    }));
}
