using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets.Chat;

/// <summary>Keeps tickets in step with the messages they came from: replies in a thread, later changes, and what was taken back.</summary>
internal sealed class ThreadFollower(DeskDb db, TicketDesk desk, TicketThreads threads) : IMessageFollower
{
    public Task SaidAsync(Turn turn)
    {
        // Whatever wrote the line, a command, a reply or a live conversation: it is in this operation, and its words are the message's.
        var text = turn.Activity.TextWithoutMentions();
        var written = turn.Activity.Id is null || text.Length == 0 ? null : db.ChangeTracker.Entries<TicketEntry>().Select(entry => entry.Entity)
            .FirstOrDefault(entry => entry.AuthorId == turn.Person.Id && entry.At >= turn.Now && entry.Text is { Length: > 0 } own && text.Contains(own, StringComparison.Ordinal));
        if (written is not null && db.ChangeTracker.Entries<Ticket>().Select(entry => entry.Entity).FirstOrDefault(ticket => ticket.History.Contains(written)) is { } ticket)
        {
            var at = text.IndexOf(written.Text!, StringComparison.Ordinal);
            db.Add(new TicketMessage
            {
                ConversationKey = turn.Chat.Key,
                MessageId = turn.Activity.Id!,
                Ticket = ticket,
                Entry = written,
                Before = text[..at],
                After = text[(at + written.Text!.Length)..],
            });
        }

        return Task.CompletedTask;
    }

    public Task<string?> AboutAsync(Turn turn) => threads.OfConversationAsync(turn.Chat.Key);

    public async Task<bool> OverhearAsync(Turn turn)
    {
        if (turn.Text.Length == 0 || await threads.OfConversationAsync(turn.Chat.Key) is not { } number)
        {
            return false;
        }

        var outcome = await desk.SayInThreadAsync(number, turn.Person, turn.Text);
        if (outcome.Refusal is { } refusal)
        {
            // Others may go on talking under a ticket that is closed; who speaks to the desk gets an answer, and whose ticket it is must know that nobody reads it there.
            if (!turn.IsOverheard)
            {
                turn.Say(refusal.Message);
            }
            else if ((await desk.OwnAsync(number, turn.Person)).Value is not null)
            {
                turn.Whisper(refusal.Message);
            }
        }
        else if (turn.IsOverheard)
        {
            await SaidAsync(turn);
        }
        else
        {
            turn.Say(Phrase.Of("tickets.addedShort", new { number }));
        }

        return true;
    }

    public async Task EditedAsync(Turn turn, string messageId, string text)
    {
        if (text.Length > 0 && await FindAsync(turn, messageId) is { } message)
        {
            desk.Follow(message, turn.Person, text);
        }
    }

    public async Task DeletedAsync(Turn turn, string messageId)
    {
        if (await FindAsync(turn, messageId) is { } message)
        {
            desk.Follow(message, turn.Person, text: null);
        }
    }

    private Task<TicketMessage?> FindAsync(Turn turn, string messageId) =>
        db.Set<TicketMessage>().AsTracking().Include(message => message.Entry).Include(message => message.Ticket)
            .FirstOrDefaultAsync(message => message.ConversationKey == turn.Chat.Key && message.MessageId == messageId);
}
