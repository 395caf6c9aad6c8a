using BotDesk.Protocol;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.BotFramework;

/// <summary>
/// Keeps what goes to Teams below its limits (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit): per conversation, which is a
/// chat or a whole channel with all of its threads, 7 in a second, 8 in two, 60 in thirty and 1,800 in an hour; and for the whole app. Who waits
/// keeps their place: a conversation sends one thing after the other.
/// </summary>
internal sealed class TeamsPace(IOptions<TeamsOptions> options, TimeProvider clock)
{
    // Fewer, in longer spans, than Teams counts, because on the way there messages move together.
    private static readonly RateLimit[] PerConversation = [new(6, TimeSpan.FromSeconds(1.1)), new(7, TimeSpan.FromSeconds(2.2)), new(55, TimeSpan.FromSeconds(31)), new(1_700, TimeSpan.FromMinutes(61))];
    private static readonly TimeSpan Longest = PerConversation[^1].Window;
    private const int MostKept = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SentLog> _conversations = new(StringComparer.Ordinal);
    private readonly RateLimit[] _forAll = [new(options.Value.RequestsPerSecond, TimeSpan.FromSeconds(1))];
    private readonly SentLog _all = new();

    /// <summary>Waits until something may go to the conversation.</summary>
    /// <param name="conversationId">A chat or a channel, without the message under which a thread hangs; null: it is asked of Teams, and counts for the app alone.</param>
    /// <returns>Null when it may go now; otherwise how long it has to stay where it is.</returns>
    public async Task<TimeSpan?> WaitAsync(string channelId, string serviceUrl, string? conversationId, CancellationToken cancellationToken) =>
        IsPaced(channelId, serviceUrl) ? await Pacing.WaitAsync(() => Take(conversationId), Pacing.LongestWait, clock, cancellationToken) : null;

    /// <summary>Teams said to wait: nothing else goes to that conversation before.</summary>
    public void Hold(string channelId, string serviceUrl, string conversationId, TimeSpan wait)
    {
        if (IsPaced(channelId, serviceUrl))
        {
            lock (_lock)
            {
                Of(conversationId).Hold(clock.GetUtcNow() + wait);
            }
        }
    }

    private bool IsPaced(string channelId, string serviceUrl) => channelId == "msteams" && (options.Value.PaceLocalConnectors || !LocalCaller.IsLoopbackAddress(serviceUrl));

    /// <returns>Zero when it may go, and counts; otherwise when to ask again.</returns>
    private TimeSpan Take(string? conversationId)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (_conversations.Count > MostKept)
            {
                Forget(now);
            }

            var sent = conversationId is null ? null : Of(conversationId);
            var wait = TimeSpan.FromTicks(Math.Max(sent?.Wait(PerConversation, now).Ticks ?? 0, _all.Wait(_forAll, now).Ticks));
            if (wait == TimeSpan.Zero)
            {
                sent?.Add(now, PerConversation[^1].Count);
                _all.Add(now, _forAll[^1].Count);
            }

            return wait;
        }
    }

    private SentLog Of(string conversationId) => _conversations.TryGetValue(conversationId, out var sent) ? sent : _conversations[conversationId] = new SentLog();

    private void Forget(DateTimeOffset now)
    {
        foreach (var (conversation, sent) in _conversations)
        {
            if (sent.ForgottenAfter(Longest) < now)
            {
                _conversations.Remove(conversation);
            }
        }
    }
}
