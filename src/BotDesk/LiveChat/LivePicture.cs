using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.LiveChat;

/// <summary>A picture that was shown in a live conversation. Kept in the database, so never below a web root.</summary>
public sealed class LivePicture
{
    /// <summary>Random: nobody finds one by trying.</summary>
    public required string Id { get; init; }

    public long ConversationId { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Bytes { get; init; }
}

internal sealed class LivePictureConfiguration : IEntityTypeConfiguration<LivePicture>
{
    public void Configure(EntityTypeBuilder<LivePicture> builder) => builder.ToTable("live_pictures");
}
