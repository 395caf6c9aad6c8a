namespace BotDesk.Data;

/// <summary>What waits to be sent to one conversation, in order. Its users lock it.</summary>
internal sealed class OutboxLane
{
    // The newest state of each card that is to be brought up to date here.
    private readonly Dictionary<long, long> _newest = [];

    public PriorityQueue<OutboxRow, long> Rows { get; } = new();

    public HashSet<long> Ids { get; } = [];

    public bool IsRunning { get; set; }

    public Task Running { get; set; } = Task.CompletedTask;

    public bool IsRemoved { get; set; }

    public void Add(OutboxRow row)
    {
        Rows.Enqueue(row, row.Id);
        if (row.Target is { } target)
        {
            _newest[target] = Math.Max(row.Id, _newest.GetValueOrDefault(target));
        }
    }

    /// <summary>Whether a later row brings the same card up to date.</summary>
    public bool HasNewer(OutboxRow row) => row.Target is { } target && _newest.GetValueOrDefault(target) > row.Id;

    /// <summary>Takes out a row that is done. It need not be the first any more: PostgreSQL gives ids before the commit.</summary>
    public void Remove(OutboxRow done)
    {
        Rows.Remove(done, out _, out _);
        Ids.Remove(done.Id);
        if (done.Target is { } target && _newest.GetValueOrDefault(target) == done.Id)
        {
            _newest.Remove(target);
        }
    }
}
