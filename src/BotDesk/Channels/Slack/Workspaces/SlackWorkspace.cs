using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Channels.Slack.Workspaces;

/// <summary>A workspace that has installed the app, with the bot's token there, sealed.</summary>
internal sealed class SlackWorkspace
{
    /// <summary>Slack's id of it (<c>T…</c>).</summary>
    public required string TeamId { get; init; }

    public required string Name { get; set; }

    /// <summary>By which the bot is mentioned there.</summary>
    public required string BotUserId { get; set; }

    /// <summary>Sealed with the desk's data protection keys: the database alone opens no workspace.</summary>
    public required string SealedToken { get; set; }

    /// <summary>What the workspace granted, separated by commas.</summary>
    public required string Scopes { get; set; }

    public DateTimeOffset InstalledAt { get; set; }

    /// <summary>Slack's id of who installed it.</summary>
    public string? InstalledBy { get; set; }

    /// <summary>When it was uninstalled, or its token revoked; null while it stands.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

internal sealed class SlackWorkspaceConfiguration : IEntityTypeConfiguration<SlackWorkspace>
{
    public void Configure(EntityTypeBuilder<SlackWorkspace> builder)
    {
        builder.ToTable("slack_workspaces");
        builder.HasKey(workspace => workspace.TeamId);
    }
}
