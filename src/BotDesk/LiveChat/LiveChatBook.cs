using BotDesk.Data;
using BotDesk.People;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.LiveChat;

/// <summary>Finds live conversations. Only reads; whoever shows one decides what its reader may see.</summary>
public sealed class LiveChatBook(DeskDb db)
{
    // Asked at each message of everybody: most have none, and hear so from the index alone.
    private static readonly CompiledQuery<Func<DeskDb, long, Task<string?>>> OpenOf = new(() =>
        EF.CompileAsyncQuery((DeskDb db, long requester) => db.Set<LiveConversation>().Where(chat => chat.RequesterId == requester && chat.Status != LiveChatStatus.Ended).Select(chat => chat.Number).FirstOrDefault()));

    private IQueryable<LiveConversation> All => db.Set<LiveConversation>().Include(chat => chat.Requester).Include(chat => chat.Agent).Include(chat => chat.Ticket);

    public Task<LiveConversation?> FindAsync(string number) => All.FirstOrDefaultAsync(chat => chat.Number == number);

    /// <summary>The one in which this person waits or talks as its requester; null when there is none.</summary>
    public async Task<LiveConversation?> OfRequesterAsync(Person requester) =>
        await OpenOf.For(db)(db, requester.Id) is { } number ? await FindAsync(number) : null;

    /// <summary>The one that was handed to the hub of this conversation's channel; null when none was.</summary>
    public Task<LiveConversation?> HandedOffAsync(string place) =>
        All.FirstOrDefaultAsync(chat => chat.RequesterChat == place && chat.Status == LiveChatStatus.HandedOff);

    /// <summary>Those that this agent has taken and not ended.</summary>
    public Task<List<LiveConversation>> OfAgentAsync(Person agent) =>
        All.Where(chat => chat.AgentId == agent.Id && chat.Status == LiveChatStatus.Live).OrderBy(chat => chat.Id).ToListAsync();

    /// <summary>What is open, those that wait longest first.</summary>
    public async Task<List<LiveConversation>> OpenAsync()
    {
        var open = await All.Where(chat => chat.Status != LiveChatStatus.Ended).ToListAsync();
        return [.. open.OrderBy(Place)];
    }

    /// <summary>Its place among what is open.</summary>
    internal static (LiveChatStatus Status, DateTimeOffset Since, long Id) Place(LiveConversation chat) => (chat.Status, chat.WaitingSince, chat.Id);

    /// <summary>Those that wait in a group's queue, the first in line first.</summary>
    public async Task<List<LiveConversation>> WaitingAsync(string group)
    {
        var waiting = await All.Where(chat => chat.Group == group && chat.Status == LiveChatStatus.Waiting).ToListAsync();
        return [.. waiting.OrderBy(chat => chat.WaitingSince).ThenBy(chat => chat.Id)];
    }

    /// <summary>Everything that was said in it, remarks among agents included, in order.</summary>
    public Task<List<TicketEntry>> TranscriptAsync(string number, long after = 0) =>
        db.Set<TicketEntry>().Include(entry => entry.Author).Where(entry => entry.LiveChat == number && entry.Id > after).OrderBy(entry => entry.Id).ToListAsync();
}
