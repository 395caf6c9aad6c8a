using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace BotDesk.Protocol;

/// <summary>Reads JSON from strangers so that nothing in it can throw later.</summary>
internal static class SafeJson
{
    /// <summary>
    /// <see cref="JsonElement"/> does not look into its strings until they are read, so what is wrong in there has to be found first.
    /// </summary>
    /// <returns>Null when the bytes can be parsed; otherwise what is wrong, for the sender.</returns>
    public static string? Prepare(ref Span<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        if (!Utf8.IsValid(utf8))
        {
            return "The body is not UTF-8.";
        }

        UnstorableText.Replace(utf8);
        return null;
    }

    public static bool TryParse(Span<byte> utf8, [NotNullWhen(true)] out JsonDocument? document, [NotNullWhen(false)] out string? error)
    {
        document = null;
        error = Prepare(ref utf8);
        if (error is not null)
        {
            return false;
        }

        try
        {
            document = JsonDocument.Parse(utf8.ToArray());
            return true;
        }
        catch (JsonException e)
        {
            error = $"Malformed JSON at line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}.";
            return false;
        }
    }
}
