namespace BotDesk.Channels;

/// <param name="Count">How many at most.</param>
/// <param name="Window">In any such span of time.</param>
internal readonly record struct RateLimit(int Count, TimeSpan Window);

/// <summary>When things went to where a channel counts them, the last last. For one thread at a time.</summary>
internal sealed class SentLog
{
    private readonly List<DateTimeOffset> _at = [];
    private DateTimeOffset _heldUntil;

    /// <summary>From when on nothing of it matters to a limit over this span.</summary>
    public DateTimeOffset ForgottenAfter(TimeSpan longestWindow) => _at.Count > 0 && _at[^1] + longestWindow is var end && end > _heldUntil ? end : _heldUntil;

    /// <returns>Zero when something may go now; otherwise when to ask again.</returns>
    public TimeSpan Wait(ReadOnlySpan<RateLimit> limits, DateTimeOffset now)
    {
        var wait = _heldUntil > now ? _heldUntil - now : TimeSpan.Zero;
        foreach (var (count, window) in limits)
        {
            if (_at.Count >= count && _at[^count] + window - now is var left && left > wait)
            {
                wait = left;
            }
        }

        return wait;
    }

    /// <param name="needed">How many of them any limit looks at.</param>
    public void Add(DateTimeOffset now, int needed)
    {
        if (_at.Count >= 2 * needed)
        {
            _at.RemoveRange(0, _at.Count - needed);
        }

        _at.Add(now);
    }

    /// <summary>The channel said to wait: nobody else needs to be told the same.</summary>
    public void Hold(DateTimeOffset until) => _heldUntil = until > _heldUntil ? until : _heldUntil;
}

/// <summary>Waits below a channel's limits.</summary>
internal static class Pacing
{
    /// <summary>A longer wait is not sat out: a row stays in the outbox until then.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Asks for leave to go until it is given.</summary>
    /// <param name="take">Zero when it is given; otherwise when to ask again.</param>
    /// <param name="longest">How long this may take altogether; <see cref="Timeout.InfiniteTimeSpan"/>: as long as it takes.</param>
    /// <returns>Null when it may go now; otherwise how long it has to stay where it is.</returns>
    public static async Task<TimeSpan?> WaitAsync(Func<TimeSpan> take, TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow();
        while (take() is var wait && wait > TimeSpan.Zero)
        {
            if (longest != Timeout.InfiniteTimeSpan && clock.GetUtcNow() - since + wait > longest)
            {
                return wait;
            }

            await Task.Delay(wait, clock, cancellationToken);
        }

        return null;
    }
}
