using System.Collections.Concurrent;
using BotDesk.Data;

namespace BotDesk.Conversation;

/// <summary>
/// Handles what the inbox holds: one activity at a time per conversation, in order of arrival, many conversations side by side.
/// </summary>
/// <remarks>
/// Among several instances the transaction itself keeps the order: it locks the conversation and handles what is next in it,
/// whichever instance took that in.
/// </remarks>
public sealed partial class ConversationLanes(
    TurnRunner runner,
    DeskWriter writer,
    TimeProvider clock,
    ILogger<ConversationLanes> logger) : BackgroundService
{
    /// <summary>How old a waiting activity must be before it is taken for left behind by a dead instance.</summary>
    private static readonly TimeSpan LeftBehind = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private volatile bool _stopping;

    /// <summary>Puts an activity into its lane, once.</summary>
    /// <returns>Ends when it was handled, with the stored answer if it has one.</returns>
    public Task<InboxRow> Enqueue(InboxRow row)
    {
        while (true)
        {
            var lane = _lanes.GetOrAdd(row.ConversationKey, static _ => new Lane());
            lock (lane)
            {
                if (lane.IsRemoved)
                {
                    continue;
                }

                if (lane.Waiting.TryGetValue(row.Id, out var already))
                {
                    return already.Done.Task;
                }

                var item = new Item(row);
                lane.Waiting.Add(row.Id, item);
                lane.Queue.Enqueue(item, row.Id);
                if (!lane.IsRunning)
                {
                    lane.IsRunning = true;
                    lane.Running = Task.Run(() => RunAsync(row.ConversationKey, lane));
                }

                return item.Done.Task;
            }
        }
    }

    /// <summary>Takes up everything that was durable but not handled before anything new is let in, so that the order stays.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TakeUpAsync(DateTimeOffset.MaxValue.AddDays(-1), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Starts no more turns, and ends when those under way are committed; the rest waits in the inbox for the next start.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_lanes.Values.Select(lane => lane.Running)).WaitAsync(cancellationToken);
    }

    /// <summary>Takes up what a dead instance left.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Sweep, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TakeUpAsync(clock.GetUtcNow() - LeftBehind, stoppingToken);
                await writer.WriteAsync(scope => scope.GetRequiredService<Inbox>().ForgetAsync(clock.GetUtcNow() - Keep), stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.SweepFailed(logger, error);
            }
        }
    }

    private async Task TakeUpAsync(DateTimeOffset receivedBefore, CancellationToken cancellationToken)
    {
        List<InboxRow> rows = [];
        do
        {
            var after = rows is [.., var last] ? last.Id : 0;
            rows = await writer.DoAsync((Inbox inbox) => inbox.PendingAsync(receivedBefore, after), cancellationToken);
            foreach (var row in rows)
            {
                _ = Enqueue(row);
            }
        }
        while (rows.Count == Inbox.PageSize);
    }

    private async Task RunAsync(string key, Lane lane)
    {
        while (true)
        {
            Item item;
            lock (lane)
            {
                if (_stopping || !lane.Queue.TryDequeue(out item!, out _))
                {
                    lane.IsRemoved = true;
                    _lanes.TryRemove(new(key, lane));
                    return;
                }
            }

            try
            {
                item.Done.TrySetResult(await runner.RunAsync(item.Row));
            }
#pragma warning disable CA1031 // The lane goes on; the failure is its waiter's, and the row stays in the inbox for the sweep.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Log.TurnFailed(logger, error, item.Row.Id, key);
                item.Done.TrySetException(error);
                _ = item.Done.Task.Exception;
            }

            lock (lane)
            {
                lane.Waiting.Remove(item.Row.Id);
            }
        }
    }

    private sealed class Item(InboxRow row)
    {
        public InboxRow Row { get; } = row;

        public TaskCompletionSource<InboxRow> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Lane
    {
        public PriorityQueue<Item, long> Queue { get; } = new();

        public Dictionary<long, Item> Waiting { get; } = [];

        public bool IsRunning { get; set; }

        public Task Running { get; set; } = Task.CompletedTask;

        public bool IsRemoved { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Handling activity {Row} of {Conversation} failed; it is tried again.")]
        public static partial void TurnFailed(ILogger logger, Exception error, long row, string conversation);

        [LoggerMessage(LogLevel.Error, "Looking for activities left behind failed; it is tried again.")]
        public static partial void SweepFailed(ILogger logger, Exception error);
    }
}
