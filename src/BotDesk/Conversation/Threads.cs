using BotDesk.Data;

namespace BotDesk.Conversation;

/// <summary>Conversations in which agents as a group hear of their work; a channel registers those it has.</summary>
public interface IAgentsRoom
{
    /// <summary>Key of the conversation; null where none is set up.</summary>
    string? Key { get; }

    /// <returns>Null where none is set up.</returns>
    Task<Chat?> OpenAsync();
}

/// <summary>What a thread under one of the desk's own messages is about.</summary>
public sealed class Threads(Outbox outbox, IEnumerable<IChannel> channels)
{
    /// <returns>The message's <see cref="OutboxRow.Topic"/>; null outside of threads, and under others' messages.</returns>
    public async Task<string?> TopicAsync(Turn turn)
    {
        var channel = channels.First(candidate => candidate.Serves(turn.Chat.ChannelId));
        return channel.RootOf(turn.Activity) is { } root
            ? await outbox.TopicAsync(ConversationKey.Of(turn.Chat.ChannelId, channel.ParentOf(turn.Chat.ConversationId) ?? turn.Chat.ConversationId), root)
            : null;
    }
}

/// <summary>Where what happens in this operation was said: it is not said there again.</summary>
public sealed class SaidHere
{
    /// <summary>Keys of conversations.</summary>
    public HashSet<string> Keys { get; } = [];
}
