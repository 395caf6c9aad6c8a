namespace BotDesk.Tickets;

/// <summary>Hears of every incident as it is opened, in the same transaction: a practice for which it may mean something registers one.</summary>
public interface ITicketWatcher
{
    Task OpenedAsync(Ticket ticket);
}
