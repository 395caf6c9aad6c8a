using System.Text.RegularExpressions;

namespace BotDesk.LiveChat.Chat;

/// <summary>What a line is that an agent wrote where they talk with a requester.</summary>
internal enum AgentLineKind
{
    /// <summary>For the requester.</summary>
    Words,

    /// <summary>Begins with a slash: for the desk, never for the requester, also when the desk does not know it.</summary>
    Command,

    /// <summary>Names a ticket or a chat as agents do when they talk to the desk: "note INC42: …", "take CHAT4".</summary>
    Desk,

    /// <summary>Looks as if the requester was not meant to read it, but is not marked: it is held back, and asked about.</summary>
    Doubtful,
}

/// <summary>
/// Decides whether what an agent wrote may reach the requester. An internal remark must not get there by a slip: so not only a right
/// command stays inside, but everything that begins like one, that has one further down, or that begins as people begin internal notes.
/// </summary>
/// <param name="Name">A command's name, in lower case; empty for the others.</param>
/// <param name="Rest">What follows the name; for words, all of it.</param>
/// <param name="To">Number of the chat to which the words are addressed ("CHAT4: …"); null when they do not say.</param>
internal sealed partial record AgentLine(AgentLineKind Kind, string Name, string Rest, string? To = null)
{
    public static AgentLine Read(string text)
    {
        if (Slash().Match(text) is { Success: true } command)
        {
            return new(AgentLineKind.Command, command.Groups["name"].Value.ToLowerInvariant(), command.Groups["rest"].Value.Trim());
        }

        if (Desk().IsMatch(text))
        {
            return new(AgentLineKind.Desk, "", text);
        }

        if (LooksInternal().IsMatch(text) || CommandFurtherDown().IsMatch(text))
        {
            return new(AgentLineKind.Doubtful, "", text);
        }

        return Addressed().Match(text) is { Success: true } addressed && LiveChatNumber.Normalise(addressed.Groups["chat"].Value) is { } to
            ? Read(addressed.Groups["rest"].Value) is { Kind: AgentLineKind.Words } words ? words with { To = to } : new(AgentLineKind.Doubtful, "", text)
            : new(AgentLineKind.Words, "", text);
    }

    // Also a full-width slash, a backslash, or a slash behind quotation marks, brackets or invisible characters that a client put there.
    [GeneratedRegex("^[\\s\\p{C}\"'`>*_(\\[]*[/\\\\／⁄∕][\\s\\p{C}]*(?<name>[\\p{L}\\p{Nd}-]*)[\\s\\p{C}:]*(?<rest>.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Slash();

    [GeneratedRegex(@"^\s*((work|work\s+on|take|take\s+over|reply|reply\s+to|answer|note|note\s+on|assign|resolve)\s+#?(INC|REQ|CHG|PRB)[\s\-_#:]*\d{1,10}\b|((show|status(\s+of)?)\s+)?#?(INC|REQ|CHG|PRB)[\s\-_#:]*\d{1,10}\s*[?.!]*\s*$|take\s+(over\s+)?#?CHAT[\s\-_#]*\d{1,9}\b|chats\s*[?.!]*\s*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Desk();

    // "note: …", "internal - …", "[intern] …", "(private) …", "note to self …", "fyi team: …"
    [GeneratedRegex(@"^\W*((internal|internally|intern|note|notes|remark|private|privat|notiz|anmerkung|vermerk)(\s+(note|only|notiz|remark))?\s*[:\-–—\])}=]|(note|notiz)\s+(to\s+self|to\s+team|on\s|an\s+mich)|internal\s+(note|remark)\b|(for|fyi)\s+(the\s+)?(team|agents|colleagues)\b\s*[:\-–—])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LooksInternal();

    [GeneratedRegex(@"\n\s*[/\\／⁄∕]\s*(note|notiz|remark|internal|end|transfer|send|articles|to|say|desk|help)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommandFurtherDown();

    [GeneratedRegex(@"^\s*(to\s+)?(?<chat>#?CHAT[\s\-_#]*\d{1,9})\s*[:,]\s*(?<rest>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Addressed();
}
