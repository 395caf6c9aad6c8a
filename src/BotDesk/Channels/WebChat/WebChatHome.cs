using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Notifications;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.WebChat;

/// <summary>A person's own conversation on the desk's page: there before they first open it.</summary>
internal sealed class WebChatHome(DeskDb db, PeopleDesk people, TimeProvider clock) : IHomeConversation
{
    public async Task<Chat> OpenAsync(Person person)
    {
        var id = WebChatChannel.HomeConversation(person);
        if (!await db.Set<WebChatConversation>().AnyAsync(candidate => candidate.Id == id))
        {
            db.Add(new WebChatConversation { Id = id, UserId = WebChatChannel.UserId(person), UserName = person.Name });
        }

        await people.LinkAsync(person, WebChatChannel.Id, WebChatChannel.UserId(person));
        var chat = new Chat
        {
            Key = ConversationKey.Of(WebChatChannel.Id, id),
            ChannelId = WebChatChannel.Id,
            ConversationId = id,
            ServiceUrl = WebChatChannel.ServiceUrl,
            BotId = WebChatChannel.BotId,
            BotName = WebChatChannel.BotName,
            UserId = WebChatChannel.UserId(person),
            PersonId = person.Id,
            SeenAt = clock.GetUtcNow(),
        };
        db.Add(chat);
        await db.SaveChangesAsync();
        return chat;
    }
}
