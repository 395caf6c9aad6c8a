using BotDesk.Conversation;
using BotDesk.Tickets;

namespace BotDesk.LiveChat;

/// <content>What a hub outside of the desk does.</content>
public sealed partial class LiveChatDesk
{
    /// <summary>The event that asks the channel's hub to take the conversation, with what it is about and what was said.</summary>
    /// <remarks>https://learn.microsoft.com/azure/bot-service/bot-service-design-pattern-handoff-human</remarks>
    public OutgoingEvent HandOffEvent(LiveConversation chat) => new(
        "handoff.initiate",
        new { chat = chat.Number, ticket = chat.Ticket.Number, title = chat.Ticket.Title, service = chat.Ticket.Service, group = chat.Group, requester = chat.Requester.Name },
        "Transcript",
        new
        {
            activities = new[] { new { type = "message", from = new { id = chat.Requester.Handle, name = chat.Requester.Name, role = "user" }, text = chat.Ticket.Description } }
                .Where(message => message.text.Length > 0),
        });

    /// <summary>The hub says how it stands: <c>accepted</c>, <c>failed</c> or <c>completed</c>; another word changes nothing.</summary>
    /// <param name="place">Key of the conversation in which it says so, which must be the one that was handed to it.</param>
    /// <returns>Null when none was handed over there.</returns>
    public async Task<LiveConversation?> HubSaysAsync(string place, string state)
    {
        if (await book.HandedOffAsync(place) is not { } found || await HoldAsync(found.Number) is not { Status: LiveChatStatus.HandedOff } chat)
        {
            return null;
        }

        switch (state)
        {
            case "accepted":
                Write(chat, null, EntryKind.Event, Phrase.Of("liveChat.did.hubTook"));
                break;
            case "failed":
                chat.Requeue(Now);
                Write(chat, null, EntryKind.Event, Phrase.Of("liveChat.did.hubFailed"));
                await db.SaveChangesAsync();
                await news.RequeuedAsync(chat);
                break;
            case "completed":
                chat.End(Now);
                Write(chat, null, EntryKind.Event, Phrase.Of("liveChat.did.hubEnded"));
                await db.SaveChangesAsync();
                await news.BringUpToDateAsync(chat);
                break;
            default:
                return chat;
        }

        audit.Add(null, $"liveChat.hub.{state}", chat.Number);
        return chat;
    }
}
