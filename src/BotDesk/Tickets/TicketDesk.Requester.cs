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

        if (WhyNotAdd(ticket) is { } ended)
        {
            return ended;
        }

        ticket.Answered(Now);
        Comment(ticket, requester, text);
        audit.Add(requester, "ticket.commented", ticket.Number);
        await news.TellAssigneeAsync(ticket, Phrase.Of("tickets.news.added", new { who = requester.Name, ticket.Number, text = text.Trim() }));
        return ticket;
    }

    /// <summary>Why nothing can be added to a ticket any more; null while it can.</summary>
    internal static Refusal? WhyNotAdd(Ticket ticket) => ticket.Status switch
    {
        TicketStatus.Declined => Refusal.Conflict(Phrase.Of("tickets.declinedComment", new { ticket.Number })),
        TicketStatus.Closed => Refusal.Conflict(Phrase.Of("tickets.closedComment", new { ticket.Number })),
        TicketStatus.Cancelled => Refusal.Conflict(Phrase.Of("tickets.withdrawnComment", new { ticket.Number })),
        _ => null,
    };

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

        await HappenedAsync(ticket, requester, Phrase.Of("tickets.did.confirmed"));
        audit.Add(requester, "ticket.confirmed", ticket.Number);
        await news.TellAssigneeAsync(ticket, Phrase.Of("tickets.news.confirmed", new { who = requester.Name, ticket.Number }));
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
            return Refusal.Conflict(Phrase.Of("tickets.stillOpen", new { ticket.Number }));
        }

        if (ticket.Reopen(Now) is { } no)
        {
            return no;
        }

        await HappenedAsync(ticket, requester, Phrase.Of("tickets.did.reopened"), reason.Trim().Length == 0 ? null : reason);
        audit.Add(requester, "ticket.reopened", ticket.Number);
        await news.TellAssigneeAsync(ticket, reason.Trim().Length == 0
            ? Phrase.Of("tickets.news.reopened", new { ticket.Number, who = requester.Name })
            : Phrase.Of("tickets.news.reopenedSaying", new { ticket.Number, who = requester.Name, text = reason.Trim() }));
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

        await HappenedAsync(ticket, requester, Phrase.Of("tickets.did.withdrew"));
        audit.Add(requester, "ticket.withdrawn", ticket.Number);
        foreach (var adjunct in adjuncts)
        {
            await adjunct.WithdrawnAsync(ticket, requester);
        }

        await news.TellAssigneeAsync(ticket, Phrase.Of("tickets.news.withdrew", new { who = requester.Name, ticket.Number }));
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

        await HappenedAsync(ticket, requester, Phrase.Of("tickets.did.rated", new { stars }));
        audit.Add(requester, "ticket.rated", ticket.Number, new { stars, helper = ticket.ResolvedById });
        return ticket;
    }
}
