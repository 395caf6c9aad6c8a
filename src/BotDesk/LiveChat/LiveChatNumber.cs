using System.Text.RegularExpressions;

namespace BotDesk.LiveChat;

/// <summary>Reads numbers of chats as people write them.</summary>
internal static partial class LiveChatNumber
{
    /// <summary>The number in its one spelling (<c>CHAT3</c>) from any of "chat 3", "#CHAT-03"; null when it is none.</summary>
    public static string? Normalise(string text) =>
        Spelling().Match(text) is { Success: true } match ? "CHAT" + match.Groups["digits"].Value.TrimStart('0') : null;

    [GeneratedRegex(@"^\s*#?CHAT[\s\-_#]*(?<digits>0*[1-9]\d{0,8})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Spelling();
}
