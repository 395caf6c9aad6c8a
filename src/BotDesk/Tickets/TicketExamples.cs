using BotDesk.Tickets.Files;

namespace BotDesk.Tickets;

/// <summary>What the OpenAPI document shows of tickets: those of the demo company.</summary>
internal static class TicketExamples
{
    public const string Requester = "ewan";

    private static readonly DateTimeOffset At = new(2026, 4, 1, 8, 25, 0, TimeSpan.Zero);

    public static TicketResponse Incident { get; } = new()
    {
        Number = "INC10",
        Kind = "incident",
        Title = "VPN drops every few minutes on hotel wifi",
        Description = "Since I checked in last night the VPN connects and then drops after five to ten minutes.",
        Status = "new",
        Priority = "P3",
        Service = "vpn",
        Group = "network",
        Requester = new TicketPerson(Requester, "Ewan Macrory"),
        OpenedAt = At,
        UpdatedAt = At,
        Version = 1,
        Particulars = new Dictionary<string, object?> { ["impact"] = "low", ["urgency"] = "high", ["category"] = "connectivity", ["wantsCall"] = false },
    };

    public static TicketPage Page { get; } = new([Incident], "b3BhcXVlOjQx");

    public static TicketMatches Matches { get; } = new([new TicketMatch(Incident, "the VPN connects and then drops after five to ten minutes", 7.41)], 1);

    public static TicketWithHistory Whole { get; } = new(Incident, [new TicketLine(At, Incident.Requester, "event", "reported it", null, Internal: false)]);

    public static TicketFileList Files { get; } = new([new TicketFileResponse("5f1c", "screen.png", "image/png", 48_213, At, Incident.Requester, $"/api/tickets/{Incident.Number}/files/5f1c")]);
}
