using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Protocol;

namespace BotDesk.Channels;

/// <summary>Brings each outbox row to the channel of its conversation.</summary>
internal sealed class ChannelDelivery(IEnumerable<IChannel> channels) : IDelivery
{
    private readonly IChannel[] _channels = [.. channels];

    public Task<DeliveryResult> DeliverAsync(OutboxRow row, string? targetExternalId, CancellationToken cancellationToken)
    {
        var channelId = row.ConversationKey[..row.ConversationKey.IndexOf('|', StringComparison.Ordinal)];
        return Array.Find(_channels, channel => channel.Serves(channelId)) is { } channel
            ? channel.DeliverAsync(row, targetExternalId, cancellationToken)
            : Task.FromResult(DeliveryResult.Rejected(null, $"No channel serves '{channelId}'."));
    }
}
