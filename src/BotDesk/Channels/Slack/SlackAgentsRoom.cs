using BotDesk.Channels.Slack.Workspaces;
using BotDesk.Conversation;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack;

/// <summary>The private channel that agents have as their queue, where one is set.</summary>
internal sealed class SlackAgentsRoom(DeskDb db, SlackIdentity identity, SlackWorkspaces workspaces, IOptions<SlackOptions> options, TimeProvider clock) : IAgentsRoom
{
    private Chat? _room;

    public string? Key => options.Value.AgentsChannel is { Length: > 0 } channel ? ConversationKey.Of(SlackChannel.Id, channel) : null;

    public async Task<Chat?> OpenAsync()
    {
        if (_room is not null || Key is not { } key)
        {
            return _room;
        }

        _room = await db.Set<Chat>().FirstOrDefaultAsync(chat => chat.Key == key);
        if (_room is null)
        {
            db.Add(_room = new Chat
            {
                Key = key,
                ChannelId = SlackChannel.Id,
                ConversationId = options.Value.AgentsChannel!,
                ServiceUrl = SlackAddress.Of(options.Value.AgentsChannel!),
                BotId = identity.UserId ?? SlackChannel.Id,
                TenantId = workspaces.OwnTeam,
                IsGroup = true,
                SeenAt = clock.GetUtcNow(),
            });
            await db.SaveChangesAsync();
        }

        return _room;
    }
}
