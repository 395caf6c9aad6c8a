namespace BotDesk.Channels.Slack.Inbound;

/// <summary>Those reactions that mean something to the desk; Slack names them without colons, and with a skin tone behind two.</summary>
internal static class SlackEmoji
{
    public const string Ticket = "🎫";

    /// <returns>Null for any other.</returns>
    public static string? Of(string? name) => name switch
    {
        "ticket" or "admission_tickets" => Ticket,
        "eyes" => "👀",
        "white_check_mark" or "heavy_check_mark" => "✅",
        _ => null,
    };

    /// <summary>Those that answer a question, as everybody else writes them; in what somebody typed Slack writes their names.</summary>
    /// <returns>Null for any other.</returns>
    public static string? SignOf(string name) => name switch
    {
        "+1" or "thumbsup" => "👍",
        "-1" or "thumbsdown" => "👎",
        "ok_hand" => "👌",
        "white_check_mark" or "heavy_check_mark" => "✅",
        "x" => "❌",
        _ => null,
    };
}
