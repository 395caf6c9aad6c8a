using System.Text.RegularExpressions;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.Protocol;

namespace BotDesk.Tickets.Chat;

/// <summary>*I take it* on a ticket's card in an agents' room: of two who press, one has it, and everybody sees who.</summary>
internal sealed class ClaimVerb(TicketDesk desk, TicketBook book, SubjectCards subjects) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "ticket" };

    public bool ChangesSomething => true;

    public async Task<Refusal?> HandleAsync(Turn turn, Conversation.CardAction action)
    {
        if (TicketNumber.Normalise(action["ticket"]) is not { } number)
        {
            return Refusal.Invalid("ticket", Phrase.Of("tickets.cardUnknownAgent"));
        }

        if (await book.FindAsync(number) is { Assignee: { } other } && other.Id != turn.Person.Id)
        {
            return Refusal.Conflict(Phrase.Of("tickets.takenAlready", new { number, agent = other.Name }));
        }

        var outcome = await desk.TakeAsync(number, turn.Person);
        if (!outcome.Is(out var ticket, out var refusal))
        {
            return refusal;
        }

        await subjects.ReplaceAsync(turn, BoardCard.Of(ticket));
        return null;
    }

    public async Task ShowPresentAsync(Turn turn, Conversation.CardAction action)
    {
        if (TicketNumber.Normalise(action["ticket"]) is { } number && await book.FindAsync(number) is { } ticket)
        {
            turn.Say(ticket.Assignee is { } agent ? Phrase.Of("tickets.takenAlready", new { number, agent = agent.Name }) : Phrase.Of("tickets.alreadyIs", new { ticket.Number, status = ticket.Status.Word() }));
        }
    }
}

/// <summary>
/// What is said under a message about a ticket is said in the ticket: in an agents' room among agents, unless it begins with "reply:", and under the
/// requester's own card as their comment. Who speaks to the bot by name is answered by it.
/// </summary>
internal sealed partial class TopicRelay(Threads threads, TicketDesk desk, TicketTalk talk, IEnumerable<IChannel> channels, SaidHere here) : IRelay
{
    public async Task<bool> TryRelayAsync(Turn turn)
    {
        if (turn.Activity.Value is not null || turn.Text.Length == 0 || turn.Activity.MentionsRecipient() || Ticket.NumberOf(await threads.TopicAsync(turn)) is not { } number
            || turn.State.Awaiting?.Ticket == number)
        {
            return false;
        }

        turn.State = turn.State with { Ticket = number };
        if (!turn.Chat.IsGroup)
        {
            turn.Answer(await talk.CommentAsync(turn, number, turn.Text));
            return true;
        }

        if (Deed().Match(turn.Text) is { Success: true } deed)
        {
            // Under its card a ticket need not be named.
            turn.Text = $"{deed.Groups["verb"].Value} {number} {deed.Groups["rest"].Value}";
            return false;
        }

        here.Keys.Add(turn.Chat.Key);
        if (channels.First(channel => channel.Serves(turn.Chat.ChannelId)).ParentOf(turn.Chat.ConversationId) is { } parent)
        {
            here.Keys.Add(ConversationKey.Of(turn.Chat.ChannelId, parent));
        }

        if (Reply().Match(turn.Text) is { Success: true } reply)
        {
            var sent = await desk.ReplyAsync(number, turn.Person, reply.Groups["text"].Value);
            turn.Say(sent.Is(out var ticket, out var refusal) ? Phrase.Of("tickets.sentTo", new { who = ticket.Requester.Name }) : refusal.Message);
        }
        else
        {
            turn.Answer((await desk.NoteAsync(number, turn.Person, turn.Text)).Refusal);
        }

        return true;
    }

    [GeneratedRegex(@"^\s*(reply|answer|antwort|antworten)\s*:\s*(?<text>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Reply();

    [GeneratedRegex(@"^\s*(?<verb>take|work|übernehmen?|bearbeiten?)\s*(?<rest>)[.!]?\s*$|^\s*(?<verb>resolve|lösen?)\s*(?<rest>[:\s].+)$|^\s*(?<verb>assign|zuweisen)\s+(?<rest>(to|an)\s+\S.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Deed();
}
