using BotDesk.Incidents.Suggestions;

namespace BotDesk.Tests.Incidents.Suggestions;

/// <summary>Makes ended tickets of a company whose people call things by names that no keyword has.</summary>
internal static class TicketMaker
{
    private static readonly (string Service, string Group, string Category, string[] Things)[] Topics =
    [
        ("devices", "service-desk", "hardware", ["the crane terminal", "the handheld gun", "the forklift tablet", "the scale at gate two"]),
        ("business-apps", "business-apps", "software", ["the freight planner", "the tariff sheet", "the customs client", "the yard board"]),
        ("network", "network", "connectivity", ["the mesh in hall seven", "the quayside antenna", "the barge link", "the tower repeater"]),
    ];

    private static readonly string[] Troubles = ["is frozen again", "shows nothing since this morning", "beeps and stops", "is very slow today", "gives up after a minute", "does not come up"];

    private static readonly string[] Places = ["in Hull", "at the pier", "for the night shift", "since the update", "for all of us", "for me alone"];

    /// <summary>Always the same ones.</summary>
    /// <param name="label">Which topic the ticket at this place was filed as; the one it is about where left out.</param>
    public static IReadOnlyList<EndedTicket> Make(int count, Func<int, int>? label = null) => [.. Enumerable.Range(0, count).Select(place =>
    {
        var mixed = (int)((uint)(place + 7) * 2654435761u >> 8);
        var about = Topics[mixed % Topics.Length];
        var title = $"{about.Things[mixed / 3 % 4]} {Troubles[mixed / 12 % 6]} {Places[mixed / 72 % 6]}";
        var filed = label is null ? about : Topics[label(place) % Topics.Length];
        return new EndedTicket(Suggester.Text(title, title), filed.Service, filed.Group, filed.Category);
    })];
}
