using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack.Web;

/// <summary>
/// Keeps the desk below Slack's limits (https://docs.slack.dev/apis/web-api/rate-limits): about one message a second to a channel, whichever of
/// its threads they go to, and in each workspace 50 updates a minute.
/// </summary>
internal sealed class SlackPace(IOptions<SlackOptions> options, TimeProvider clock)
{
    /// <summary>A longer wait is not sat out: the row stays in the outbox until then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UpdateInterval = TimeSpan.FromSeconds(2);
    private const int UpdatesAtOnce = 20;
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>Waits until a message may go to the channel.</summary>
    /// <returns>Null when it may go now; otherwise how long it has to stay where it is.</returns>
    public Task<TimeSpan?> MessageAsync(string channel, CancellationToken cancellationToken) => TakeAsync(channel, options.Value.MessageInterval, 1, cancellationToken);

    /// <inheritdoc cref="MessageAsync"/>
    public Task<TimeSpan?> UpdateAsync(string? team, CancellationToken cancellationToken) => TakeAsync($"chat.update {team}", UpdateInterval, UpdatesAtOnce, cancellationToken);

    /// <summary>Until a method that is called seldom may be called in a workspace; waits as long as it takes.</summary>
    public async Task MethodAsync(string method, string? team, TimeSpan interval, int atOnce, CancellationToken cancellationToken)
    {
        while (await TakeAsync($"{method} {team}", interval, atOnce, cancellationToken) is { } wait)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    public void HoldMethod(string method, string? team, TimeSpan wait) => Hold($"{method} {team}", wait);

    /// <summary>Slack said to wait: nobody else needs to be told the same.</summary>
    public void HoldMessages(string channel, TimeSpan wait) => Hold(channel, wait);

    public void HoldUpdates(string? team, TimeSpan wait) => Hold($"chat.update {team}", wait);

    private void Hold(string line, TimeSpan wait)
    {
        var it = _lines.GetOrAdd(line, static _ => new Line());
        lock (it)
        {
            var until = clock.GetUtcNow() + wait;
            it.Free = until > it.Free ? until : it.Free;
        }
    }

    /// <param name="atOnce">How many may go without waiting after a pause.</param>
    private async Task<TimeSpan?> TakeAsync(string line, TimeSpan interval, int atOnce, CancellationToken cancellationToken)
    {
        if (_lines.Count > MostKept)
        {
            Forget();
        }

        var it = _lines.GetOrAdd(line, static _ => new Line());
        TimeSpan wait;
        lock (it)
        {
            var now = clock.GetUtcNow();
            var earliest = now - (interval * (atOnce - 1));
            var turn = it.Free > earliest ? it.Free : earliest;
            wait = turn - now;
            if (wait > LongestWait)
            {
                return wait;
            }

            it.Free = turn + interval;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }

        return null;
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (line, it) in _lines)
        {
            if (it.Free < now)
            {
                _lines.TryRemove(line, out _);
            }
        }
    }

    private sealed class Line
    {
        /// <summary>When the next one may go.</summary>
        public DateTimeOffset Free { get; set; }
    }
}
