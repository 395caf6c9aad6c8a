using BotDesk.Data;
using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>
/// Knows which messages that people say to each other concern the desk all the same, such as replies in the thread of a ticket. Of everything
/// else that is not addressed to the bot, nothing is kept.
/// </summary>
public interface IFollowedMessages
{
    /// <summary>Whether what is said in the conversation is followed. Asked before anything is kept.</summary>
    Task<bool> FollowsAsync(DeskDb db, string conversationKey);

    /// <summary>Whether the message became part of something. Asked before anything is kept.</summary>
    Task<bool> KnowsAsync(DeskDb db, string conversationKey, string messageId);
}

/// <summary>Does with such messages what they are followed for.</summary>
public interface IMessageFollower
{
    /// <summary>A message was handled: what it became is remembered, for when it is changed.</summary>
    Task SaidAsync(Turn turn);

    /// <summary>Number of the ticket that everything said in this conversation is about; null where it is about nothing in particular.</summary>
    Task<string?> AboutAsync(Turn turn);

    /// <summary>Somebody said something in a conversation that is followed, to others, or to the bot and it is no command.</summary>
    /// <returns>False where nothing is followed, or there was nothing to take.</returns>
    Task<bool> OverhearAsync(Turn turn);

    /// <summary>A message was changed by who wrote it, or brought back.</summary>
    /// <param name="text">How it reads now.</param>
    Task EditedAsync(Turn turn, string messageId, string text);

    /// <summary>A message was taken back by who wrote it.</summary>
    Task DeletedAsync(Turn turn, string messageId);
}

/// <summary>What an emoji on a message does; registered under the emoji itself.</summary>
public interface IReaction
{
    /// <param name="messageId">On which message it was put, by the channel's id.</param>
    Task HandleAsync(Turn turn, string messageId);
}

/// <summary>Whether the desk hears an activity.</summary>
internal static class Hearing
{
    public static async Task<bool> ConcernsAsync(IChannel channel, IFollowedMessages follower, DeskDb db, Activity activity)
    {
        var key = ConversationKey.Of(activity.ChannelId!, activity.Conversation!.Id!);
        return activity.Type switch
        {
            ActivityTypes.Message => await follower.FollowsAsync(db, key),
            ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete => activity.Id is { } id && await follower.KnowsAsync(db, key, id),
            ActivityTypes.MessageReaction => activity.ReplyToId is { } on && (await follower.FollowsAsync(db, key) || await follower.KnowsAsync(db, key, on) || await SaidMessages.KnowsAsync(db, channel, activity.ChannelId!, activity.Conversation.Id!, on)),
            _ => false,
        };
    }

    /// <summary>
    /// By what a second delivery of the activity is told. A change carries the id of the message that it changes, as often as that happens, so what
    /// makes it another one is added: when it was made, or what it says.
    /// </summary>
    public static string IdOf(Activity activity) => activity.Type is ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete
        ? $"{activity.Id}/{activity.Type}/{activity.Timestamp?.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(activity.Text ?? "")))[..16]}"
        : activity.Id!;
}
