using BotDesk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotDesk.Channels.Slack.Workspaces;

/// <summary>In which workspace somebody is.</summary>
internal sealed class SlackMember
{
    public required string UserId { get; init; }

    /// <summary>Null: the workspace of the token that is a setting.</summary>
    public string? TeamId { get; set; }

    /// <summary>When they last opened the app's home, which is kept true from then on; null when they never did.</summary>
    public DateTimeOffset? HomeOpenedAt { get; set; }

    /// <summary>Writes down what is known of somebody now.</summary>
    public static async Task KeepAsync(DeskDb db, string userId, string? teamId, DateTimeOffset? homeOpenedAt)
    {
        if (await db.Set<SlackMember>().AsTracking().FirstOrDefaultAsync(member => member.UserId == userId) is not { } member)
        {
            db.Add(member = new SlackMember { UserId = userId });
        }

        (member.TeamId, member.HomeOpenedAt) = (teamId, homeOpenedAt ?? member.HomeOpenedAt);
    }
}

internal sealed class SlackMemberConfiguration : IEntityTypeConfiguration<SlackMember>
{
    public void Configure(EntityTypeBuilder<SlackMember> builder)
    {
        builder.ToTable("slack_members");
        builder.HasKey(member => member.UserId);
    }
}
