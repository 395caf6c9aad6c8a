using System.Runtime.CompilerServices;

namespace BotDesk.Knowledge.Import;

/// <summary>Reads every Markdown file of a folder and its subfolders, in the order of their paths. Hidden files and folders are left out.</summary>
public static class MarkdownFolder
{
    private const int LargestBytes = 4 * 1024 * 1024;

    public static bool IsMarkdown(string path) => Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown";

    public static async IAsyncEnumerable<ImportEntry> ReadAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ids = new RepeatedIds();
        foreach (var (path, problem) in Files(folder))
        {
            var entry = problem ?? await ReadFileAsync(path, folder, cancellationToken);
            if (entry is ImportRecord record && ids.Note(record) is { } note)
            {
                yield return note;
            }

            yield return entry;
        }
    }

    /// <param name="folder">To which the record's file is relative.</param>
    internal static async ValueTask<ImportEntry> ReadFileAsync(string path, string folder, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > LargestBytes)
            {
                return new ImportProblem($"{path}:1", $"the file is larger than {LargestBytes / 1024 / 1024} MB");
            }

            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            return MarkdownArticle.Read(content, Path.GetRelativePath(folder, path).Replace('\\', '/'), path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new ImportProblem($"{path}:1", $"cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>Depth first, one folder in memory at a time. A folder that cannot be read is a problem of its own.</summary>
    private static IEnumerable<(string Path, ImportProblem? Problem)> Files(string folder)
    {
        string[] inside;
        ImportProblem? problem = null;
        try
        {
            inside = Directory.GetFileSystemEntries(folder);
            Array.Sort(inside, StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            inside = [];
            problem = new ImportProblem($"{folder}:1", $"cannot be read: {unreadable.Message}");
        }

        if (problem is not null)
        {
            yield return (folder, problem);
        }

        foreach (var path in inside.Where(path => Path.GetFileName(path)[0] != '.'))
        {
            if (Directory.Exists(path))
            {
                // A link to a folder can lead in a circle; a link to a file cannot, and mounted configuration consists of them.
                foreach (var found in new DirectoryInfo(path).LinkTarget is null ? Files(path) : [])
                {
                    yield return found;
                }
            }
            else if (IsMarkdown(path))
            {
                yield return (path, null);
            }
        }
    }
}
