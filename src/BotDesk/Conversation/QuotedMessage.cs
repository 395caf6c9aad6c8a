using BotDesk.Data;
using BotDesk.People;
using BotDesk.Protocol;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Conversation;

/// <summary>A message on which somebody does something, such as making a ticket from it. What stands in it is what a channel hands over.</summary>
/// <param name="ConversationKey">Where it was said; where a channel has threads, its own thread.</param>
/// <param name="Id">The channel's own.</param>
/// <param name="Text">As it reads, without markup.</param>
/// <param name="Author">Null where the channel does not say.</param>
/// <param name="Link">Where it can be read; null where the channel has no such address.</param>
/// <param name="HasThread">Whether what is said in that conversation is about this message alone.</param>
public sealed record QuotedMessage(string ConversationKey, string Id, string Text, MessageAuthor? Author, string? Link, bool HasThread);

/// <summary>Who wrote a message, by whatever the channel says of them.</summary>
/// <param name="AccountId">Of the channel.</param>
/// <param name="DirectoryId">Of the directory.</param>
public sealed record MessageAuthor(string? AccountId, string? DirectoryId, string? Name);

/// <summary>Messages that were said where the desk heard them: what it was told, and what its own answers were about.</summary>
public sealed class SaidMessages(DeskDb db, PeopleDesk people, IEnumerable<IChannel> channels)
{
    /// <summary>The message of this id in the conversation of the turn; for one of the desk's own, the one that it answers.</summary>
    /// <returns>Null when it is not known, or not any more.</returns>
    public async Task<QuotedMessage?> FindAsync(Chat chat, string messageId)
    {
        var channel = channels.First(candidate => candidate.Serves(chat.ChannelId));
        var keys = Keys(channel, chat.ChannelId, chat.ConversationId);
        var id = await db.QueryFirstAsync<string?>("SELECT reply_to_id FROM outbox WHERE external_id = @messageId AND conversation_key IN (@own, @parent) AND reply_to_id IS NOT NULL ORDER BY id LIMIT 1", Values(keys, messageId)) ?? messageId;
        if (await db.QueryFirstAsync<byte[]?>("SELECT activity FROM inbox WHERE activity_id = @messageId AND conversation_key IN (@own, @parent) ORDER BY id LIMIT 1", Values(keys, id)) is not { } stored)
        {
            return null;
        }

        var activity = ActivityJson.Deserialize(stored);
        var author = activity.From is { } from ? new MessageAuthor(from.Id, channel.DirectoryIdOf(activity), from.Name) : null;
        return activity.Type == ActivityTypes.Message
            ? new QuotedMessage(chat.Key, id, activity.TextWithoutMentions(), author, channel.LinkTo(chat.ConversationId, id), channel.ParentOf(chat.ConversationId) is not null)
            : null;
    }

    /// <summary>What the desk sent as the message of this id; null when it did not.</summary>
    public Task<byte[]?> SentAsync(Chat chat, string messageId) => db.QueryFirstAsync<byte[]?>(
        "SELECT activity FROM outbox WHERE external_id = @messageId AND conversation_key IN (@own, @parent) ORDER BY id DESC LIMIT 1",
        Values(Keys(channels.First(candidate => candidate.Serves(chat.ChannelId)), chat.ChannelId, chat.ConversationId), messageId));

    /// <summary>The conversation of the message, where the bot has a part in it, or in the one above it.</summary>
    public async Task<Chat?> PlaceAsync(QuotedMessage message)
    {
        var split = message.ConversationKey.IndexOf('|', StringComparison.Ordinal);
        var (channelId, conversationId) = (message.ConversationKey[..split], message.ConversationKey[(split + 1)..]);
        if (await db.Set<Chat>().FirstOrDefaultAsync(chat => chat.Key == message.ConversationKey) is { } known)
        {
            return known.LeftAt is null ? known : null;
        }

        var above = channels.First(channel => channel.Serves(channelId)).ParentOf(conversationId) is { } parent ? ConversationKey.Of(channelId, parent) : null;
        if (above is null || await db.Set<Chat>().FirstOrDefaultAsync(chat => chat.Key == above) is not { LeftAt: null } home)
        {
            return null;
        }

        var thread = new Chat
        {
            Key = message.ConversationKey,
            ChannelId = channelId,
            ConversationId = conversationId,
            ServiceUrl = home.ServiceUrl,
            BotId = home.BotId,
            BotName = home.BotName,
            TenantId = home.TenantId,
            IsGroup = true,
            SeenAt = home.SeenAt,
        };
        db.Add(thread);
        await db.SaveChangesAsync();
        return thread;
    }

    /// <summary>What somebody said here has become a ticket: they talk about that one now, and what they say next does not go on with what they said.</summary>
    public static void Became(Turn turn, QuotedMessage message, Person author, string ticket)
    {
        if (turn.Chat.Key != message.ConversationKey)
        {
            return;
        }

        var isOfTurn = author.Id == turn.Person.Id && !turn.IsBeside && turn.Opened is null;
        var state = isOfTurn ? turn.State : turn.Chat.ReadState(author);
        if (state.Said is not null && (message.HasThread || state.Said == message.Text))
        {
            state = state with { Said = null, Offered = null, Awaiting = null, Ticket = ticket };
            if (isOfTurn)
            {
                turn.State = state;
            }
            else
            {
                turn.Chat.WriteState(author, state);
            }
        }
    }

    /// <summary>Whether the desk was told the message, or sent it.</summary>
    internal static async Task<bool> KnowsAsync(DeskDb db, IChannel channel, string channelId, string conversationId, string messageId)
    {
        var keys = Keys(channel, channelId, conversationId);
        return await db.QueryFirstAsync<int?>("SELECT 1 FROM outbox WHERE external_id = @messageId AND conversation_key IN (@own, @parent) LIMIT 1", Values(keys, messageId)) is not null
            || await db.QueryFirstAsync<int?>("SELECT 1 FROM inbox WHERE activity_id = @messageId AND conversation_key IN (@own, @parent) LIMIT 1", Values(keys, messageId)) is not null;
    }

    /// <summary>The person who wrote it; null when the desk does not know them.</summary>
    public async Task<Person?> AuthorAsync(QuotedMessage message)
    {
        if (message.Author is not { } author)
        {
            return null;
        }

        var channelId = message.ConversationKey[..message.ConversationKey.IndexOf('|', StringComparison.Ordinal)];
        return (author.AccountId is { } account ? await people.FindByAccountAsync(channelId, account) : null)
            ?? (author.DirectoryId is { } directory ? await people.FindByDirectoryAsync(directory) : null);
    }

    // A card that stands above a thread is clicked on, and reacted to, from within it.
    private static (string Own, string Parent) Keys(IChannel channel, string channelId, string conversationId) =>
        (ConversationKey.Of(channelId, conversationId), ConversationKey.Of(channelId, channel.ParentOf(conversationId) ?? conversationId));

    private static object Values((string Own, string Parent) keys, string messageId) => new { own = keys.Own, parent = keys.Parent, messageId };
}
