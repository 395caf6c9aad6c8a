using System.Text;

namespace BotDesk.Policy.Yaml;

/// <summary>The text of a file that an administrator wrote, or why it cannot be had.</summary>
internal static class YamlFile
{
    /// <summary>Far more than any organisation writes; it keeps a wrong path (a database, a log) from being read into memory.</summary>
    private const int LargestBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when it cannot be read as UTF-8; the problem has then been noted.</returns>
    public static string? ReadText(string path, FileProblems problems)
    {
        try
        {
            // Read to a limit rather than asked for its length, which a device, a pipe and a file that grows do not tell.
            using var file = File.OpenRead(path);
            var bytes = new byte[LargestBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > LargestBytes)
            {
                problems.Add(default, $"larger than {LargestBytes / 1024 / 1024} MB");
                return null;
            }

            var text = bytes.AsSpan(0, length);
            return Utf8.GetString(text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text);
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
