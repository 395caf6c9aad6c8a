using System.Text.Json;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Audit;

/// <summary>One thing that happened: who did what to what, when, by which way. Only ever added.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Who acted; null for the desk itself.</summary>
    public long? PersonId { get; set; }

    /// <summary>What was done, such as <c>incident.filed</c>.</summary>
    public required string Action { get; set; }

    /// <summary>To what, such as <c>INC42</c>.</summary>
    public required string Subject { get; set; }

    /// <summary>By which way: a channel's id, <c>console</c>, <c>api</c>, <c>desk</c>.</summary>
    public required string Via { get; set; }

    /// <summary>What the action was made of, as JSON; null when the action says it all.</summary>
    public string? Details { get; set; }
}

/// <summary>By which way somebody acts; set once per turn or request.</summary>
public sealed class Acting
{
    public string Via { get; set; } = "desk";
}

/// <summary>What happened, written in the transaction in which it happens.</summary>
public sealed class AuditTrail(DeskDb db, Acting acting, TimeProvider clock)
{
    public void Add(Person? who, string action, string subject, object? details = null) => db.Add(new AuditEntry
    {
        At = clock.GetUtcNow(),
        PersonId = who?.Id,
        Action = action,
        Subject = subject,
        Via = acting.Via,
        Details = details is null ? null : JsonSerializer.Serialize(details, JsonSerializerOptions.Web),
    });
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit");
        builder.HasIndex(entry => new { entry.Subject, entry.At });
    }
}
