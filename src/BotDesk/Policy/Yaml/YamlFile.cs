using System.Text;

namespace BotDesk.Policy.Yaml;

/// <summary>The text of a file that an administrator wrote, or why it cannot be had.</summary>
internal static class YamlFile
{
    /// <summary>Far more than any organisation writes; it keeps a wrong path (a database, a log) from being read into memory.</summary>
    private const int LargestBytes = 4 * 1024 * 1024;

    /// <returns>Null when it cannot be read as UTF-8; the problem has then been noted.</returns>
    public static string? ReadText(string path, FileProblems problems)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestBytes })
            {
                problems.Add(default, $"larger than {LargestBytes / 1024 / 1024} MB");
                return null;
            }

            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            problems.Add(default, "not UTF-8; save it with that encoding");
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add(default, $"cannot be read: {unreadable.Message}");
            return null;
        }
    }
}
