using System.Text.Json;

namespace BotDesk.Channels.BotFramework;

/// <summary>Reads what a client sent, which may have any shape.</summary>
internal static class TeamsJson
{
    /// <returns><see langword="default"/> where the path leads nowhere.</returns>
    public static JsonElement Find(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element;
    }

    /// <returns>Null where the path leads to anything but words.</returns>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Find(path) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } found ? found : null;
}
