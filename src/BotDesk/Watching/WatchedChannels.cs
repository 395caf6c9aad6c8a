using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Watching;

/// <summary>A channel as messages are looked at: of which nothing but its settings is known.</summary>
internal sealed record ChannelSettings(long Id, WatchMode Mode);

/// <summary>
/// Which channels are watched, in memory: it is asked about every message that people write to each other. It is read again when a message comes and
/// the last look was longer than <see cref="Fresh"/> ago, so that what another instance changed holds here by then; a desk that hears no such
/// messages never looks.
/// </summary>
internal sealed class WatchedChannels(IDbContextFactory<DeskDb> readers, TimeProvider clock)
{
    internal static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private volatile Seen? _seen;

    /// <summary>What was seen holds no more: it was changed here.</summary>
    public void Changed() => _seen = null;

    /// <returns>Null for a channel that never was watched.</returns>
    public async ValueTask<ChannelSettings?> FindAsync(string key)
    {
        var now = clock.GetUtcNow();
        if (_seen is not { } seen || now - seen.At > Fresh || now < seen.At)
        {
            await using var db = await readers.CreateDbContextAsync();
            var all = await db.Set<WatchedChannel>().Select(channel => new { channel.Key, channel.Id, channel.Mode }).ToListAsync();
            _seen = seen = new Seen(now, all.ToDictionary(channel => channel.Key, channel => new ChannelSettings(channel.Id, channel.Mode), StringComparer.Ordinal));
        }

        return seen.Channels.GetValueOrDefault(key);
    }

    private sealed record Seen(DateTimeOffset At, IReadOnlyDictionary<string, ChannelSettings> Channels);
}
