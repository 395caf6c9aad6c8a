using BotDesk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Watching;

/// <summary>How a question in a channel is answered that nobody put to the bot.</summary>
public enum WatchMode
{
    /// <summary>Not at all, any more.</summary>
    Off,

    /// <summary>Under it, for everybody to read.</summary>
    Thread,

    /// <summary>To who asked, alone.</summary>
    Direct,
}

/// <summary>A channel in which the bot reads along, or once did.</summary>
public sealed class WatchedChannel
{
    public long Id { get; set; }

    /// <summary><see cref="ConversationKey"/> of the whole channel.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it; null while nothing has said so.</summary>
    public string? Name { get; set; }

    public WatchMode Mode { get; set; }

    /// <summary>What happened before tells nothing: somebody said "learn anew".</summary>
    public DateTimeOffset LearnsFrom { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; set; }

    /// <summary>For a reader who knows the channel's name in no other way.</summary>
    public string ShownName => Name ?? Key[(Key.IndexOf('|', StringComparison.Ordinal) + 1)..];
}

internal sealed class WatchedChannelConfiguration : IEntityTypeConfiguration<WatchedChannel>
{
    public void Configure(EntityTypeBuilder<WatchedChannel> builder)
    {
        builder.ToTable("watched_channels");
        builder.HasIndex(channel => channel.Key).IsUnique();
        builder.Property(channel => channel.Version).IsConcurrencyToken();
        builder.Ignore(channel => channel.ShownName);
    }
}
