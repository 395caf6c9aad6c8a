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

    public async Task<Chat?> OpenAsync()
    {
        if (_room is not null || options.Value.AgentsChannel is not { Length: > 0 } channel)
        {
            return _room;
        }

        var key = ConversationKey.Of(SlackChannel.Id, channel);
        _room = await db.Set<Chat>().FirstOrDefaultAsync(chat => chat.Key == key);
        if (_room is null)
        {
            db.Add(_room = new Chat
            {
                Key = key,
                ChannelId = SlackChannel.Id,
                ConversationId = channel,
                ServiceUrl = SlackAddress.Of(channel),
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
