using System.Text.RegularExpressions;

namespace BotDesk.Conversation.Understanding;

/// <summary>What a message says about a ticket beyond naming it: the comment in "add to INC1: it also fails at home", the reason in "reject CHG5 - no rollback plan".</summary>
internal static partial class RestOfMessage
{
    public static string? Find(string text, List<TicketMention> tickets, Intent intent)
    {
        var isComment = intent == Intent.CommentTicket;
        if (!isComment && intent is not (Intent.CloseTicket or Intent.ReopenTicket or Intent.Approve or Intent.Reject))
        {
            return null;
        }

        var start = tickets.Count > 0 ? tickets[^1].Start + tickets[^1].Length : OwnTicket().Match(text) is { Success: true } own ? own.Index + own.Length : -1;
        if (start < 0)
        {
            return isComment ? AfterColon(text) : null;
        }

        var match = (isComment ? Comment() : Reason()).Match(text, start);
        var rest = match.Success && match.Index == start ? text[(match.Index + match.Length)..].Trim() : string.Empty;
        return rest.Length > 0 ? rest : isComment ? AfterColon(text) : null;
    }

    private static string? AfterColon(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon + 1 < text.Length && text[colon + 1] == ' ' ? text[(colon + 1)..].Trim() : null;
    }

    [GeneratedRegex(@"\b(?:my|the|mein(?:em|er|e)?|dem|zum)\s+(?:\p{L}+\s+)?(?:open\s+)?(?:ticket|request|incident|order|case|anfrage|störung|bestellung|meldung|\p{L}+ticket)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnTicket();

    // "INC1: …", "INC1 that …", "INC1 ergänzen: …", "INC1 vermerken dass …", or just "INC1 …".
    [GeneratedRegex(@"\G[\s:,;\-]*(?:(?:noch\s+|bitte\s+|please\s+)*(?:ergänzen|ergaenzen|hinzufügen|vermerken|notieren|dazuschreiben|anmerken|kommentieren|eintragen|dazu)\b[\s:,;\-]*)?(?:(?:that|dass|saying|with|and say|und zwar)\b[\s:,]*)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G\s*(?:[:;,\-]|(?:because|since|as|weil|da)\b)[\s:,;\-]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reason();
}
