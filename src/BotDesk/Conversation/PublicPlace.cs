using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>Where a person wrote something in a channel that many read.</summary>
/// <param name="Channel">The channel's own id of the whole of it, such as of a Teams channel.</param>
/// <param name="Thread">Its own id of the thread in which it stands.</param>
/// <param name="IsPost">Whether it began that thread, rather than answering in it.</param>
/// <param name="Name">What people call the channel; null where what was sent does not say.</param>
public sealed record PublicPlace(string Channel, string Thread, bool IsPost, string? Name = null);

/// <summary>Reads along in channels where it was asked to, what people say to each other there. One that nobody asked keeps nothing.</summary>
public interface IBystander
{
    /// <summary>Whether it reads along in the channel, or once did. Answered from memory: it is asked about every message.</summary>
    /// <param name="channelKey"><see cref="Data.ConversationKey"/> of the whole channel.</param>
    ValueTask<bool> KnowsAsync(string channelKey);

    /// <summary>Whether the bot's only part in the thread is what it said by itself: then what people say there is not for it.</summary>
    Task<bool> BeganAsync(string threadKey);

    /// <summary>Somebody spoke to the bot in the thread: it is a conversation from now on.</summary>
    Task SpokenToAsync(string threadKey);

    /// <summary>Looks at what somebody did that was not meant for the bot; asked before anything of it is kept.</summary>
    /// <returns>Whether it has something to say to it: then it is handled as a turn.</returns>
    Task<bool> NoticeAsync(Activity activity, PublicPlace place, CancellationToken cancellationToken);

    /// <summary>Somebody took away a message of the bot's own.</summary>
    Task TakenAwayAsync(string threadKey, string messageId);
}

/// <summary>Says what a bystander has to say.</summary>
public interface IBystanderVoice
{
    Task SpeakAsync(Turn turn);
}
