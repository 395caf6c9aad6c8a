using BotDesk.Conversation;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>
/// Which conversation something belongs to. In a channel that is the thread, which a message outside of any starts. Direct messages are one
/// conversation, threads in them included, except for a thread that was started as one of its own (<see cref="ICardVerb.StartsThread"/>).
/// </summary>
internal sealed class SlackSpots(IDbContextFactory<DeskDb> readers, IServiceScopeFactory scopes)
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
