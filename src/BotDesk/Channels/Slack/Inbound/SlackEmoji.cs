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
}
