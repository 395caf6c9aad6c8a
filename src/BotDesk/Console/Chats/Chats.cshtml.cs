using BotDesk.Access;
using BotDesk.LiveChat;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Console.Chats;

/// <summary><c>/console/chats</c>: who waits for a person, and who talks with whom.</summary>
internal sealed class ChatsModel(SignedInPerson signedIn, LiveChatBook book, PolicySource policy, TicketTimes times) : ChatListModel(signedIn, book, policy, times)
{
    public Task OnGetAsync() => LoadListAsync();
}
