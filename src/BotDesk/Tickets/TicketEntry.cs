using BotDesk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Tickets;

/// <summary>What a line of a ticket's history is.</summary>
public enum EntryKind
{
    /// <summary>The requester and the agents to each other.</summary>
    Comment,

    /// <summary>Among agents only. It never reaches the requester, on any path.</summary>
    InternalNote,

    /// <summary>Something happened: taken, assigned, resolved…</summary>
    Event,
}

/// <summary>A line of a ticket's history. Only ever added.</summary>
public sealed class TicketEntry
{
    public long Id { get; set; }

    public long TicketId { get; set; }

    public DateTimeOffset At { get; init; }

    public long? AuthorId { get; init; }

    /// <summary>Null for the desk itself.</summary>
    public Person? Author { get; init; }

    public EntryKind Kind { get; init; }

    /// <summary>What happened, in words that follow the author's name: "took it".</summary>
    public required Phrase What { get; init; }

    /// <summary>What was written, as it was typed.</summary>
    public string? Text { get; init; }

    /// <summary>Number of the live conversation in which it was said, such as <c>CHAT3</c>; null elsewhere.</summary>
    public string? LiveChat { get; init; }

    /// <summary>Id of the picture that was shown with it; null without one.</summary>
    public string? Picture { get; init; }
}

internal sealed class TicketEntryConfiguration : IEntityTypeConfiguration<TicketEntry>
{
    public void Configure(EntityTypeBuilder<TicketEntry> builder)
    {
        builder.ToTable("ticket_entries");
        builder.Property(entry => entry.What).HasConversion(StoredPhrase.Converter);
        builder.HasOne(entry => entry.Author).WithMany().HasForeignKey(entry => entry.AuthorId);
        builder.HasIndex(entry => new { entry.TicketId, entry.Id });
    }
}
