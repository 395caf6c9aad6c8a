using BotDesk.Conversation;
using BotDesk.Data;

namespace BotDesk.Watching;

/// <summary>Asks a channel what people call it, where its messages do not say; beside everything else, because nobody waits for it.</summary>
internal sealed partial class ChannelNames(IServiceProvider services, IEnumerable<IChannel> channels, ILogger<ChannelNames> logger)
{
    // Once everything is joined: who writes also tells this.
    private DeskWriter Writer => field ??= services.GetRequiredService<DeskWriter>();

    /// <summary>Begins to ask, and does not throw.</summary>
    public void Ask(string key, string? tenantId) => _ = AskAsync(key, tenantId);

    private async Task AskAsync(string key, string? tenantId)
    {
        try
        {
            var at = key.IndexOf('|', StringComparison.Ordinal);
            if (await channels.First(channel => channel.Serves(key[..at])).NameOfAsync(key[(at + 1)..], tenantId, CancellationToken.None) is { Length: > 0 } name)
            {
                await Writer.WriteAsync(scope => scope.GetRequiredService<DeskDb>().ExecuteAsync("UPDATE watched_channels SET name = @name WHERE key = @key AND name IS NULL", new { key, name }));
            }
        }
#pragma warning disable CA1031 // Without a name it is called by its id.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.NotKnown(logger, error, key);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What people call {Channel} could not be found out.")]
        public static partial void NotKnown(ILogger logger, Exception error, string channel);
    }
}
