using BotDesk.Notifications;
using BotDesk.People;

namespace BotDesk.Tickets;

/// <summary>Tells a ticket's people what happened to it.</summary>
public sealed class TicketNews(Notifier notifier, PeopleDesk people)
{
    /// <param name="agent">Null: the desk by itself.</param>
    /// <param name="headline">Such as "Noor Haddad wrote to you".</param>
    /// <param name="text">What was written for the requester.</param>
    public async Task TellRequesterAsync(Ticket ticket, Person? agent, Phrase headline, string? text)
    {
        var isTold = await notifier.ShowAsync(ticket.Requester, "tickets/update", new
        {
            number = ticket.Number,
            title = ticket.Title,
            headline,
            agent = NameOf(agent),
            text,
            can = new { comment = ticket.Status.IsOpen() || ticket.Status == TicketStatus.Resolved, confirm = false, reopen = false, withdraw = false },
        }, ticket.Status == TicketStatus.Pending ? Notice.Call(ticket.Number) : Notice.News(ticket.Number), ticket.Topic);
        if (isTold)
        {
            await notifier.AboutAsync(ticket.Requester, state => state with { Ticket = ticket.Number });
        }
    }

    /// <summary>Asks the requester whether it is solved in their eyes too.</summary>
    public async Task AskToConfirmAsync(Ticket ticket, Person? agent)
    {
        var isAsked = await notifier.ShowAsync(ticket.Requester, "tickets/resolved", new
        {
            number = ticket.Number,
            title = ticket.Title,
            agent = NameOf(agent),
            resolution = ticket.Resolution,
        }, Notice.Call(ticket.Number), ticket.Topic);
        if (isAsked)
        {
            await notifier.AboutAsync(ticket.Requester, state => state with { Ticket = ticket.Number, Awaiting = new("tickets.confirm", ticket.Number) });
        }
    }

    private static Phrase NameOf(Person? agent) => agent is null ? Phrase.Of("tickets.theDesk") : Phrase.Plain(agent.Name);

    /// <summary>Nobody is told while nobody has it: it stands in the queue.</summary>
    public async Task TellAssigneeAsync(Ticket ticket, Phrase text)
    {
        if (ticket.AssigneeId is { } id && await people.FindAsync(id) is { } assignee)
        {
            await notifier.SayAsync(assignee, text, Notice.Call(ticket.Number));
        }
    }
}

/// <summary>People hear of the tickets that they opened.</summary>
internal sealed class TicketNewsSubject(TicketBook book) : INewsSubject
{
    public async Task<bool> IsForAsync(string number, Person person) => await book.FindAsync(number) is { } ticket && ticket.RequesterId == person.Id;
}
