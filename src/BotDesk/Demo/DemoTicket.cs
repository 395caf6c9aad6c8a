using System.Collections.Immutable;
using BotDesk.Policy;
using BotDesk.Policy.Yaml;

namespace BotDesk.Demo;

public enum DemoTicketKind
{
    Incident,
    Request,
}

public enum DemoTicketStatus
{
    New,
    InProgress,

    /// <summary>Waits for the requester.</summary>
    Pending,

    /// <summary>Waits for the requester to confirm.</summary>
    Resolved,
    Closed,
    Cancelled,

    /// <summary>Was resolved, and the requester said that it is not.</summary>
    Reopened,
}

/// <summary>Something said on a ticket.</summary>
/// <param name="Ago">Before the moment at which the demo is loaded, as every age here.</param>
/// <param name="Internal">A note among agents.</param>
public sealed record DemoRemark(TimeSpan Ago, string By, string Text, bool Internal)
{
    internal static DemoRemark Read(YamlSection section)
    {
        var isNote = section.Has("note");
        return new DemoRemark(section.Age("ago"), section.Reference("by", Named.Person), section.Text(isNote ? "note" : "say"), isNote);
    }
}

/// <param name="Code">Key of one of the policy's resolutions for the ticket's kind.</param>
public sealed record DemoResolution(TimeSpan Ago, string By, string Code, string Note)
{
    internal static DemoResolution Read(YamlSection section) =>
        new(section.Age("ago"), section.Reference("by", Named.Person), section.Text("code"), section.Text("note"));
}

/// <summary>Why a ticket was cancelled or reopened.</summary>
public sealed record DemoReason(TimeSpan Ago, string By, string Reason)
{
    internal static DemoReason Read(YamlSection section) =>
        new(section.Age("ago"), section.Reference("by", Named.Person), section.Text("reason"));
}

/// <param name="Stars">1 to 5.</param>
public sealed record DemoRating(int Stars, string? Comment)
{
    internal static DemoRating Read(YamlSection section) => new(section.Parsed<int>("stars", Stars1To5), section.TextOrNull("comment"));

    private static (int? Value, string? Wrong) Stars1To5(string text) =>
        text is ['1' or '2' or '3' or '4' or '5'] ? (text[0] - '0', null) : (null, "is not a number of stars from 1 to 5");
}

/// <summary>A ticket with its history, times as ages.</summary>
/// <param name="Group">Null: the group of the catalog item or of the service.</param>
/// <param name="Item">Key of the catalog item; only requests have one.</param>
/// <param name="Taken">When the assignee took it.</param>
/// <param name="History">In the order in which it happened.</param>
public sealed record DemoTicket(
    DemoTicketKind Kind,
    string Title,
    string Description,
    string Requester,
    string Service,
    string? Item,
    string? Category,
    Impact Impact,
    Urgency Urgency,
    DemoTicketStatus Status,
    string? Group,
    string? Assignee,
    TimeSpan Opened,
    TimeSpan? Taken,
    ImmutableArray<DemoRemark> History,
    DemoResolution? Resolution,
    DemoReason? Reopened,
    TimeSpan? Closed,
    DemoReason? Cancelled,
    DemoRating? Rating)
{
    internal static DemoTicket Read(YamlSection section) => new(
        section.Choice<DemoTicketKind>("kind"),
        section.Text("title"),
        section.Text("description"),
        section.Reference("requester", Named.Person),
        section.Reference("service", Named.Service),
        section.ReferenceOrNull("item", Named.CatalogItem),
        section.TextOrNull("category"),
        section.Choice<Impact>("impact"),
        section.Choice<Urgency>("urgency"),
        section.Choice<DemoTicketStatus>("status"),
        section.ReferenceOrNull("group", Named.Group),
        section.ReferenceOrNull("assignee", Named.Person),
        section.Age("opened"),
        section.AgeOrNull("taken"),
        section.List("history", DemoRemark.Read),
        section.SectionOrNull("resolution") is { } resolution ? DemoResolution.Read(resolution) : null,
        section.SectionOrNull("reopened") is { } reopened ? DemoReason.Read(reopened) : null,
        section.AgeOrNull("closed"),
        section.SectionOrNull("cancelled") is { } cancelled ? DemoReason.Read(cancelled) : null,
        section.SectionOrNull("rating") is { } rating ? DemoRating.Read(rating) : null);
}
