using BotDesk.Data;
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

/// <summary>A line of a ticket's history. Only ever added; what was written in a channel follows the message there.</summary>
public sealed class TicketEntry : IFollowed
{
    public long Id { get; set; }

    public long TicketId { get; set; }

    public DateTimeOffset At { get; init; }

    public long? AuthorId { get; init; }

    /// <summary>Null for the desk itself.</summary>
    public Person? Author { get; init; }

    public EntryKind Kind { get; init; }

    /// <summary>What happened, in words that follow the author's name: "took it".</summary>
    public required Phrase What { get; set; }

    /// <summary>What was written, as it was typed.</summary>
    public string? Text { get; set; }

    /// <summary>Number of the live conversation in which it was said, such as <c>CHAT3</c>; null elsewhere.</summary>
    public string? LiveChat { get; init; }

    /// <summary>Id of the picture that was shown with it; null without one.</summary>
    public string? Picture { get; init; }

    /// <summary>Whether its author changed it after it was written.</summary>
    public bool IsEdited => What.Key == "tickets.did.edited";

    /// <param name="what">That it reads otherwise than at first.</param>
    public void Rewrite(string text, Phrase what) => (Text, What) = (text, Kind == EntryKind.Comment ? what : What);

    /// <param name="what">That there was something.</param>
    public void TakeBack(Phrase what) => (Text, What) = (null, what);
}

internal sealed class TicketEntryConfiguration : IEntityTypeConfiguration<TicketEntry>
{
    public void Configure(EntityTypeBuilder<TicketEntry> builder)
    {
        builder.ToTable("ticket_entries");
        builder.Ignore(entry => entry.IsEdited);
        builder.Property(entry => entry.What).HasConversion(StoredPhrase.Converter);
        builder.HasOne(entry => entry.Author).WithMany().HasForeignKey(entry => entry.AuthorId);
        builder.HasIndex(entry => new { entry.TicketId, entry.Id });
    }
}
