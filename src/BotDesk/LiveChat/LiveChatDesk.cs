using BotDesk.Audit;
using BotDesk.Conversation.Attachments;
using BotDesk.Data;
using BotDesk.Incidents;
using BotDesk.Knowledge;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.LiveChat;

/// <summary>
/// What can be done with a live conversation, behind every door: here what both sides share, in <c>LiveChatDesk.Requester.cs</c> and
/// <c>LiveChatDesk.Agent.cs</c> what each does. Each operation decides from the person alone whether they may, writes what was said into
/// the history of the ticket, and tells whom it concerns.
/// </summary>
public sealed partial class LiveChatDesk(
    DeskDb db, LiveChatBook book, LiveChatNews news, LivePictures pictures, TicketNumbers numbers, TicketDesk tickets, IncidentDesk incidents, KnowledgeDesk knowledge,
    PeopleDesk people, PolicySource policy, AuditTrail audit, TimeProvider clock)
{
    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The conversation as it is now, kept from others until this operation is committed.</summary>
    private async Task<LiveConversation?> HoldAsync(string number)
    {
        if (!db.IsSqlite)
        {
            await db.ExecuteAsync("SELECT 1 FROM live_conversations WHERE number = @number FOR UPDATE", new { number });
        }

        if (await book.FindAsync(number) is not { } chat)
        {
            return null;
        }

        if (!db.IsSqlite)
        {
            // It may have been read before it was locked.
            await db.Entry(chat).ReloadAsync();
        }

        return chat;
    }

    private TicketEntry Write(LiveConversation chat, Person? who, EntryKind kind, Phrase what, string? text = null, string? picture = null)
    {
        var entry = new TicketEntry { At = Now, AuthorId = who?.Id, Kind = kind, What = what, Text = text, LiveChat = chat.Number, Picture = picture };
        chat.Ticket.History.Add(entry);
        chat.Ticket.Touch(Now);
        return entry;
    }

    /// <summary>The words as a line, and each picture as one after them.</summary>
    private List<TicketEntry> WriteAll(LiveConversation chat, Person who, string text, IReadOnlyList<SentFile> shown)
    {
        var lines = new List<TicketEntry>();
        if (text.Length > 0)
        {
            lines.Add(Write(chat, who, EntryKind.Comment, Phrase.Of("liveChat.did.wrote"), text));
        }

        lines.AddRange(shown.Select(picture => Write(chat, who, EntryKind.Comment, Phrase.Of("liveChat.did.showed"), Phrase.Of("liveChat.picture", new { picture.Name }).In(who.Language), pictures.Keep(chat, picture))));
        return lines;
    }

    private static Refusal? Written(string field, string text) =>
        text.Trim().Length == 0 ? Refusal.Invalid(field, Phrase.Of("tickets.writeSomething"))
        : text.Length > Ticket.LongestText ? Refusal.Invalid(field, Phrase.Of("liveChat.tooLong", new { now = text.Length, most = Ticket.LongestText }))
        : null;
}
