using BotDesk.Tickets;

namespace BotDesk.LiveChat;

/// <summary>What the OpenAPI document shows of live chats.</summary>
internal static class LiveChatExamples
{
    private static readonly DateTimeOffset At = new(2026, 4, 1, 10, 2, 0, TimeSpan.Zero);

    public static LiveChatResponse Chat { get; } = new()
    {
        Number = "CHAT1",
        Status = "waiting",
        Group = "network",
        Ticket = "INC10",
        Title = "VPN drops every few minutes on hotel wifi",
        Requester = new TicketPerson("ewan", "Ewan Macrory"),
        OpenedAt = At,
        WaitingSince = At,
        Version = 1,
    };

    public static LiveChatList List { get; } = new([Chat], null);

    public static LiveChatWithTranscript Whole { get; } = new(Chat, [new LiveChatLine(At, Chat.Requester, "comment", "wrote", "It drops again, and I have a call in ten minutes.", null, Internal: false)]);
}
