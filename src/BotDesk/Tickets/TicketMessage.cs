using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Tickets;

/// <summary>A channel's message from which a ticket, or a line of its history, was made.</summary>
public sealed class TicketMessage
{
    public required string ConversationKey { get; init; }

    /// <summary>The channel's own id.</summary>
    public required string MessageId { get; init; }

    public long TicketId { get; init; }

    public Ticket Ticket { get; init; } = null!;

    public long? EntryId { get; init; }

    /// <summary>What was made from it; null for the message from which the ticket itself was made.</summary>
    public TicketEntry? Entry { get; init; }

    /// <summary>What stood before the line's words in the message, such as "add to INC42: ".</summary>
    public string? Before { get; init; }

    /// <summary>What stood behind them.</summary>
    public string? After { get; init; }

    /// <summary>Whether what is said in that conversation is about the ticket.</summary>
    public bool HasThread { get; init; }
}

internal sealed class TicketMessageConfiguration : IEntityTypeConfiguration<TicketMessage>
{
    public void Configure(EntityTypeBuilder<TicketMessage> builder)
    {
        builder.ToTable("ticket_messages");
        builder.HasKey(message => new { message.ConversationKey, message.MessageId });
        builder.HasIndex(message => message.TicketId);
        builder.HasOne(message => message.Ticket).WithMany().HasForeignKey(message => message.TicketId);
        builder.HasOne(message => message.Entry).WithMany().HasForeignKey(message => message.EntryId);
    }
}
