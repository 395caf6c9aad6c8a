using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack.Web;

/// <summary>
/// Keeps the desk below Slack's limits (https://docs.slack.dev/apis/web-api/rate-limits): each method's tier, counted per workspace, and about one message
/// a second to a channel, whichever of its threads they go to. As many as a minute holds may go at once; what comes then waits.
/// </summary>
/// <remarks>
/// Each instance counts what it sends itself. What is too much for several together, and what Slack does not publish, such as how many messages a whole
/// workspace takes, Slack refuses with 429 and a time, and that is kept to.
/// </remarks>
internal sealed class SlackPace(IOptions<SlackOptions> options, TimeProvider clock)
{
    // A little more than Slack's minute, because on the way there calls move together.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);
    private static readonly RateLimit[] Tier2 = [new(20, Minute)];
    private static readonly RateLimit[] Tier3 = [new(50, Minute)];
    private static readonly RateLimit[] Tier4 = [new(100, Minute)];
    private const int MostKept = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Method, string Token), SentLog> _methods = [];
    private readonly Dictionary<(string Channel, string Token), SentLog> _channels = [];
    private readonly Dictionary<string, (string Channel, DateTimeOffset Until)> _refused = [];

    /// <summary>What the page of each method that the desk calls says; none where Slack publishes no number, or where a call cannot wait.</summary>
    private static RateLimit[] TierOf(string method) => method switch
    {
        "users.list" => Tier2,
        "chat.update" or "conversations.history" or "conversations.info" or "conversations.open" or "conversations.replies" => Tier3,
        "chat.postEphemeral" or "users.info" or "views.open" or "views.publish" or "views.push" or "views.update" => Tier4,
        _ => [],
    };

    /// <summary>Waits until a method may be called.</summary>
    /// <param name="token">Whose limits they are: the app's in one workspace.</param>
    /// <param name="channel">To which a message goes; null for whatever is no new message.</param>
    /// <param name="longest">How long it may wait; <see cref="Timeout.InfiniteTimeSpan"/>: as long as it takes.</param>
    /// <returns>Null when it may be called now; otherwise how long it has to wait still.</returns>
    public Task<TimeSpan?> WaitAsync(string method, string token, string? channel, TimeSpan longest, CancellationToken cancellationToken) =>
        Pacing.WaitAsync(() => Take(method, token, channel), longest, clock, cancellationToken);

    /// <summary>Slack said to wait: the whole method does, in that workspace.</summary>
    /// <param name="channel">To which a message was to go: then that channel alone waits, until a second one is refused beside it.</param>
    public void Hold(string method, string token, string? channel, TimeSpan wait)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (channel is null || (_refused.TryGetValue(token, out var other) && other.Channel != channel && other.Until > now))
            {
                Of(_methods, (method, token)).Hold(now + wait);
            }

            if (channel is not null)
            {
                Of(_channels, (channel, token)).Hold(now + wait);
                _refused[token] = (channel, now + wait);
            }
        }
    }

    /// <returns>Zero when it may go, and counts; otherwise when to ask again.</returns>
    private TimeSpan Take(string method, string token, string? channel)
    {
        var now = clock.GetUtcNow();
        RateLimit[] tier = TierOf(method), inChannel = channel is null ? [] : [new(1, options.Value.MessageInterval)];
        lock (_lock)
        {
            Forget(now);
            var called = Of(_methods, (method, token));
            var sent = channel is null ? null : Of(_channels, (channel, token));
            var wait = TimeSpan.FromTicks(Math.Max(called.Wait(tier, now).Ticks, sent?.Wait(inChannel, now).Ticks ?? 0));
            if (wait == TimeSpan.Zero)
            {
                called.Add(now, tier is [var limit] ? limit.Count : 1);
                sent?.Add(now, 1);
            }

            return wait;
        }
    }

    private static SentLog Of<TKey>(Dictionary<TKey, SentLog> logs, TKey key) where TKey : notnull => logs.TryGetValue(key, out var log) ? log : logs[key] = new SentLog();

    private void Forget(DateTimeOffset now)
    {
        if (_channels.Count > MostKept)
        {
            foreach (var (channel, sent) in _channels)
            {
                if (sent.ForgottenAfter(options.Value.MessageInterval) < now)
                {
                    _channels.Remove(channel);
                }
            }
        }
    }
}
