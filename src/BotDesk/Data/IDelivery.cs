using BotDesk.Protocol;

namespace BotDesk.Data;

/// <summary>Brings an outbox row to its channel.</summary>
public interface IDelivery
{
    /// <summary>Delivers the row, once, without retrying: when to try again is the dispatcher's to decide.</summary>
    /// <param name="row">What to deliver.</param>
    /// <param name="targetExternalId">The channel's id of what it updates, or stands under; null when that was never delivered.</param>
    Task<DeliveryResult> DeliverAsync(OutboxRow row, string? targetExternalId, CancellationToken cancellationToken);
}
