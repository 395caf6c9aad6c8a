using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.DirectLine;

/// <summary>Finds what other instances have appended: one look for all open conversations together.</summary>
internal sealed partial class DirectLinePoller(
    DirectLineStreams streams, IDirectLineStore store, IOptions<DirectLineOptions> options, TimeProvider time, ILogger<DirectLinePoller> logger) : BackgroundService
{
    // A database takes a limited number of parameters.
    private const int MaxConversationsPerLook = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.PollInterval is not { } interval)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var conversations in streams.OpenConversations().Chunk(MaxConversationsPerLook))
            {
                streams.Compare(await store.LastSequencesAsync(conversations, cancellationToken));
            }
        }
#pragma warning disable CA1031 // Whatever the store's trouble is, the next look may succeed; the sockets stay open.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.LookFailed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not look for new Direct Line activities; trying again.")]
        public static partial void LookFailed(ILogger logger, Exception exception);
    }
}
