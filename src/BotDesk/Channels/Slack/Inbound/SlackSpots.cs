using BotDesk.Conversation;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>
/// Which conversation something belongs to. In a channel that is the thread, which a message outside of any starts. Direct messages are one
/// conversation, threads in them included, except for a thread that was started as one of its own (<see cref="ICardVerb.StartsThread"/>).
/// </summary>
internal sealed class SlackSpots(IDbContextFactory<DeskDb> readers, IServiceScopeFactory scopes, IFollowedMessages followed)
{
    public async Task<SlackSpot> OfMessageAsync(string user, string channel, string ts, string? thread, CancellationToken cancellationToken) =>
        !SlackPlace.IsDirect(channel) ? new SlackSpot(new SlackPlace(channel, thread ?? ts), channel)
        : thread is null ? Direct(user, channel)
        : await IsKnownAsync(new SlackPlace(user, thread), cancellationToken) ? new SlackSpot(new SlackPlace(user, thread), channel)
        : new SlackSpot(new SlackPlace(user, null), channel, ReplyThread: thread);

    /// <param name="message">The <c>ts</c> of the message on which was clicked.</param>
    /// <param name="verb">What the button does; null when that is not known yet.</param>
    public async Task<SlackSpot> OfClickAsync(string user, string channel, string message, string? thread, string? verb, CancellationToken cancellationToken) =>
        thread is null && SlackPlace.IsDirect(channel) && StartsThread(verb)
            ? new SlackSpot(new SlackPlace(user, message), channel)
            : await OfMessageAsync(user, channel, message, thread, cancellationToken);

    public static SlackSpot Direct(string user, string channel) => new(new SlackPlace(user, null), channel);

    /// <summary>The channel of somebody's direct messages with the bot; null until they wrote there.</summary>
    public async Task<string?> DirectChannelAsync(string user, CancellationToken cancellationToken)
    {
        var key = ConversationKey.Of(SlackChannel.Id, user);
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.Set<Chat>().Where(chat => chat.Key == key).Select(chat => chat.ServiceUrl).FirstOrDefaultAsync(cancellationToken) is { } address
            && SlackAddress.ChannelOf(address) is var channel && SlackPlace.IsDirect(channel) ? channel : null;
    }

    /// <summary>Whether the bot takes part in the conversation already.</summary>
    public async Task<bool> IsKnownAsync(SlackPlace place, CancellationToken cancellationToken)
    {
        var key = ConversationKey.Of(SlackChannel.Id, place.Id);
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.Set<Chat>().AnyAsync(chat => chat.Key == key, cancellationToken);
    }

    /// <summary>Whether what is said in a channel's thread is for the bot: it takes part in it, or the thread hangs under a message of its own that is about something.</summary>
    public async Task<bool> IsOursAsync(string channel, string thread, CancellationToken cancellationToken)
    {
        if (await IsKnownAsync(new SlackPlace(channel, thread), cancellationToken))
        {
            return true;
        }

        var key = ConversationKey.Of(SlackChannel.Id, channel);
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.QueryFirstAsync<int?>("SELECT 1 FROM outbox WHERE conversation_key = @key AND external_id = @thread AND topic IS NOT NULL LIMIT 1", new { key, thread }) is not null;
    }

    /// <summary>Whether what people say to each other in the thread is said in something that the desk keeps, such as a ticket.</summary>
    public async Task<bool> IsFollowedAsync(string channel, string thread, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await followed.FollowsAsync(db, ConversationKey.Of(SlackChannel.Id, new SlackPlace(channel, thread).Id));
    }

    /// <summary>The thread in which a message stands that the desk sent or was told; null when it is none.</summary>
    public async Task<SlackPlace?> OfKnownAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        // Keys of the channel's threads begin with its own and a colon, which the semicolon follows.
        var own = ConversationKey.Of(SlackChannel.Id, channel);
        var range = new { ts, from = own + ':', to = own + ';' };
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var key = await db.QueryFirstAsync<string?>("SELECT conversation_key FROM outbox WHERE external_id = @ts AND conversation_key > @from AND conversation_key < @to LIMIT 1", range)
            ?? await db.QueryFirstAsync<string?>("SELECT conversation_key FROM inbox WHERE activity_id = @ts AND conversation_key > @from AND conversation_key < @to LIMIT 1", range);
        return key is null ? null : SlackPlace.Parse(key[(SlackChannel.Id.Length + 1)..]);
    }

    /// <summary>Whether the desk was told the message.</summary>
    public async Task<bool> IsToldAsync(SlackPlace place, string activityId, CancellationToken cancellationToken)
    {
        var key = ConversationKey.Of(SlackChannel.Id, place.Id);
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.QueryFirstAsync<int?>("SELECT 1 FROM inbox WHERE conversation_key = @key AND activity_id = @activityId", new { key, activityId }) is not null;
    }

    private bool StartsThread(string? verb)
    {
        if (verb is null)
        {
            return false;
        }

        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetKeyedService<ICardVerb>(verb)?.StartsThread == true;
    }
}
