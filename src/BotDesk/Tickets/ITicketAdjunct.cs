using BotDesk.People;

namespace BotDesk.Tickets;

/// <summary>What a practice keeps about tickets of its kind beside them; registered by the practice.</summary>
public interface ITicketAdjunct
{
    /// <summary>What the ticket waits for, or why it ended, as its requester reads it; null where its status says it all.</summary>
    Task<Phrase?> StandingAsync(Ticket ticket);

    /// <summary>Its requester has withdrawn it.</summary>
    Task WithdrawnAsync(Ticket ticket, Person requester);
}
