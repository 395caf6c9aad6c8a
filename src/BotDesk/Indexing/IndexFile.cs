using BotDesk.Data;
using BotDesk.Search;
using BotDesk.Search.Snapshots;

namespace BotDesk.Indexing;

/// <summary>
/// The file in which an index outlives its process. It is derived from the database and may be deleted at any time; what is damaged, of
/// another build of the desk, or of another database is not used. One process keeps it, the first that wants to.
/// </summary>
public sealed partial class IndexFile(string name, DeskDatabase database, ILogger logger) : IDisposable
{
    private readonly string _path = Path.Combine(database.Directory, name);
    private FileStream? _owned;

    /// <summary>What the texts became by: this build's analysis, and the runtime's knowledge of letters; and which database they are of.</summary>
    private string Origin => string.Join(
        '\n', typeof(IndexFile).Module.ModuleVersionId, typeof(SearchIndex).Module.ModuleVersionId, Environment.Version, database.Description);

    /// <summary>Whether this process is the one that writes the file. It remains so until it ends, however it ends.</summary>
    public bool TryOwn()
    {
        try
        {
            _owned ??= new FileStream($"{_path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <returns>False where there is none that can be used.</returns>
    /// <param name="read">Changes nothing when it throws <see cref="InvalidDataException"/>.</param>
    public bool TryRead(Action<SnapshotReader> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var reader = new SnapshotReader(stream);
            if (reader.ReadTexts() is not [var origin] || origin != Origin)
            {
                Log.Foreign(logger, _path);
                return false;
            }

            read(reader);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Log.Unusable(logger, _path, error.Message);
            return false;
        }
    }

    /// <summary>Writes it beside and puts it in place when it is whole and on disk. Where that fails, the next start takes longer, and no more.</summary>
    public void Write(Action<SnapshotWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var unfinished = $"{_path}.new";
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                var writer = new SnapshotWriter(stream);
                writer.Write([Origin]);
                write(writer);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, _path, overwrite: true);
            Log.Kept(logger, _path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, _path, error.Message);
        }
    }

    public void Dispose() => _owned?.Dispose();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{File} is of another version or another database, and is made anew.")]
        public static partial void Foreign(ILogger logger, string file);

        [LoggerMessage(LogLevel.Warning, "{File} cannot be used and is made anew: {Reason}")]
        public static partial void Unusable(ILogger logger, string file, string reason);

        [LoggerMessage(LogLevel.Debug, "Wrote {File}.")]
        public static partial void Kept(ILogger logger, string file);

        [LoggerMessage(LogLevel.Warning, "{File} was not written, so the next start takes longer: {Reason}")]
        public static partial void NotKept(ILogger logger, string file, string reason);
    }
}
