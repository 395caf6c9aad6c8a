using Microsoft.Extensions.Options;

namespace BotDesk.Policy;

/// <summary>
/// Puts <c>desk.yaml</c> into force when it was changed, without a restart. A file with a mistake is told of, by file, line and reason, and changes
/// nothing: the policy in force stays.
/// </summary>
/// <remarks>
/// It looks rather than being told: file notifications do not come from network folders, nor where a whole folder is swapped, as Kubernetes does.
/// A file counts once it has stayed the same between two looks, because editors write in several steps.
/// </remarks>
internal sealed partial class PolicyReload(PolicySource source, IOptions<DeskOptions> options, TimeProvider clock, ILogger<PolicyReload> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private Stamp _read = Stamp.Of(options.Value.FullPolicyFile);
    private Stamp? _seen;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    /// <summary>Reads the file if it has changed and is written to its end.</summary>
    internal void Look()
    {
        var stamp = Stamp.Of(options.Value.FullPolicyFile);
        var isSettled = stamp == _seen;
        _seen = stamp;
        if (stamp == _read || !isSettled)
        {
            return;
        }

        _read = stamp;
        var load = PolicyFile.Load(stamp.File);
        foreach (var problem in load.Problems)
        {
            Log.Problem(logger, problem);
        }

        if (load.Policy is null)
        {
            Log.Kept(logger, stamp.File);
            return;
        }

        source.Use(load.Policy);
        Log.InForce(logger, stamp.File);
    }

    /// <summary>What tells one state of a file from another.</summary>
    /// <param name="ChangedAt">1601 when the file is not there.</param>
    private sealed record Stamp(string File, DateTime ChangedAt, long Length)
    {
        public static Stamp Of(string file)
        {
            try
            {
                // Of a link only what it points to tells: Kubernetes leaves the file's link as it is and swaps a folder behind it.
                var info = new FileInfo(file);
                info = info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
                return new Stamp(file, info.LastWriteTimeUtc, info.Exists ? info.Length : 0);
            }
            catch (IOException)
            {
                return new Stamp(file, default, 0);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The policy of {File} is in force now.")]
        public static partial void InForce(ILogger logger, string file);

        [LoggerMessage(LogLevel.Warning, "{Problem}")]
        public static partial void Problem(ILogger logger, PolicyProblem problem);

        [LoggerMessage(LogLevel.Warning, "{File} was changed, but cannot be used: the policy that was in force stays. Mend it; it is read again by itself.")]
        public static partial void Kept(ILogger logger, string file);
    }
}
