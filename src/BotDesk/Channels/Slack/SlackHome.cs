using BotDesk.Channels.Slack.Workspaces;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Notifications;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.Slack;

/// <summary>Direct messages with somebody who is known in Slack but has not written to the bot; for all others the home beneath.</summary>
/// <remarks>They are opened when the first message goes out, because a transaction waits for nobody.</remarks>
internal sealed class SlackHome(DeskDb db, SlackIdentity identity, TimeProvider clock, IHomeConversation others) : IHomeConversation
{
    public async Task<Chat> OpenAsync(Person person)
    {
        var user = await db.Set<PersonAccount>().Where(account => account.ChannelId == SlackChannel.Id && account.PersonId == person.Id).Select(account => account.AccountId).FirstOrDefaultAsync();
        if (user is null || !SlackPlace.IsPerson(user))
        {
            return await others.OpenAsync(person);
        }

        var team = await db.Set<SlackMember>().Where(member => member.UserId == user).Select(member => member.TeamId).FirstOrDefaultAsync();
        var chat = new Chat
        {
            Key = ConversationKey.Of(SlackChannel.Id, user),
            ChannelId = SlackChannel.Id,
            ConversationId = user,
            ServiceUrl = SlackAddress.Of(user),
            BotId = identity.UserId ?? SlackChannel.Id,
            TenantId = team,
            UserId = user,
            PersonId = person.Id,
            SeenAt = clock.GetUtcNow(),
        };
        db.Add(chat);
        await db.SaveChangesAsync();
        return chat;
    }
}
