using System.Text;
using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>Which messages are about which ticket: the one it was made from, with the thread under it, and those that show it.</summary>
public sealed partial class TicketThreads(DeskDb db, SaidMessages said, SubjectCards subjects)
{
    /// <summary>The ticket was made from the message: it keeps the way back there, and its state is shown in the thread, where replies become comments.</summary>
    public async Task FollowAsync(Ticket ticket, QuotedMessage from)
    {
        ticket.SourceLink = from.Link;
        await db.SaveChangesAsync();
        if (await MadeFromAsync(from.ConversationKey, from.Id) is not null)
        {
            return;
        }

        db.Add(new TicketMessage { ConversationKey = from.ConversationKey, MessageId = from.Id, TicketId = ticket.Id, HasThread = from.HasThread });
        await db.SaveChangesAsync();
        if (from.HasThread && await said.PlaceAsync(from) is { } thread)
        {
            await subjects.ShowInAsync(thread, TicketThreadCard.Of(ticket));
        }
    }

    /// <summary>Number of the ticket that was made from the message; null when none was.</summary>
    public Task<string?> MadeFromAsync(string conversationKey, string messageId) =>
        db.Set<TicketMessage>().Where(message => message.ConversationKey == conversationKey && message.MessageId == messageId && message.EntryId == null).Select(message => message.Ticket.Number).FirstOrDefaultAsync();

    /// <summary>Number of the ticket that the whole conversation is about; null when it is about none.</summary>
    public Task<string?> OfConversationAsync(string conversationKey) =>
        db.Set<TicketMessage>().Where(message => message.ConversationKey == conversationKey && message.HasThread).OrderBy(message => message.TicketId).Select(message => message.Ticket.Number).FirstOrDefaultAsync();

    /// <summary>Number of the ticket that somebody means by pointing at a message; null when it shows none, or several.</summary>
    public async Task<string?> MeantByAsync(Conversation.Chat chat, string messageId)
    {
        if (await db.Set<TicketMessage>().Where(message => message.ConversationKey == chat.Key && message.MessageId == messageId).Select(message => message.Ticket.Number).FirstOrDefaultAsync() is { } its)
        {
            return its;
        }

        if (await said.SentAsync(chat, messageId) is not { } sent)
        {
            return await OfConversationAsync(chat.Key);
        }

        var shown = TicketOnCard().Matches(Encoding.UTF8.GetString(sent)).Select(match => match.Groups["number"].Value).Distinct().ToList();
        return shown is [var only] ? only : await OfConversationAsync(chat.Key);
    }

    /// <summary>Brings the ticket's state up to date in its threads.</summary>
    public Task StateChangedAsync(Ticket ticket) => subjects.BringUpToDateAsync(TicketThreadCard.Of(ticket));

    // What a card's buttons carry, and what its refresh asks for.
    [GeneratedRegex("""\\?"ticket\\?":\s*\\?"(?<number>(INC|REQ)[0-9]+)\\?"|"subject":\s*"ticket:(?<number>(INC|REQ)[0-9]+)"|"text":\s*"(?<number>(INC|REQ)[0-9]+)",\s*"size":\s*"small",\s*"weight":\s*"bolder""")]
    private static partial Regex TicketOnCard();
}

/// <inheritdoc/>
internal sealed class FollowedMessages : IFollowedMessages
{
    public Task<bool> FollowsAsync(DeskDb db, string conversationKey) =>
        db.Set<TicketMessage>().AnyAsync(message => message.ConversationKey == conversationKey && message.HasThread);

    public Task<bool> KnowsAsync(DeskDb db, string conversationKey, string messageId) =>
        db.Set<TicketMessage>().AnyAsync(message => message.ConversationKey == conversationKey && message.MessageId == messageId);
}
