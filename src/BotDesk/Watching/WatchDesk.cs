using BotDesk.Audit;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Watching;

/// <summary>Decides in which channels the bot reads along, and how it answers there. Only managers of the desk do.</summary>
internal sealed class WatchDesk(DeskDb db, WatchedChannels watched, ChannelNames names, IEnumerable<IChannel> channels, AuditTrail audit, TimeProvider clock)
{
    private const int LongestKey = 500;
    private const int LongestName = 200;

    public static bool May(Person person) => person.Roles.HasFlag(Roles.Manager);

    /// <summary>The channel's settings; null where it was never watched.</summary>
    public Task<WatchedChannel?> FindAsync(string key) => db.Set<WatchedChannel>().FirstOrDefaultAsync(channel => channel.Key == key);

    /// <summary>Begins or ends watching a channel, or changes how questions are answered.</summary>
    /// <param name="key"><see cref="ConversationKey"/> of the whole channel.</param>
    /// <param name="name">What people call it; null where that is not known.</param>
    /// <param name="tenantId">The channel's own id of the organisation it is in; null where there is one alone.</param>
    public async Task<Outcome<WatchedChannel>> SetAsync(Person by, string key, WatchMode mode, string? name = null, string? tenantId = null)
    {
        if (!May(by))
        {
            return NotAllowed;
        }

        if (key.Length > LongestKey || key.Split('|', 2) is not [{ Length: > 0 } channelId, { Length: > 0 } conversation] || !channels.Any(channel => channel.Serves(channelId)))
        {
            return Refusal.Invalid("channel", Phrase.Of("watching.noSuchPlace"));
        }

        // A thread's own id is that of its channel with more behind it.
        key = ConversationKey.Of(channelId, channels.First(channel => channel.Serves(channelId)).ParentOf(conversation) ?? conversation);
        var now = clock.GetUtcNow();
        if (await db.Set<WatchedChannel>().AsTracking().FirstOrDefaultAsync(channel => channel.Key == key) is not { } watchedChannel)
        {
            watchedChannel = new WatchedChannel { Key = key, LearnsFrom = now };
            db.Add(watchedChannel);
        }

        watchedChannel.Name = name is { Length: > 0 } ? name[..Math.Min(name.Length, LongestName)] : watchedChannel.Name;
        if (watchedChannel.Mode != mode || watchedChannel.Version == 0)
        {
            audit.Add(by, "watching.changed", key, new { mode = mode.ToString() });
        }

        (watchedChannel.Mode, watchedChannel.ChangedAt, watchedChannel.Version) = (mode, now, watchedChannel.Version + 1);
        await db.SaveChangesAsync();
        db.AfterCommit(watched.Changed);
        if (watchedChannel.Name is null)
        {
            db.AfterCommit(() => names.Ask(key, tenantId));
        }

        return watchedChannel;
    }

    public async Task<Outcome<WatchedChannel>> SetAsync(Person by, long id, WatchMode mode) =>
        await db.Set<WatchedChannel>().FirstOrDefaultAsync(channel => channel.Id == id) is { } channel ? await SetAsync(by, channel.Key, mode) : NotThere(id);

    /// <summary>What was learnt in the channel counts no more.</summary>
    public async Task<Outcome<WatchedChannel>> LearnAnewAsync(Person by, long id)
    {
        if (!May(by))
        {
            return NotAllowed;
        }

        if (await db.Set<WatchedChannel>().AsTracking().FirstOrDefaultAsync(channel => channel.Id == id) is not { } found)
        {
            return NotThere(id);
        }

        (found.LearnsFrom, found.ChangedAt, found.Version) = (clock.GetUtcNow(), clock.GetUtcNow(), found.Version + 1);
        audit.Add(by, "watching.learnsAnew", found.Key);
        return found;
    }

    internal static Refusal NotThere(long id) => Refusal.NotFound(Phrase.Of("watching.notThere", new { id = $"{id}" }));

    private static Refusal NotAllowed => Refusal.Forbidden(Phrase.Of("watching.onlyManagers"));
}
