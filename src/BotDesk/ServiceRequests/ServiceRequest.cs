using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.ServiceRequests;

/// <summary>Somebody wants something that the desk gives.</summary>
public sealed class ServiceRequest : Ticket
{
    public override string Kind => "Request";

    /// <summary>Requests wait behind urgent incidents and beside ordinary ones.</summary>
    public override int Pressing => 3;

    /// <summary>Key of the catalog item; null when what is wanted is not in the catalog.</summary>
    public string? CatalogItem { get; set; }

    /// <summary>For whom, as the requester wrote it; null: for themselves.</summary>
    public string? ForWhom { get; set; }

    public DateOnly? NeededBy { get; set; }

    public override IReadOnlyDictionary<string, object?> Particulars() => new Dictionary<string, object?>
    {
        ["catalogItem"] = CatalogItem,
        ["forWhom"] = ForWhom,
        ["neededBy"] = NeededBy,
    };
}

internal sealed class ServiceRequestConfiguration : IEntityTypeConfiguration<ServiceRequest>
{
    public void Configure(EntityTypeBuilder<ServiceRequest> builder) => builder.HasDiscriminator<string>("kind").HasValue("request");
}
