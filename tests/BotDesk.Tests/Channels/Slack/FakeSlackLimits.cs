namespace BotDesk.Tests.Channels.Slack;

/// <summary>
/// The limits of Slack (https://docs.slack.dev/apis/web-api/rate-limits), per method and token, as each method's page names its tier; whoever goes beyond
/// is refused.
/// </summary>
internal sealed partial class FakeSlack
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, int> PerMinute = new()
    {
        ["users.list"] = 20,
        ["chat.update"] = 50,
        ["conversations.history"] = 50,
        ["conversations.info"] = 50,
        ["conversations.open"] = 50,
        ["conversations.replies"] = 50,
        ["chat.postEphemeral"] = 100,
        ["users.info"] = 100,
        ["views.open"] = 100,
        ["views.publish"] = 100,
        ["views.push"] = 100,
        ["views.update"] = 100,
    };

    private readonly Dictionary<(string Method, string Token), List<DateTimeOffset>> _called = [];

    /// <summary>Another program calls a method with the same token.</summary>
    public void IsCalledByAnother(string method, int times)
    {
        lock (_lock)
        {
            for (var i = 0; i < times; i++)
            {
                Wait(method, Token);
            }
        }
    }

    /// <summary>Looks at every minute again, and at the messages of every channel.</summary>
    public void LimitsAreKept()
    {
        Assert.DoesNotContain(Calls, call => call.Error is "ratelimited" or "429");
        Assert.All(Calls.Where(call => PerMinute.ContainsKey(call.Method)).GroupBy(call => (call.Method, call.Token)), calls =>
            RateLimits.IsKept(calls.Select(call => call.At), (PerMinute[calls.Key.Method], Minute), calls.Key.Method));
        if (LeastInterval is { } interval)
        {
            Assert.All(Calls.Where(call => call.Method == "chat.postMessage").GroupBy(call => Word(call.Arguments, "channel")), calls =>
                RateLimits.IsKept(calls.Select(call => call.At), (1, interval), calls.Key!));
        }
    }

    /// <returns>How long the call has to wait; nothing when it is taken, and counts.</returns>
    private TimeSpan? Wait(string method, string token)
    {
        if (!PerMinute.TryGetValue(method, out var most))
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var times = _called.TryGetValue((method, token), out var known) ? known : _called[(method, token)] = [];
        if (RateLimits.Wait(times, (most, Minute), now) is var wait && wait > TimeSpan.Zero)
        {
            return wait;
        }

        times.Add(now);
        return null;
    }
}
