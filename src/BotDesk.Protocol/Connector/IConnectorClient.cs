namespace BotDesk.Protocol;

/// <summary>
/// Speaks to a channel's connector (connector REST API v3). It never retries: whoever keeps the messages owns the time. Every failure
/// that the network or a channel can produce is a <see cref="DeliveryResult"/>; only the caller's own cancellation is thrown, and a
/// send that was cancelled is <see cref="DeliveryOutcome.Uncertain"/>.
/// </summary>
public interface IConnectorClient
{
    /// <summary>Says something in a conversation. There is no idempotency key: what is sent twice is shown twice.</summary>
    /// <param name="serviceUrl">From an activity that was authenticated; the bot's token goes there.</param>
    /// <param name="conversationId">Exactly as the channel gave it.</param>
    /// <param name="replyToId">The activity that is answered, or null.</param>
    /// <param name="activityJson">The activity as UTF-8 JSON; sent as it is.</param>
    Task<DeliveryResult> SendAsync(string serviceUrl, string conversationId, string? replyToId, ReadOnlyMemory<byte> activityJson, CancellationToken cancellationToken);

    /// <summary>Replaces a message in place. Safe to repeat. <see cref="DeliveryOutcome.NotFound"/>: send it anew and remember the new id.</summary>
    Task<DeliveryResult> UpdateAsync(string serviceUrl, string conversationId, string activityId, ReadOnlyMemory<byte> activityJson, CancellationToken cancellationToken);

    /// <summary>Takes a message away. Safe to repeat.</summary>
    Task<DeliveryResult> DeleteAsync(string serviceUrl, string conversationId, string activityId, CancellationToken cancellationToken);

    /// <summary>Starts a conversation, for example a personal chat with somebody who never wrote to the bot.</summary>
    Task<ConversationCreated> CreateConversationAsync(string serviceUrl, ConversationParameters parameters, CancellationToken cancellationToken);

    /// <summary>One member, with the address that the directory knows.</summary>
    Task<Fetched<ChannelAccount>> GetMemberAsync(string serviceUrl, string conversationId, string userId, CancellationToken cancellationToken);

    /// <summary>Brings a file that a message leads to, with the bot's token, from the channel's own host and no other.</summary>
    /// <param name="contentUrl">The attachment's. On another host than <paramref name="serviceUrl"/>'s: <see cref="DeliveryOutcome.Rejected"/>, and nothing is asked.</param>
    /// <param name="limit">A larger one is not brought: <see cref="DeliveryOutcome.TooLarge"/>.</param>
    Task<Fetched<byte[]>> GetFileAsync(string serviceUrl, string contentUrl, int limit, CancellationToken cancellationToken);

    /// <summary>Downloads a file from an address that is good by itself, such as the <c>downloadUrl</c> of a file shared in Teams. No token goes there, and no redirect is followed.</summary>
    /// <param name="address">Whoever calls has checked its host: it came with a message.</param>
    /// <param name="limit">How many bytes are taken at most.</param>
    Task<Fetched<byte[]>> GetSharedFileAsync(Uri address, int limit, CancellationToken cancellationToken);

    /// <param name="pageSize">50 to 500 in Teams.</param>
    /// <param name="continuationToken">Null for the first page.</param>
    Task<Fetched<PagedMembers>> GetMembersAsync(string serviceUrl, string conversationId, int pageSize, string? continuationToken, CancellationToken cancellationToken);
}
