using BotDesk.People;

namespace BotDesk.Conversation;

/// <summary>Brings what concerns somebody alone to where they talk with the desk alone.</summary>
public interface IOwnPlace
{
    Task SendAsync(Person person, OutgoingMessage message);

    /// <summary>Changes what that conversation is about.</summary>
    Task AboutAsync(Person person, Func<ChatState, ChatState> change);
}

/// <summary>What a turn says to the person alone.</summary>
internal static class Whispers
{
    public static async Task SendAsync(IOwnPlace place, Turn turn)
    {
        foreach (var message in turn.Whispers)
        {
            // It answers nothing there.
            await place.SendAsync(turn.Person, message with { ReplyToId = null });
        }

        if (turn.IsBeside && turn.State.Ticket is { } ticket)
        {
            await place.AboutAsync(turn.Person, state => state with { Ticket = ticket });
        }
    }
}
