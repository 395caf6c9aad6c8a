using BotDesk.People;

namespace BotDesk.Tickets;

/// <content>What a requester does with a ticket of their own.</content>
public sealed partial class TicketDesk
{
    /// <summary>The requester adds to their ticket; what waited for them goes on.</summary>
    public async Task<Outcome<Ticket>> CommentAsync(string number, Person requester, string text)
    {
        if ((await OwnAsync(number, requester)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        if (Written("text", text) is { } empty)
        {
            return empty;
        }

        if (ticket.Status is TicketStatus.Closed or TicketStatus.Cancelled)
        {
            return Refusal.Conflict(ticket.Status == TicketStatus.Closed
                ? $"{ticket.Number} is closed. If it is broken again, say \"reopen {ticket.Number}\"; for something new, just describe it."
                : $"{ticket.Number} was withdrawn. Describe what you need now and I open a new one.");
        }

        ticket.Answered(Now);
        Comment(ticket, requester, text);
        audit.Add(requester, "ticket.commented", ticket.Number);
        await news.TellAssigneeAsync(ticket, $"{requester.Name} added to {ticket.Number}: {text.Trim()}");
        return ticket;
    }

    /// <summary>The requester agrees that it is done.</summary>
    public async Task<Outcome<Ticket>> ConfirmAsync(string number, Person requester)
    {
        if ((await OwnAsync(number, requester)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        if (ticket.Confirm(Now) is { } no)
        {
            return no;
        }

        Event(ticket, requester, "confirmed that it is solved");
        audit.Add(requester, "ticket.confirmed", ticket.Number);
        await news.TellAssigneeAsync(ticket, $"{requester.Name} confirmed that {ticket.Number} is solved. It is closed.");
        return ticket;
    }

    /// <summary>The requester says that it is still broken.</summary>
    public async Task<Outcome<Ticket>> ReopenAsync(string number, Person requester, string reason)
    {
        if ((await OwnAsync(number, requester)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        if (reason.Length > Ticket.LongestText)
        {
            return Written("text", reason)!;
        }

        if (ticket.Status.IsOpen())
        {
            return Refusal.Conflict($"{ticket.Number} is still open; somebody works on it. Say \"add to {ticket.Number}: …\" to add something.");
        }

        if (ticket.Reopen(Now) is { } no)
        {
            return no;
        }

        Event(ticket, requester, "said that it is still broken", reason.Trim().Length == 0 ? null : reason);
        audit.Add(requester, "ticket.reopened", ticket.Number);
        await news.TellAssigneeAsync(ticket, $"{ticket.Number} is open again: {requester.Name} says it is still broken.{(reason.Trim().Length == 0 ? "" : $" \"{reason.Trim()}\"")}");
        return ticket;
    }

    /// <summary>The requester no longer needs it.</summary>
    public async Task<Outcome<Ticket>> WithdrawAsync(string number, Person requester)
    {
        if ((await OwnAsync(number, requester)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        if (ticket.Withdraw(Now) is { } no)
        {
            return no;
        }

        Event(ticket, requester, "withdrew it");
        audit.Add(requester, "ticket.withdrawn", ticket.Number);
        await news.TellAssigneeAsync(ticket, $"{requester.Name} withdrew {ticket.Number}.");
        return ticket;
    }

    /// <summary>The requester says how it went.</summary>
    public async Task<Outcome<Ticket>> RateAsync(string number, Person requester, int stars)
    {
        if ((await OwnAsync(number, requester)).Is(out var ticket, out var refusal) is false)
        {
            return refusal;
        }

        if (ticket.Rate(stars, Now) is { } no)
        {
            return no;
        }

        Event(ticket, requester, $"rated it {stars} of 5");
        audit.Add(requester, "ticket.rated", ticket.Number, new { stars, helper = ticket.ResolvedById });
        return ticket;
    }
}
