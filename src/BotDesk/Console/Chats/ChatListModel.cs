using BotDesk.Access;
using BotDesk.Console.Html;
using BotDesk.LiveChat;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.AspNetCore.Html;

namespace BotDesk.Console.Chats;

/// <summary>A page with the list of who waits for a person, and who talks with whom.</summary>
internal abstract class ChatListModel(SignedInPerson signedIn, LiveChatBook book, PolicySource policy, TicketTimes times) : ConsolePage(signedIn)
{
    public IReadOnlyList<LiveConversation> Open { get; private set; } = [];

    public IEnumerable<LiveConversation> Mine => Open.Where(chat => chat.Status == LiveChatStatus.Live && chat.AgentId == Reader.Id);

    public IEnumerable<LiveConversation> Waiting => Open.Where(chat => chat.Status == LiveChatStatus.Waiting && chat.RequesterId != Reader.Id);

    public IEnumerable<LiveConversation> Others => Open.Where(chat => chat.Status is LiveChatStatus.Live or LiveChatStatus.HandedOff && chat.AgentId != Reader.Id && chat.RequesterId != Reader.Id);

    /// <summary>The one that the page is about; null: none.</summary>
    public LiveConversation? Chat { get; protected set; }

    protected LiveChatBook Book => book;

    protected DeskPolicy Policy => policy.Current;

    public string GroupName(string key) => Policy.FindGroup(key)?.Name.ToString() ?? key;

    public string Age(DateTimeOffset at) => times.Age(at).ToString();

    public IHtmlContent Moment(DateTimeOffset at) => Moments.Time(at, times.At(at, Reader), times.Exactly(at, Reader));

    protected async Task LoadListAsync() => Open = await book.OpenAsync();
}
