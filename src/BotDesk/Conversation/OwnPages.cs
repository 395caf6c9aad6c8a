using BotDesk.People;

namespace BotDesk.Conversation;

/// <summary>A part of the page that a channel shows somebody of their own; parts stand in the order of registration.</summary>
public interface IHomePart
{
    /// <returns>Null when there is nothing to show.</returns>
    Task<CardView?> RenderAsync(Person person);
}

/// <summary>Hears, after the commit, whose tickets, approvals or orders have changed: a page of their own is no longer true.</summary>
public interface IHomeKeeper
{
    void Changed(IReadOnlyCollection<long> people);
}
