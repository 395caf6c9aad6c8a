using System.Threading.Channels;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Timers;

/// <summary>
/// Fires what is due, each once, however many instances run: a timer is taken in the transaction of what its handler does. What a process leaves
/// when it is killed, or while none runs, is due still.
/// </summary>
/// <remarks>
/// It sleeps until the next one is due, and is woken when an earlier one is set here. What another instance sets, that one fires; should it die,
/// it is found within <see cref="LongestSleep"/>.
/// </remarks>
public sealed partial class TimerKeeper(
    IServiceProvider services, IDbContextFactory<DeskDb> readers, IEnumerable<Recurrence> recurrences, TimeProvider clock, ILogger<TimerKeeper> logger) : BackgroundService
{
    /// <summary>How long what another process set, and did not live to fire, can be late.</summary>
    internal static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    /// <summary>After the first failure; each further one doubles it, up to <see cref="LongestPause"/>.</summary>
    internal static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    internal static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private const int LongestReason = 500;

    private readonly Channel<bool> _awake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _sleepsUntil = long.MaxValue;

    private DeskWriter Writer => field ??= services.GetRequiredService<DeskWriter>();

    /// <summary>One was set for this time; wakes whoever sleeps for longer.</summary>
    internal void Expect(DateTimeOffset due)
    {
        if (due.UtcTicks < Volatile.Read(ref _sleepsUntil))
        {
            _awake.Writer.TryWrite(true);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var alarm = clock.CreateTimer(_ => _awake.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var begun = false;
        while (true)
        {
            var until = clock.GetUtcNow() + LongestSleep;
            try
            {
                if (!begun)
                {
                    await BeginAsync(stoppingToken);
                    begun = true;
                }

                // From here on whatever is set wakes it, until it knows for how long it can sleep.
                Volatile.Write(ref _sleepsUntil, long.MaxValue);
                while (await FireOneAsync(stoppingToken))
                {
                }

                until = await NextAsync(stoppingToken) is { } next && next < until ? next : until;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.Failed(logger, error);
            }

            Volatile.Write(ref _sleepsUntil, until.UtcTicks);
            await SleepAsync(alarm, until, stoppingToken);
        }
    }

    private async Task SleepAsync(ITimer alarm, DateTimeOffset until, CancellationToken stoppingToken)
    {
        if (until - clock.GetUtcNow() is { Ticks: > 0 } wait)
        {
            // A timer counts in milliseconds: rounded up, so that it is due when it wakes.
            alarm.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            if (clock.GetUtcNow() < until)
            {
                await _awake.Reader.ReadAsync(stoppingToken);
            }
        }

        stoppingToken.ThrowIfCancellationRequested();
    }

    private Task<bool> BeginAsync(CancellationToken cancellationToken) => Writer.DoAsync(async (DeskTimers timers) =>
    {
        foreach (var recurrence in recurrences)
        {
            await timers.BeginAsync(recurrence, clock.GetUtcNow());
        }

        return true;
    }, cancellationToken);

    private async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await DeskTimers.NextAsync(db);
    }

    /// <returns>False when nothing (more) is due.</returns>
    private async Task<bool> FireOneAsync(CancellationToken cancellationToken)
    {
        // Only looked at, so that nothing is written while nothing is due.
        if (await NextAsync(cancellationToken) is not { } next || next > clock.GetUtcNow())
        {
            return false;
        }

        TimerRow? taken = null;
        try
        {
            await Writer.WriteAsync(async scope =>
            {
                var now = clock.GetUtcNow();
                var timers = scope.GetRequiredService<DeskTimers>();
                taken = await timers.TakeAsync(now);
                if (taken is null)
                {
                    return;
                }

                await scope.GetRequiredKeyedService<ITimerHandler>(taken.Kind).FireAsync(taken.ToDue());
                if (recurrences.FirstOrDefault(each => each.Kind == taken.Kind) is { } recurrence)
                {
                    await timers.SetAsync(taken.Kind, taken.Subject, now + recurrence.Every, taken.Name);
                }
            }, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever one handler does, the others fire; it is logged and tried again.
        catch (Exception error) when (taken is not null && error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            await PostponeAsync(taken, error, cancellationToken);
        }

        return taken is not null;
    }

    private async Task PostponeAsync(TimerRow row, Exception error, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, row.Attempts)));
        var due = clock.GetUtcNow() + pause;
        Log.WillRetry(logger, error, row.Kind, row.Subject, row.Attempts + 1, due);
        await Writer.DoAsync(async (DeskTimers timers) =>
        {
            await timers.PostponeAsync(row, due, error.Message.Length > LongestReason ? error.Message[..LongestReason] : error.Message);
            return true;
        }, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Looking for what is due failed; it is tried again.")]
        public static partial void Failed(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Error, "What was due of {Kind} about '{Subject}' failed ({Attempts} times now); it is tried again at {Due:O}.")]
        public static partial void WillRetry(ILogger logger, Exception error, string kind, string subject, int attempts, DateTimeOffset due);
    }
}
