using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Channels.WebChat;

/// <summary>A Direct Line conversation.</summary>
internal sealed class WebChatConversation
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    public string? UserName { get; init; }

    public string? Locale { get; init; }

    public bool IsEnded { get; set; }
}

internal sealed class WebChatConversationConfiguration : IEntityTypeConfiguration<WebChatConversation>
{
    public void Configure(EntityTypeBuilder<WebChatConversation> builder) => builder.ToTable("webchat_conversations");
}

/// <summary>Something that was said in a Direct Line conversation, by either side.</summary>
internal sealed class WebChatActivity
{
    public required string ConversationId { get; init; }

    /// <summary>From 1, without gaps: the watermark.</summary>
    public long Sequence { get; init; }

    public required string ActivityId { get; init; }

    /// <summary>As clients get it, UTF-8 JSON.</summary>
    public required byte[] Activity { get; init; }

    /// <summary>The client's own id of what it sent, by which a repetition is told.</summary>
    public string? ClientActivityId { get; init; }

    /// <summary>The outbox row it came from: one delivered twice is shown once.</summary>
    public long? OutboxRow { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class WebChatActivityConfiguration : IEntityTypeConfiguration<WebChatActivity>
{
    public void Configure(EntityTypeBuilder<WebChatActivity> builder)
    {
        builder.ToTable("webchat_activities");
        builder.HasKey(activity => new { activity.ConversationId, activity.Sequence });
        builder.HasIndex(activity => new { activity.ConversationId, activity.ClientActivityId }).IsUnique();
        builder.HasIndex(activity => activity.OutboxRow).IsUnique();
    }
}

/// <summary>A file that came with a message. Kept in the database, so never below a web root.</summary>
internal sealed class WebChatFile
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Bytes { get; init; }
}

internal sealed class WebChatFileConfiguration : IEntityTypeConfiguration<WebChatFile>
{
    public void Configure(EntityTypeBuilder<WebChatFile> builder) => builder.ToTable("webchat_files");
}
