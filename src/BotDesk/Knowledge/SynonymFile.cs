using BotDesk.Knowledge.Ranking;
using Microsoft.Extensions.Options;

namespace BotDesk.Knowledge;

/// <summary>
/// The synonyms in force: the product's, and those of <see cref="DeskOptions.SynonymsFile"/>, which is read again when it has changed. A
/// file with a wrong line changes nothing, and the log says which line.
/// </summary>
public sealed partial class SynonymFile(IOptions<DeskOptions> options, TimeProvider clock, ILogger<SynonymFile> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Lock _reading = new();
    private volatile Synonyms _current = Synonyms.Default;
    private DateTime _written;
    private long _lookedAt = -1;

    public Synonyms Current
    {
        get
        {
            var now = clock.GetTimestamp();
            var before = Interlocked.Read(ref _lookedAt);
            if ((before < 0 || clock.GetElapsedTime(before, now) >= Look) && Interlocked.CompareExchange(ref _lookedAt, now, before) == before)
            {
                Read();
            }

            return _current;
        }
    }

    private void Read()
    {
        lock (_reading)
        {
            var file = options.Value.FullSynonymsFile;
            try
            {
                // A time long ago for a file that is not there, which is a change when there was one.
                var written = File.GetLastWriteTimeUtc(file);
                if (written == _written)
                {
                    return;
                }

                _written = written;
                _current = File.Exists(file) ? Synonyms.Parse(File.ReadAllText(file), Synonyms.Default) : Synonyms.Default;
                Log.ReadFile(logger, file);
            }
            catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
            {
                Log.WrongFile(logger, file, error.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "Read the synonyms of {File}.")]
        public static partial void ReadFile(ILogger logger, string file);

        [LoggerMessage(LogLevel.Warning, "{File} is not used until it is mended: {Reason}")]
        public static partial void WrongFile(ILogger logger, string file, string reason);
    }
}
