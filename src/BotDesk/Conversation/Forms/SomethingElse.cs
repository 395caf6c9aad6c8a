using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation.Forms;

/// <summary>Whether a text that came while a question waits is about something else.</summary>
internal static class SomethingElse
{
    /// <summary>More words tell a story, which is an answer to a question that wants words.</summary>
    private const int ShortWords = 8;

    /// <summary>A request or a problem has at least so many words; fewer are an answer that was mistyped.</summary>
    private const int NeedWords = 4;

    private const double VerySure = 0.8;

    /// <param name="isRead">Whether it can be read as an answer.</param>
    public static bool Is(Turn turn, FormQuestion asked, bool isRead)
    {
        var (text, understood) = (turn.Text.Trim(), turn.Understood);
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (text.EndsWith('?'))
        {
            return true;
        }

        if (asked.IsFree)
        {
            return (understood.Entities.Ticket is not null && IsCommand(understood, Understood.Floor)) || (words <= ShortWords && IsCommand(understood, VerySure)) || IsPrefixed(text);
        }

        return IsPrefixed(text) || (asked.Kind == AnswerKind.Person
            ? IsCommand(understood, VerySure) || (words >= NeedWords && IsNeed(understood))
            : !isRead && (IsCommand(understood, Understood.Floor) || (words >= NeedWords && IsNeed(understood))));
    }

    /// <summary>Whether it was meant for the desk as a whole, however it answers.</summary>
    public static bool IsCommand(Understood understood, double floor) => understood.Confidence >= floor
        && understood.Intent is Intent.TicketStatus or Intent.ListTickets or Intent.CommentTicket or Intent.CloseTicket or Intent.ReopenTicket or Intent.Approve or Intent.Reject
            or Intent.TalkToPerson or Intent.Help or Intent.Thanks or Intent.Greeting;

    public static bool IsNeed(Understood understood) => understood is { IsSure: true, Intent: Intent.ReportProblem or Intent.AskQuestion or Intent.RequestItem or Intent.RequestChange };

    /// <summary>What the desk's own buttons say for "it is about something new".</summary>
    private static bool IsPrefixed(string text) =>
        text.StartsWith("problem:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("question:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("request:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("new change", StringComparison.OrdinalIgnoreCase);
}
