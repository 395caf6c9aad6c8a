using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Rest;

/// <summary>A request with an <c>Idempotency-Key</c> that was carried out, and what was answered.</summary>
internal sealed class ApiRequest
{
    /// <summary>Name of the API key; each caller has keys of their own.</summary>
    public required string Caller { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>As JSON; empty while it is being carried out.</summary>
    public required byte[] Answer { get; set; }

    public DateTimeOffset At { get; init; }
}

internal sealed class ApiRequestConfiguration : IEntityTypeConfiguration<ApiRequest>
{
    public void Configure(EntityTypeBuilder<ApiRequest> builder)
    {
        builder.ToTable("api_requests");
        builder.HasKey(request => new { request.Caller, request.Key });
        builder.HasIndex(request => request.At);
    }
}
