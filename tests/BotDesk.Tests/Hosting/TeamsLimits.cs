namespace BotDesk.Tests;

/// <summary>What Teams takes (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit), told from what it was sent.</summary>
internal static class TeamsLimits
{
    /// <summary>In one chat, or one channel with all of its threads.</summary>
    public static readonly (int Count, TimeSpan Window)[] InConversation =
        [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1_800, TimeSpan.FromHours(1))];

    /// <summary>Of an app in a tenant.</summary>
    public static readonly (int Count, TimeSpan Window)[] InAll = [(50, TimeSpan.FromSeconds(1))];

    /// <summary>How long one more call has to wait after these; null when it need not.</summary>
    public static TimeSpan? Wait(IEnumerable<ConnectorCall> before, ConnectorCall call)
    {
        var taken = before.Where(each => each.Status != 429).ToList();
        var waits = InConversation.Select(limit => RateLimits.Wait(taken.Where(each => each.Counted == call.Counted).Select(each => each.At), limit, call.At))
            .Concat(InAll.Select(limit => RateLimits.Wait(taken.Select(each => each.At), limit, call.At)));
        return waits.Max() is var wait && wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>Looks at every span of time again.</summary>
    public static void AreKept(IReadOnlyList<ConnectorCall> calls)
    {
        Assert.DoesNotContain(calls, call => call.Status == 429);
        Assert.All(calls.GroupBy(call => call.Counted), place => Assert.All(InConversation, limit => RateLimits.IsKept(place.Select(call => call.At), limit, place.Key)));
        Assert.All(InAll, limit => RateLimits.IsKept(calls.Select(call => call.At), limit, "the app"));
    }
}

/// <summary>So many in any such span of time.</summary>
internal static class RateLimits
{
    /// <summary>How long one more has to wait after those at these times.</summary>
    public static TimeSpan Wait(IEnumerable<DateTimeOffset> times, (int Count, TimeSpan Window) limit, DateTimeOffset now)
    {
        var last = times.TakeLast(limit.Count).ToList();
        return last.Count < limit.Count || last[0] + limit.Window is var free && free <= now ? TimeSpan.Zero : last[0] + limit.Window - now;
    }

    public static void IsKept(IEnumerable<DateTimeOffset> times, (int Count, TimeSpan Window) limit, string where)
    {
        var all = times.Order().ToList();
        Assert.All(all.Skip(limit.Count).Zip(all), pair => Assert.True(pair.First - pair.Second >= limit.Window, $"{where}: more than {limit.Count} in {pair.First - pair.Second}"));
    }

    /// <summary>The least time in which so many can go within all of the limits.</summary>
    public static TimeSpan Least(int count, params (int Count, TimeSpan Window)[] limits)
    {
        var at = new List<TimeSpan>();
        while (at.Count < count)
        {
            at.Add(limits.Select(limit => at.Count < limit.Count ? TimeSpan.Zero : at[^limit.Count] + limit.Window).Max());
        }

        return at[^1];
    }
}
