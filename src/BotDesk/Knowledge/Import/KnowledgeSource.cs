using System.Runtime.CompilerServices;

namespace BotDesk.Knowledge.Import;

/// <summary>What <c>botdesk import knowledge PATH</c> takes: a folder of Markdown, one Markdown file, or a file of JSON lines.</summary>
public static class KnowledgeSource
{
    /// <returns>One entry at a time; nothing is kept, whatever the size. What cannot be read is an entry, never an exception.</returns>
    public static async IAsyncEnumerable<ImportEntry> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(path))
        {
            await foreach (var entry in MarkdownFolder.ReadAsync(path, cancellationToken))
            {
                yield return entry;
            }
        }
        else if (MarkdownFolder.IsMarkdown(path))
        {
            yield return await MarkdownFolder.ReadFileAsync(path, Path.GetDirectoryName(Path.GetFullPath(path))!, cancellationToken);
        }
        else
        {
            var (stream, problem) = Open(path);
            if (problem is not null)
            {
                yield return problem;
                yield break;
            }

            await using (stream)
            {
                await foreach (var entry in JsonLines.ReadAsync(stream!, path, cancellationToken))
                {
                    yield return entry;
                }
            }
        }
    }

    private static (FileStream? Stream, ImportProblem? Problem) Open(string path)
    {
        try
        {
            return (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true), null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, new ImportProblem($"{path}:1", $"cannot be read: {unreadable.Message}"));
        }
    }
}
