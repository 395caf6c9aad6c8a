namespace BotDesk.Timers;

/// <summary>Something that was to happen at a time, and whose time has come.</summary>
/// <param name="Kind">Which <see cref="ITimerHandler"/> does it.</param>
/// <param name="Subject">What it is about: a number such as <c>INC42</c>; empty for what concerns the desk as a whole.</param>
/// <param name="Name">Tells several of one kind about one subject apart; empty where there is one.</param>
/// <param name="Due">For when it was set. Later than that by as long as no instance ran.</param>
public sealed record DueTimer(string Kind, string Subject, string Name, DateTimeOffset Due);

/// <summary>Does what is due; registered by its kind as the key.</summary>
/// <remarks>
/// It runs in the transaction that takes the timer: what it changes and that it has fired are committed together, or neither is. So it does
/// nothing outside of the database (<see cref="Data.DeskWriter"/>). What it finds may have moved on since the timer was set; it looks first.
/// One that throws is tried again later.
/// </remarks>
public interface ITimerHandler
{
    Task FireAsync(DueTimer timer);
}

/// <summary>Something that happens again and again, the first time a whole interval after the desk first knew of it.</summary>
/// <param name="Kind">Which <see cref="ITimerHandler"/> does it.</param>
/// <param name="Every">How far apart; one that came late does not come twice.</param>
public sealed record Recurrence(string Kind, TimeSpan Every);
