using System.Diagnostics;

namespace BotDesk.Tests;

/// <summary>A clock that stands still until a test moves it; timers fire on the way.</summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private readonly List<(TimeSpan Delay, TaskCompletionSource Seen)> _watched = [];
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        Timer[] due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
        }

        Array.ForEach(due, timer => timer.Fire());
    }

    /// <summary>Ends when somebody waits for exactly this long: only then does moving the clock wake them.</summary>
    public Task Awaited(TimeSpan delay)
    {
        lock (_lock)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watched.Add((delay, seen));
            return seen.Task.WaitAsync(Arrivals.Patience);
        }
    }

    /// <summary>How many wait for it in code of these types; only once <see cref="NotesWho"/>.</summary>
    public int Waiting(params Type[] who)
    {
        lock (_lock)
        {
            return _timers.Count(timer => !timer.IsPeriodic && timer.Who is { } its && who.Contains(its));
        }
    }

    /// <summary>Whether it is kept who waits.</summary>
    public bool NotesWho { get; set; }

    /// <summary>Moves to when the next of all timers is due.</summary>
    public void AdvanceToNext()
    {
        TimeSpan left;
        lock (_lock)
        {
            left = _timers.Min(timer => timer.Due) - _now;
        }

        Advance(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state) { Who = NotesWho ? Asking() : null };
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The type of the product whose code asks for a timer.</summary>
    private static Type? Asking() => new StackTrace().GetFrames().Select(frame => frame.GetMethod()?.DeclaringType)
        .Where(type => type?.Namespace?.StartsWith("BotDesk", StringComparison.Ordinal) == true && type.Assembly != typeof(FakeTime).Assembly)
        .Select(type => type!.DeclaringType ?? type).FirstOrDefault();

    private sealed class Timer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public Type? Who { get; init; }

        public bool IsPeriodic => _period > TimeSpan.Zero;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                _period = period;
                time._timers.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                    foreach (var (_, seen) in time._watched.Where(watched => watched.Delay == dueTime))
                    {
                        seen.TrySetResult();
                    }
                }
            }

            if (dueTime == TimeSpan.Zero)
            {
                Fire();
            }

            return true;
        }

        public void Fire()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (_period > TimeSpan.Zero)
                {
                    Due = time._now + _period;
                    time._timers.Add(this);
                }
            }

            callback(state);
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
