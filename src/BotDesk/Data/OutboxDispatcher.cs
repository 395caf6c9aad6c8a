using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Data;

/// <summary>
/// Sends what the outbox holds: at once after the commit, in order per conversation, again after a failure where that is safe,
/// and what a dead instance left behind.
/// </summary>
/// <remarks>
/// A row is claimed by the instance that added it, for <see cref="Outbox.Claim"/>. A process that is killed between sending a row
/// and recording it sends it again after its restart: Teams then shows it twice. Our own Direct Line does not, and Slack is asked first.
/// </remarks>
public sealed partial class OutboxDispatcher(
    IServiceProvider services,
    IDbContextFactory<DeskDb> readers,
    DeskDatabase database,
    TimeProvider clock,
    ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private const int LargestClaim = 500;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);

    /// <summary>A row is only sent while it is this instance's for at least so long: longer than a call to a connector takes.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);
    private static readonly TimeSpan Keep = TimeSpan.FromDays(90);
    private static readonly Meter Meter = new("BotDesk.Outbox");
    private static readonly Counter<long> Uncertain = Meter.CreateCounter<long>(
        "botdesk.outbox.uncertain", description: "Messages whose delivery could not be told from a failure; they are not repeated.");

    private readonly ConcurrentDictionary<string, OutboxLane> _lanes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>This process, among the instances that share the database.</summary>
    public string Instance { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    private DeskWriter Writer => field ??= services.GetRequiredService<DeskWriter>();

    private IDelivery Delivery => field ??= services.GetRequiredService<IDelivery>();

    /// <summary>Takes rows that were just committed, in their order.</summary>
    public void Dispatch(IReadOnlyList<OutboxRow> rows)
    {
        foreach (var row in rows)
        {
            while (true)
            {
                var lane = _lanes.GetOrAdd(row.ConversationKey, static _ => new OutboxLane());
                lock (lane)
                {
                    if (lane.IsRemoved)
                    {
                        continue;
                    }

                    if (!lane.Ids.Add(row.Id))
                    {
                        break;
                    }

                    lane.Add(row);
                    if (!lane.IsRunning)
                    {
                        lane.IsRunning = true;
                        lane.Running = Task.Run(() => RunAsync(row.ConversationKey, lane));
                    }

                    break;
                }
            }
        }
    }

    /// <summary>Takes over what was left behind before anything new is said, so that the order stays.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (await ClaimAsync(cancellationToken) == LargestClaim)
        {
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Starts no more sends, and ends when those under way are recorded: else the next start would repeat them. What waits is left to the other instances,
    /// or to the next start, at once.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_lanes.Values.Select(lane => lane.Running)).WaitAsync(cancellationToken);
        try
        {
            await Writer.WriteAsync(scope => scope.GetRequiredService<Outbox>().LeaveAsync(), cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.LeavingFailed(logger, error);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _stopping.Dispose();
        base.Dispose();
    }

    /// <summary>Finds what nobody sends: everything of a dead instance, and what was released.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Sweep, clock);
        do
        {
            try
            {
                await ClaimAsync(stoppingToken);
                await Writer.WriteAsync(scope => scope.GetRequiredService<Outbox>().ForgetAsync(clock.GetUtcNow() - Keep), stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.SweepFailed(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> ClaimAsync(CancellationToken cancellationToken)
    {
        var rows = await Writer.DoAsync((Outbox outbox) => outbox.ClaimAsync(LargestClaim), cancellationToken);
        Dispatch(rows);
        return rows.Count;
    }

    private async Task RunAsync(string key, OutboxLane lane)
    {
        while (true)
        {
            OutboxRow row;
            bool isSuperseded;
            lock (lane)
            {
                if (_stopping.IsCancellationRequested || !lane.Rows.TryPeek(out row!, out _))
                {
                    lane.IsRunning = false;
                    lane.IsRemoved = true;
                    _lanes.TryRemove(new(key, lane));
                    return;
                }

                isSuperseded = lane.HasNewer(row);
            }

            var done = false;
            try
            {
                done = isSuperseded ? await SkipAsync(row) : await SendAsync(row);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                continue;
            }
#pragma warning disable CA1031 // A lane must survive whatever one row does; the row stays in the database and is found again by the sweep.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Log.SendFailed(logger, error, row.Id, key);
                done = true;
            }

            if (done)
            {
                lock (lane)
                {
                    lane.Remove(row);
                }
            }
        }
    }

    /// <summary>A newer state of the same card waits behind it already: a channel's limits are spent on that one.</summary>
    private async Task<bool> SkipAsync(OutboxRow row)
    {
        if (await IsOursAsync(row))
        {
            await Writer.WriteAsync(scope => scope.GetRequiredService<Outbox>().MarkEndedAsync(row, "Superseded", ""));
        }

        return true;
    }

    /// <returns>True when the row is out of this instance's hands.</returns>
    private async Task<bool> SendAsync(OutboxRow row)
    {
        if (row.DueAt - clock.GetUtcNow().ToUnixTimeMilliseconds() is > 0 and var early)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(early), clock, _stopping.Token);
            return false;
        }

        if (!await IsOursAsync(row))
        {
            return true;
        }

        string? target = null;
        if (row.Target is not null || row.Under is not null || !database.IsSqlite)
        {
            await using var db = await readers.CreateDbContextAsync(_stopping.Token);
            var outbox = new Outbox(db, this, clock);
            if (!database.IsSqlite && await outbox.EarlierAsync(row) is { } earlier)
            {
                // Order comes before speed. One of our own was committed a moment ago and comes into this lane at once; one that another
                // instance has in hand may take a while.
                await (await outbox.IsOwnAsync(earlier)
                    ? Task.Delay(Moment, _stopping.Token)
                    : Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(earlier.DueAt - clock.GetUtcNow().ToUnixTimeMilliseconds(), 100, (long)Sweep.TotalMilliseconds)), clock, _stopping.Token));
                return false;
            }

            target = (row.Target ?? row.Under) is { } id ? await outbox.ExternalIdAsync(id) : null;
        }

        // Not cut short by a stop: what the channel received by then would be sent again.
        var result = await Delivery.DeliverAsync(row, target, CancellationToken.None);
        return await RecordAsync(row, result);
    }

    /// <summary>
    /// A row that waited long, behind one that is tried again, may have been taken over by another instance; and one that was just taken over may have been
    /// sent meanwhile by whoever still had it in hand.
    /// </summary>
    private async Task<bool> IsOursAsync(OutboxRow row) =>
        row.OwnedUntil - clock.GetUtcNow().ToUnixTimeMilliseconds() > Kept.TotalMilliseconds || await Writer.DoAsync((Outbox outbox) => outbox.RenewAsync(row), _stopping.Token);

    private async Task<bool> RecordAsync(OutboxRow row, DeliveryResult result)
    {
        switch (result.Outcome)
        {
            case DeliveryOutcome.Delivered:
                await Writer.WriteAsync(scope => scope.GetRequiredService<Outbox>().MarkDeliveredAsync(row, result.ActivityId));
                return true;

            case DeliveryOutcome.RetryLater when row.Attempts < MaxAttempts:
                var due = clock.GetUtcNow() + (result.RetryAfter ?? Backoff(row.Attempts));
                row.Attempts++;
                row.DueAt = due.ToUnixTimeMilliseconds();
                Log.WillRetry(logger, row.Id, row.ConversationKey, result.Why, due);
                await Writer.WriteAsync(scope => scope.GetRequiredService<Outbox>().MarkRetryAsync(row, due, result.Why ?? ""));
                return false;

            case DeliveryOutcome.Blocked:
                Log.Blocked(logger, row.ConversationKey, result.Why);
                await Writer.WriteAsync(scope => scope.GetRequiredService<Outbox>().HoldAsync(row.ConversationKey, result.Why ?? "blocked"));
                return true;

            default:
                if (result.Outcome == DeliveryOutcome.Uncertain)
                {
                    Uncertain.Add(1);
                }

                Log.Ended(logger, row.Id, row.ConversationKey, result.Outcome, result.Why);
                await Writer.WriteAsync(scope => scope.GetRequiredService<Outbox>().MarkEndedAsync(row, result.Outcome.ToString(), result.Why ?? ""));
                return true;
        }
    }

    /// <summary>1, 2, 4 … 60 seconds; with that many attempts a row is given up after about <see cref="GiveUpAfter"/>.</summary>
    private static TimeSpan Backoff(int attempts) => TimeSpan.FromSeconds(Math.Min(60, 1 << Math.Min(attempts, 6)));

    private static readonly int MaxAttempts = (int)GiveUpAfter.TotalMinutes;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Looking for messages left behind failed; it is tried again.")]
        public static partial void SweepFailed(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Warning, "Messages that wait could not be left to other instances, which take them over when this one has not been heard of for a while.")]
        public static partial void LeavingFailed(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Error, "Sending message {Row} to {Conversation} failed; it is tried again.")]
        public static partial void SendFailed(ILogger logger, Exception error, long row, string conversation);

        [LoggerMessage(LogLevel.Information, "Message {Row} to {Conversation} could not be delivered ({Why}); next try at {Due:O}.")]
        public static partial void WillRetry(ILogger logger, long row, string conversation, string? why, DateTimeOffset due);

        [LoggerMessage(LogLevel.Warning, "Messages to {Conversation} are held until the person writes again ({Why}).")]
        public static partial void Blocked(ILogger logger, string conversation, string? why);

        [LoggerMessage(LogLevel.Warning, "Message {Row} to {Conversation} was not delivered: {Outcome}, {Why}.")]
        public static partial void Ended(ILogger logger, long row, string conversation, DeliveryOutcome outcome, string? why);
    }
}
