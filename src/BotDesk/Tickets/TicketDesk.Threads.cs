using BotDesk.People;

namespace BotDesk.Tickets;

/// <content>What is said in the thread that a ticket was made from.</content>
public sealed partial class TicketDesk
{
    /// <summary>
    /// Somebody writes in the thread: its requester as anywhere; others because they were part of the conversation before it was a ticket, and all of
    /// them read it there.
    /// </summary>
    public async Task<Outcome<Ticket>> SayInThreadAsync(string number, Person who, string text)
    {
        if (await FindAsync(number) is not { } ticket)
        {
            return Refusal.NotFound(Phrase.Of("tickets.notThere", new { number }));
        }

        if (ticket.RequesterId == who.Id)
        {
            return await CommentAsync(number, who, text);
        }

        if (Written("text", text) is { } empty)
        {
            return empty;
        }

        if (!ticket.Status.IsOpen() && ticket.Status != TicketStatus.Resolved)
        {
            return Refusal.Conflict(Phrase.Of("tickets.threadEnded", new { ticket.Number, status = ticket.Status.Word() }));
        }

        ticket.Touch(Now);
        Comment(ticket, who, text);
        audit.Add(who, who.IsAgent ? "ticket.replied" : "ticket.commented", ticket.Number);
        if (ticket.AssigneeId != who.Id)
        {
            await news.TellAssigneeAsync(ticket, Phrase.Of("tickets.news.added", new { who = who.Name, ticket.Number, text = text.Trim() }));
        }

        return ticket;
    }

    /// <summary>Whoever wrote a line in a channel changed the message, or took it back: the line follows.</summary>
    /// <param name="text">As the message reads now; null when it was taken back.</param>
    public void Follow(TicketMessage message, Person author, string? text)
    {
        var ticket = message.Ticket;
        if (message.Entry is not { } entry)
        {
            Event(ticket, author, text is null ? Phrase.Of("tickets.did.tookBackSource") : Phrase.Of("tickets.did.changedSource"), Cut(text));
            audit.Add(author, text is null ? "ticket.message.deleted" : "ticket.message.edited", ticket.Number);
        }
        else if (entry.AuthorId != author.Id)
        {
            return;
        }
        else if (text is null)
        {
            entry.TakeBack(Phrase.Of("tickets.did.tookBack"));
            audit.Add(author, "ticket.comment.deleted", ticket.Number);
        }
        else if (Own(text, message) is { Length: > 0 } own && own != entry.Text)
        {
            entry.Rewrite(Cut(own)!, Phrase.Of("tickets.did.edited"));
            audit.Add(author, "ticket.comment.edited", ticket.Number);
        }
        else
        {
            return;
        }

        ticket.Touch(Now);
    }

    /// <summary>What of the message is the line's: without the command around it, which must still be there.</summary>
    private static string Own(string text, TicketMessage message)
    {
        var (before, after) = (message.Before ?? "", message.After ?? "");
        return text.Length >= before.Length + after.Length && text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(after, StringComparison.Ordinal)
            ? text[before.Length..^after.Length].Trim()
            : "";
    }

    private static string? Cut(string? text) => text?.Length > Ticket.LongestText ? text[..Ticket.LongestText] : text;
}
