namespace BotDesk.Channels.Slack;

/// <summary>A conversation in Slack: a channel, a thread in one, or the direct messages with a person.</summary>
/// <param name="Base">A channel's id (<c>C…</c>, <c>G…</c>), or for direct messages the person's (<c>U…</c>), so that the desk can write first.</param>
/// <param name="Thread">The <c>ts</c> of the message that the thread hangs under; null outside of threads.</param>
internal readonly record struct SlackPlace(string Base, string? Thread)
{
    private const char Separator = ':';

    /// <summary>As the desk names the conversation: <c>C024BE91L</c>, <c>C024BE91L:1771234567.000100</c>.</summary>
    public string Id => Thread is null ? Base : $"{Base}{Separator}{Thread}";

    public SlackPlace? Parent => Thread is null ? null : this with { Thread = null };

    public static SlackPlace Parse(string id) =>
        id.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var at ? new(id[..at], id[(at + 1)..]) : new(id, null);

    /// <summary>A channel id of direct messages between two (https://docs.slack.dev/apis/web-api/using-the-conversations-api).</summary>
    public static bool IsDirect(string channel) => channel.StartsWith('D');

    /// <summary>A user's id: direct messages with them are opened before the first message.</summary>
    public static bool IsPerson(string id) => id is ['U' or 'W', ..];
}

/// <summary>
/// The id of something that arrived. Where it came in a thread of direct messages, which has no conversation of its own, the id carries
/// the thread, so that the answer appears there.
/// </summary>
internal static class SlackActivityId
{
    private const char Separator = '@';

    public static string Of(string id, string? thread) => thread is null ? id : $"{id}{Separator}{thread}";

    public static string? ThreadOf(string? activityId) =>
        activityId?.LastIndexOf(Separator) is > 0 and var at ? activityId[(at + 1)..] : null;
}

/// <summary>Where replies go: the Slack channel, kept with the conversation as its <c>serviceUrl</c>.</summary>
internal static class SlackAddress
{
    private const string Prefix = "urn:slack:";

    public static string Of(string channel) => Prefix + channel;

    public static string ChannelOf(string serviceUrl) => serviceUrl[Prefix.Length..];
}
