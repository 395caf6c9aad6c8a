using BotDesk.Conversation;

namespace BotDesk.Tickets.Chat;

/// <summary>👀 on a message about a ticket: an agent is on it. From anybody else it is just a look.</summary>
internal sealed class TakeByReaction(TicketThreads threads, TicketDesk desk) : IReaction
{
    public const string Emoji = "👀";

    public async Task HandleAsync(Turn turn, string messageId)
    {
        if (turn.Person.IsAgent && await threads.MeantByAsync(turn.Chat, messageId) is { } number)
        {
            var outcome = await desk.TakeAsync(number, turn.Person);
            turn.Whisper(outcome.Refusal?.Message ?? Phrase.Of("tickets.reaction.taken", new { number }));
        }
    }
}

/// <summary>✅ on a message about a ticket: solved, as its requester says, or an agent.</summary>
internal sealed class SolveByReaction(TicketThreads threads, TicketDesk desk) : IReaction
{
    public const string Emoji = "✅";

    public async Task HandleAsync(Turn turn, string messageId)
    {
        if (await threads.MeantByAsync(turn.Chat, messageId) is not { } number)
        {
            return;
        }

        if ((await desk.OwnAsync(number, turn.Person)).Is(out _, out _))
        {
            var confirmed = await desk.ConfirmAsync(number, turn.Person);
            turn.Whisper(confirmed.Refusal?.Message ?? Phrase.Of("tickets.reaction.confirmed", new { number }));
        }
        else if (turn.Person.IsAgent && (await desk.WorkableAsync(number, turn.Person)).Value is { } ticket)
        {
            var resolved = await desk.ResolveAsync(number, turn.Person, desk.Resolutions(ticket)[0].Key, Phrase.Of("tickets.reaction.resolution").In(ticket.Requester.Language));
            turn.Whisper(resolved.Refusal?.Message ?? Phrase.Of("tickets.reaction.resolved", new { number }));
        }
    }
}
