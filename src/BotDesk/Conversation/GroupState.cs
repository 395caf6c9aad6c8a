using System.Collections.Immutable;

namespace BotDesk.Conversation;

/// <summary>What a conversation of several people is about: what each of them said and has open is their own.</summary>
/// <param name="People">By the person's id.</param>
/// <param name="Order">Ids, whoever wrote last at the end.</param>
/// <param name="Ticket">The ticket that was last talked about, by whomever: "close it" means that one where somebody has not named another.</param>
public sealed record GroupState(ImmutableDictionary<long, ChatState> People, ImmutableArray<long> Order, string? Ticket)
{
    /// <summary>Of how many people it is kept; a channel may have thousands.</summary>
    private const int Most = 50;

    public static GroupState Nothing { get; } = new(ImmutableDictionary<long, ChatState>.Empty, [], null);

    public ChatState Of(long person)
    {
        var own = People.GetValueOrDefault(person) ?? new ChatState();
        return own.Ticket is null ? own with { Ticket = Ticket } : own;
    }

    public GroupState With(long person, ChatState state)
    {
        // What somebody else last talked about does not become their own by being there.
        var ticket = state.Ticket ?? Ticket;
        state = People.GetValueOrDefault(person)?.Ticket is null && state.Ticket == Ticket ? state with { Ticket = null } : state;
        var order = Order.Remove(person);
        var people = People.Remove(person);
        if (!state.IsEmpty)
        {
            (order, people) = (order.Add(person), people.SetItem(person, state));
        }

        while (order.Length > Most)
        {
            (order, people) = (order.RemoveAt(0), people.Remove(order[0]));
        }

        return new GroupState(people, order, ticket);
    }
}
