namespace BotDesk.Conversation.Understanding;

/// <summary>Suggests a short title for a ticket from the message that leads to it.</summary>
public static class TicketTitle
{
    /// <summary>A title is at most this long.</summary>
    public const int Longest = 80;

    /// <summary>The first clause that means something, without greeting or anger, in sentence case, without a period at its end; empty when there is none.</summary>
    public static string From(string? text)
    {
        var line = MessageText.Clean(text).Split('\n', 2)[0].TrimEnd('.');
        return line.Length <= Longest ? line : line[..Longest];
    }
}
