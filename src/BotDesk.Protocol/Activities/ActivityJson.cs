using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace BotDesk.Protocol;

/// <summary>Activities as they stand on the wire: UTF-8 JSON.</summary>
public static class ActivityJson
{
    public static byte[] Serialize(Activity activity) => JsonSerializer.SerializeToUtf8Bytes(activity, ProtocolJson.Wire.Activity);

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <exception cref="JsonException">It is no activity.</exception>
    public static Activity Deserialize(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ProtocolJson.Wire.Activity) ?? throw new JsonException("The activity is null.");

    /// <summary>
    /// Reads what a stranger wrote. Anything that is no activity is an answer, not an exception; <paramref name="body"/> is
    /// changed where it contains characters that <see cref="UnstorableText"/> replaces.
    /// </summary>
    /// <param name="error">What is wrong and where, in words for the sender; it repeats nothing of the content.</param>
    public static bool TryParse(Span<byte> body, [NotNullWhen(true)] out Activity? activity, [NotNullWhen(false)] out string? error)
    {
        (activity, error) = (null, null);
        error = SafeJson.Prepare(ref body);
        if (error is not null)
        {
            return false;
        }

        try
        {
            activity = JsonSerializer.Deserialize(body, ProtocolJson.Wire.Activity);
            error = activity is null ? "The activity is null." : null;
        }
        catch (JsonException e)
        {
            error = $"The body is not an activity: {Where(e)}.";
        }

        return error is null;
    }

    private static string Where(JsonException e)
    {
        var place = $"line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}";
        return e.Path is { Length: > 2 } path && path.Length <= 200 && !path.Any(char.IsControl)
            ? $"'{path[2..]}' cannot be read ({place})"
            : $"malformed JSON at {place}";
    }
}
