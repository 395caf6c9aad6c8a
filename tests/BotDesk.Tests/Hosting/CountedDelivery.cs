using BotDesk.Data;
using BotDesk.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests;

/// <summary>Knows how much is on its way to a channel, waits for leave to go included.</summary>
internal sealed class CountedDelivery(IDelivery delivery) : IDelivery
{
    private int _underWay;

    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Counts what a desk delivers.</summary>
    public static void Count(IServiceCollection services)
    {
        var counted = services.Single(service => service.ServiceType == typeof(IDelivery)).ImplementationType!;
        services.AddSingleton<IDelivery>(provider => new CountedDelivery((IDelivery)ActivatorUtilities.CreateInstance(provider, counted)));
    }

    public async Task<DeliveryResult> DeliverAsync(OutboxRow row, string? targetExternalId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            return await delivery.DeliverAsync(row, targetExternalId, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
