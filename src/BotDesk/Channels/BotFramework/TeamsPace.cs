using BotDesk.Protocol;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.BotFramework;

/// <summary>
/// Keeps what goes to Teams below its limits (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit): per conversation 7 in
/// a second, 8 in two, 60 in thirty and 1,800 in an hour; and for the whole app. Who waits keeps their place: a conversation sends one
/// thing after the other.
/// </summary>
internal sealed class TeamsPace(IOptions<TeamsOptions> options, TimeProvider clock)
{
    /// <summary>A longer wait is not sat out: the row stays in the outbox until then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // Fewer, in longer spans, than Teams counts, because on the way there messages move together.
    private static readonly Limit[] PerConversation = [new(6, TimeSpan.FromSeconds(1.1)), new(7, TimeSpan.FromSeconds(2.2)), new(55, TimeSpan.FromSeconds(31)), new(1_700, TimeSpan.FromMinutes(61))];
    private static readonly TimeSpan Longest = PerConversation[^1].Window;
    private const int MostKept = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Sent> _conversations = new(StringComparer.Ordinal);
    private readonly Limit[] _forAll = [new(options.Value.RequestsPerSecond, TimeSpan.FromSeconds(1))];
    private readonly Sent _all = new();

    /// <summary>Waits until something may go to the conversation.</summary>
    /// <returns>Null when it may go now; otherwise how long it has to stay where it is.</returns>
    public async Task<TimeSpan?> WaitAsync(string channelId, string serviceUrl, string conversationId, CancellationToken cancellationToken)
    {
        if (channelId != "msteams" || (LocalCaller.IsLoopbackAddress(serviceUrl) && !options.Value.PaceLocalConnectors))
        {
            return null;
        }

        while (Take(conversationId) is var wait && wait > TimeSpan.Zero)
        {
            if (wait > LongestWait)
            {
                return wait;
            }

            await Task.Delay(wait, clock, cancellationToken);
        }

        return null;
    }

    /// <returns>Zero when it may go, and counts; otherwise when to ask again.</returns>
    private TimeSpan Take(string conversationId)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (_conversations.Count > MostKept)
            {
                Forget(now);
            }

            if (!_conversations.TryGetValue(conversationId, out var sent))
            {
                _conversations[conversationId] = sent = new Sent();
            }

            var wait = TimeSpan.FromTicks(Math.Max(sent.Wait(PerConversation, now).Ticks, _all.Wait(_forAll, now).Ticks));
            if (wait == TimeSpan.Zero)
            {
                sent.Add(now, PerConversation[^1].Count);
                _all.Add(now, _forAll[^1].Count);
            }

            return wait;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (conversation, sent) in _conversations)
        {
            if (now - sent.Last > Longest)
            {
                _conversations.Remove(conversation);
            }
        }
    }

    /// <param name="Count">How many at most.</param>
    /// <param name="Window">In any such span of time.</param>
    private readonly record struct Limit(int Count, TimeSpan Window);

    /// <summary>When things were sent, the last last.</summary>
    private sealed class Sent
    {
        private readonly List<DateTimeOffset> _at = [];

        public DateTimeOffset Last => _at.Count > 0 ? _at[^1] : default;

        public TimeSpan Wait(Limit[] limits, DateTimeOffset now)
        {
            var wait = TimeSpan.Zero;
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
    }
}
