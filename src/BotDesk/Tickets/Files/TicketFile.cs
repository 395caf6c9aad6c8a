using BotDesk.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Tickets.Files;

/// <summary>
/// A picture or file that somebody sent in chat, kept with a ticket; before there is one, held for whoever sent it. What is in it stands in a row of its
/// own (<see cref="TicketFileContent"/>), so that lists of files bring no bytes with them.
/// </summary>
/// <remarks>
/// Files are in the database and not in a folder: it commits them with the ticket they belong to, several instances share it, one backup has both,
/// and nothing of it is below a web root. Limits are in <see cref="Conversation.Attachments.SentFileOptions"/>.
/// </remarks>
public sealed class TicketFile
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Random: nobody finds one by trying.</summary>
    public required string Id { get; init; }

    /// <summary>Null while it is held.</summary>
    public long? TicketId { get; set; }

    public long SenderId { get; init; }

    public Person Sender { get; init; } = null!;

    public DateTimeOffset SentAt { get; init; }

    /// <summary>Harmless wherever it is shown or saved.</summary>
    public required string Name { get; init; }

    /// <summary>By its content.</summary>
    public required string ContentType { get; init; }

    /// <summary>Whether browsers show it and nothing in it can run.</summary>
    public bool IsPicture { get; init; }

    /// <summary>In bytes.</summary>
    public int Size { get; init; }

    /// <summary>Rounded up, as people read it.</summary>
    public Phrase SizeInWords => Size >= Megabyte
        ? Phrase.Of("files.megabytes", new { size = Math.Ceiling(Size * 10m / Megabyte) / 10 })
        : Phrase.Of("files.kilobytes", new { size = (Size + 1023) / 1024 });

    /// <summary>Null unless it was asked for.</summary>
    public TicketFileContent? Content { get; init; }
}

/// <summary>What is in a file.</summary>
public sealed class TicketFileContent
{
    public required string FileId { get; init; }

    public required byte[] Bytes { get; init; }
}

internal sealed class TicketFileConfiguration : IEntityTypeConfiguration<TicketFile>, IEntityTypeConfiguration<TicketFileContent>
{
    public void Configure(EntityTypeBuilder<TicketFile> builder)
    {
        builder.ToTable("ticket_files");
        builder.HasOne(file => file.Sender).WithMany().HasForeignKey(file => file.SenderId);
        builder.HasOne(file => file.Content).WithOne().HasForeignKey<TicketFileContent>(content => content.FileId);
        builder.HasOne<Ticket>().WithMany(ticket => ticket.Files).HasForeignKey(file => file.TicketId);
    }

    public void Configure(EntityTypeBuilder<TicketFileContent> builder)
    {
        builder.ToTable("ticket_file_contents");
        builder.HasKey(content => content.FileId);
    }
}
