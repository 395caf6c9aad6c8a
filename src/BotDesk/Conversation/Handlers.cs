using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation;

/// <summary>Does what a button of a card says; registered by the verb in the card's template, such as <c>tickets.take</c>.</summary>
public interface ICardVerb
{
    /// <summary>The fields its card sends; a click that brings another one is refused.</summary>
    IReadOnlySet<string> Fields { get; }

    /// <summary>Whether it changes something: then each rendering of its card counts once, however often it is clicked.</summary>
    bool ChangesSomething { get; }

    /// <summary>Whether it starts a conversation of its own under its card, where a channel has threads: what is said there belongs to it alone.</summary>
    bool StartsThread => false;

    /// <returns>Null when done; a refusal leaves the card usable.</returns>
    Task<Refusal?> HandleAsync(Turn turn, CardAction action);

    /// <summary>A late, doubled or re-sent click: shows how things stand now and changes nothing.</summary>
    Task ShowPresentAsync(Turn turn, CardAction action)
    {
        turn.Say(Phrase.Of("conversation.alreadyDone"));
        return Task.CompletedTask;
    }
}

/// <summary>Takes a message before anything else reads it: a conversation with a person, in which the bot is silent.</summary>
public interface IRelay
{
    /// <returns>Whether the message was part of such a conversation, and is dealt with.</returns>
    Task<bool> TryRelayAsync(Turn turn);
}

/// <summary>Takes the files that came with a message, before its words are read.</summary>
public interface IFileTaker
{
    /// <returns>Whether the words are dealt with as well.</returns>
    Task<bool> TakeAsync(Turn turn);
}

/// <summary>Takes an event that a channel sends, by its name (specification, "Event activity"); registered under that name.</summary>
public interface IChannelEvent
{
    Task HandleAsync(Turn turn);
}

/// <summary>Recognises a message by its wording or by what was asked before. Tried in the order of registration.</summary>
public interface ICommand
{
    /// <returns>Whether the message was this command's, and is answered.</returns>
    ValueTask<bool> TryHandleAsync(Turn turn);
}

/// <summary>Answers free text that was understood.</summary>
public interface IIntentHandler
{
    IReadOnlyList<Intent> Intents { get; }

    /// <summary>Whether the answer is much the same whichever of its intents was meant.</summary>
    bool IsOneAnswer => true;

    Task HandleAsync(Turn turn);
}
