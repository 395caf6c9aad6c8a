using BotDesk.People;
using BotDesk.Rest;

namespace BotDesk.Tickets;

/// <summary>A person, as a ticket names them.</summary>
public sealed record TicketPerson(string Handle, string Name)
{
    internal static TicketPerson? Of(Person? person) => person is null ? null : new TicketPerson(person.Handle, person.Name);
}

/// <summary>A ticket without its history.</summary>
public record TicketResponse : IVersioned
{
    public TicketResponse()
    {
    }

    internal TicketResponse(Ticket ticket)
    {
        (Number, Kind, Title, Description) = (ticket.Number, ticket.Kind.In(Language.English).ToLowerInvariant(), ticket.Title, ticket.Description);
        (Status, Priority, Service, Group) = (ticket.Status.Wire(), ticket.PriorityWord, ticket.Service, ticket.Group);
        (Requester, Assignee) = (TicketPerson.Of(ticket.Requester)!, TicketPerson.Of(ticket.Assignee));
        (OpenedAt, UpdatedAt, ResolvedAt) = (ticket.OpenedAt, ticket.UpdatedAt, ticket.ResolvedAt);
        (ResolutionCode, Resolution, Reopened, Rating, Version) = (ticket.ResolutionCode, ticket.Resolution, ticket.Reopened, ticket.Rating, ticket.Version);
        Particulars = ticket.Particulars();
    }

    /// <summary>Such as <c>INC42</c>.</summary>
    public string Number { get; init; } = "";

    /// <summary><c>incident</c> or <c>request</c>.</summary>
    public string Kind { get; init; } = "";

    public string Title { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary><c>new</c>, <c>in_progress</c>, <c>pending</c>, <c>resolved</c>, <c>closed</c>, <c>cancelled</c>, <c>approval</c> (others have to agree first) or <c>declined</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Such as <c>P2</c>; null for a kind that has none.</summary>
    public string? Priority { get; init; }

    /// <summary>Key of the service.</summary>
    public string? Service { get; init; }

    /// <summary>Key of the group.</summary>
    public string Group { get; init; } = "";

    public TicketPerson Requester { get; init; } = null!;

    public TicketPerson? Assignee { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? ResolutionCode { get; init; }

    public string? Resolution { get; init; }

    /// <summary>How often the requester said that it was still broken.</summary>
    public int Reopened { get; init; }

    /// <summary>1 (bad) to 5 (good).</summary>
    public int? Rating { get; init; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; init; }

    /// <summary>What only this kind has: an incident's <c>impact</c>, a request's <c>neededBy</c>.</summary>
    public IReadOnlyDictionary<string, object?> Particulars { get; init; } = new Dictionary<string, object?>();
}

/// <summary>A ticket with its whole history.</summary>
public sealed record TicketWithHistory : TicketResponse
{
    internal TicketWithHistory(Ticket ticket)
        : this(new TicketResponse(ticket), [.. ticket.History.Select(entry => new TicketLine(entry.At, TicketPerson.Of(entry.Author), entry.Kind.Wire(), entry.What.ToString(), entry.Text, entry.Kind == EntryKind.InternalNote))])
    {
    }

    internal TicketWithHistory(TicketResponse ticket, IReadOnlyList<TicketLine> history)
        : base(ticket) => History = history;

    public IReadOnlyList<TicketLine> History { get; }
}

/// <summary>A line of a ticket's history.</summary>
/// <param name="By">Null for the desk itself.</param>
/// <param name="Kind"><c>comment</c>, <c>internal_note</c> or <c>event</c>.</param>
/// <param name="What">What happened, in words that follow the name, in the language that the request accepts.</param>
/// <param name="Internal">True for what is among agents only and must never reach the requester.</param>
public sealed record TicketLine(DateTimeOffset At, TicketPerson? By, string Kind, string What, string? Text, bool Internal);

/// <summary>A page of tickets, the newest first.</summary>
/// <param name="Next">What to give as <c>cursor</c> for the next page; null when this is the last.</param>
public sealed record TicketPage(IReadOnlyList<TicketResponse> Tickets, string? Next) : IPage;

internal static class TicketWire
{
    /// <summary>In snake_case, as everything that the REST interface names.</summary>
    public static string Wire(this TicketStatus status) => status switch
    {
        TicketStatus.New => "new",
        TicketStatus.InProgress => "in_progress",
        TicketStatus.Pending => "pending",
        TicketStatus.Resolved => "resolved",
        TicketStatus.Closed => "closed",
        TicketStatus.Approval => "approval",
        TicketStatus.Declined => "declined",
        _ => "cancelled",
    };

    public static string Wire(this EntryKind kind) => kind switch
    {
        EntryKind.Comment => "comment",
        EntryKind.InternalNote => "internal_note",
        _ => "event",
    };
}
