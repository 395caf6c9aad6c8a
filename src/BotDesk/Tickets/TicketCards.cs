using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets.Files;
using Microsoft.Extensions.Options;

namespace BotDesk.Tickets;

/// <summary>A word with its colour, as cards show states.</summary>
public sealed record ColouredWord(Phrase Word, string Color);

/// <summary>Tickets as the view models of their cards.</summary>
public sealed class TicketCards(PolicySource policy, TicketTimes times, PeopleDesk people, IOptions<DeskOptions> options)
{
    /// <summary>How many lines of history a card shows; Teams takes cards up to 28 KB.</summary>
    private const int MostLines = 12;
    private const int MostFiles = 10;
    private const int LongestText = 600;
    private const int LongestFact = 200;

    /// <summary>As its requester sees it: without internal notes, and without a trace of them.</summary>
    /// <param name="standing">What it waits for, beside its status; null: nothing in particular.</param>
    public object ForRequester(Ticket ticket, Person requester, Phrase? standing = null)
    {
        var comments = ticket.History.Where(entry => entry.Kind == EntryKind.Comment).ToList();
        return new
        {
            number = ticket.Number,
            kind = ticket.Kind,
            title = ticket.Title,
            status = Status(ticket.Status, asRequester: true),
            standing,
            priority = ticket.PriorityWord is { } priority ? PriorityName(priority) : null,
            service = ServiceName(ticket.Service),
            opened = times.At(ticket.OpenedAt, requester),
            agent = ticket.Assignee?.Name,
            description = Shorten(ticket.Description),
            source = ticket.SourceLink,
            facts = Facts(ticket),
            files = Files(ticket),
            steps = Steps(ticket, requester),
            earlier = comments.Count > MostLines ? Phrase.Of("tickets.earlierComments", new { count = comments.Count - MostLines }) : null,
            comments = comments.TakeLast(MostLines).Select(entry => new
            {
                who = entry.AuthorId == requester.Id ? Phrase.Of("tickets.you") : entry.Author?.Name ?? Phrase.Of("tickets.theDesk"),
                when = entry.IsEdited ? Phrase.Of("tickets.editedAt", new { at = times.At(entry.At, requester) }) : times.At(entry.At, requester),
                text = entry.Text is { } text ? Shorten(text) : entry.What,
                mine = entry.AuthorId == requester.Id,
            }),
            can = new
            {
                comment = ticket.Status.IsOpen(),
                confirm = ticket.Status == TicketStatus.Resolved,
                reopen = TicketLifecycle.Allows(ticket.Status, TicketMove.Reopen),
                withdraw = TicketLifecycle.Allows(ticket.Status, TicketMove.Withdraw) && ticket.WhyNotWithdraw() is null,
            },
        };
    }

    /// <summary>As an agent works on it: everything.</summary>
    /// <param name="errors">What was wrong with the last entry, by field.</param>
    public async Task<object> ForAgentAsync(Ticket ticket, Person agent, IReadOnlyList<Choice> resolutions, IReadOnlyDictionary<string, Phrase>? errors = null)
    {
        var agents = await people.AgentsAsync();
        var lines = ticket.History;
        return new
        {
            number = ticket.Number,
            kind = ticket.Kind,
            title = ticket.Title,
            status = Status(ticket.Status, asRequester: false),
            priority = PriorityWord(ticket),
            service = ServiceName(ticket.Service),
            opened = times.At(ticket.OpenedAt, agent),
            group = policy.Current.FindGroup(ticket.Group)?.Name ?? ticket.Group,
            assignee = ticket.Assignee?.Name,
            due = (string?)null,
            requester = new { name = ticket.Requester.Name, detail = Detail(ticket.Requester) },
            description = Shorten(ticket.Description),
            source = ticket.SourceLink,
            facts = Facts(ticket),
            files = Files(ticket),
            steps = Steps(ticket, agent),
            earlier = lines.Count > MostLines ? Phrase.Of("tickets.earlierEntries", new { count = lines.Count - MostLines }) : null,
            history = lines.TakeLast(MostLines).Select(entry => new
            {
                who = entry.Author?.Name ?? Phrase.Of("tickets.theDesk"),
                when = times.At(entry.At, agent),
                what = entry.Kind == EntryKind.InternalNote ? Phrase.Of("tickets.internalNote") : entry.What,
                text = entry.Text is null ? null : Shorten(entry.Text),
                @internal = entry.Kind == EntryKind.InternalNote,
            }),
            groups = policy.Current.Groups.Select(group => new { title = group.Name, value = group.Key }),
            agents = agents.Where(candidate => candidate.Id != ticket.RequesterId).Select(candidate => new { title = candidate.Name, value = candidate.Handle }),
            resolutions = resolutions.Select(resolution => new { title = resolution.Label, value = resolution.Key }),
            errors = new
            {
                reply = Error(errors, "reply"),
                note = Error(errors, "note"),
                assign = Error(errors, "agent") ?? Error(errors, "group"),
                resolve = Error(errors, "resolution") ?? Error(errors, "resolutionCode"),
            },
            can = new
            {
                take = TicketLifecycle.Allows(ticket.Status, TicketMove.Take) && ticket.AssigneeId != agent.Id,
                assign = ticket.Status.IsOpen(),
                reply = ticket.Status.IsOpen() || ticket.Status == TicketStatus.Resolved,
                note = true,
                tasks = ticket.Steps().Any(step => step.IsOpen),
                resolve = TicketLifecycle.Allows(ticket.Status, TicketMove.Resolve),
            },
        };
    }

    /// <summary>How it stands, for all who were part of the conversation that it was made from.</summary>
    public static object Thread(Ticket ticket) => new
    {
        number = ticket.Number,
        title = ticket.Title,
        status = Status(ticket.Status, asRequester: false),
        agent = ticket.Assignee?.Name,
        isFollowed = ticket.Status.IsOpen() || ticket.Status == TicketStatus.Resolved,
    };

    /// <summary>How it stands now, for whomever its requester shows it to.</summary>
    public object Shared(Ticket ticket, Person requester, DateTimeOffset now) => new
    {
        number = ticket.Number,
        kind = ticket.Kind,
        title = ticket.Title,
        status = Status(ticket.Status, asRequester: false),
        service = ServiceName(ticket.Service),
        requester = requester.Name,
        agent = ticket.Assignee?.Name,
        asOf = Phrase.Of("tickets.asOf", new { at = times.At(now, requester) }),
    };

    /// <summary>A page of the requester's list.</summary>
    public object List(Phrase heading, IReadOnlyList<Ticket> tickets, int page, string filter, Person reader, Phrase empty) => new
    {
        heading,
        tickets = Page(tickets, page).Select(ticket => new
        {
            number = ticket.Number,
            title = ticket.Title,
            status = Status(ticket.Status, asRequester: true),
            updated = Phrase.Of("tickets.updated", new { at = times.At(ticket.UpdatedAt, reader) }),
        }),
        more = More(tickets, page, filter),
        empty = tickets.Count == 0 ? empty : null,
    };

    /// <summary>A page of the agents' queue.</summary>
    public object Queue(Phrase heading, Phrase filters, IReadOnlyList<Ticket> tickets, int page, string filter) => new
    {
        heading,
        filters,
        counts = Counts(tickets),
        tickets = Page(tickets, page).Select(ticket => new
        {
            number = ticket.Number,
            title = ticket.Title,
            priority = PriorityWord(ticket),
            status = Status(ticket.Status, asRequester: false),
            requester = ticket.Requester.Name,
            age = times.Age(ticket.OpenedAt),
            assignee = ticket.Assignee?.Name,
        }),
        more = More(tickets, page, filter),
        empty = tickets.Count == 0 ? Phrase.Of("tickets.queueEmpty") : null,
    };

    /// <summary>As a room of agents sees it.</summary>
    public object Board(Ticket ticket) => new
    {
        number = ticket.Number,
        kind = ticket.Kind,
        title = ticket.Title,
        status = Status(ticket.Status, asRequester: false),
        priority = PriorityWord(ticket),
        requester = ticket.Requester.Name,
        service = ServiceName(ticket.Service),
        group = policy.Current.FindGroup(ticket.Group)?.Name ?? ticket.Group,
        assignee = ticket.Assignee?.Name,
        description = Shorten(ticket.Description),
        can = new { take = ticket.Status.IsWork() && ticket.AssigneeId is null, work = ticket.Status.IsWork() },
    };

    /// <summary>What a new ticket's requester is told.</summary>
    public object Filed(Ticket ticket, Phrase next) => new
    {
        number = ticket.Number,
        kind = ticket.Kind,
        title = ticket.Title,
        priority = ticket.PriorityWord is { } priority ? PriorityName(priority) : null,
        service = ServiceName(ticket.Service),
        group = policy.Current.FindGroup(ticket.Group)?.Name ?? ticket.Group,
        facts = Facts(ticket),
        files = Files(ticket),
        next,
    };

    public object Rate(Ticket ticket) => new { number = ticket.Number, title = ticket.Title, agent = ticket.Assignee?.Name };

    public Phrase? ServiceName(string? key) => key is null ? null : policy.Current.FindService(key)?.Name ?? key;

    public static ColouredWord Status(TicketStatus status, bool asRequester) => status switch
    {
        TicketStatus.New => new(Phrase.Of("tickets.status.new"), "accent"),
        TicketStatus.InProgress => new(Phrase.Of("tickets.status.inProgress"), "accent"),
        TicketStatus.Pending => new(asRequester ? Phrase.Of("tickets.status.pendingYou") : Phrase.Of("tickets.status.pending"), "warning"),
        TicketStatus.Resolved => new(Phrase.Of("tickets.status.resolved"), "good"),
        TicketStatus.Closed => new(Phrase.Of("tickets.status.closed"), "default"),
        TicketStatus.Approval => new(Phrase.Of("tickets.status.approval"), "accent"),
        TicketStatus.Declined => new(Phrase.Of("tickets.status.declined"), "attention"),
        _ => new(Phrase.Of("tickets.status.withdrawn"), "default"),
    };

    private static object[] Counts(IReadOnlyList<Ticket> tickets)
    {
        var unassigned = tickets.Count(ticket => ticket.AssigneeId is null);
        return
        [
            new { count = tickets.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), word = Phrase.Of("tickets.open"), color = "default" },
            new { count = unassigned.ToString(System.Globalization.CultureInfo.InvariantCulture), word = Phrase.Of("tickets.unassigned"), color = unassigned > 0 ? "accent" : "default" },
        ];
    }

    private static IEnumerable<Ticket> Page(IReadOnlyList<Ticket> tickets, int page) => tickets.Skip((page - 1) * TicketBook.PageSize).Take(TicketBook.PageSize);

    private static object? More(IReadOnlyList<Ticket> tickets, int page, string filter) =>
        tickets.Count > page * TicketBook.PageSize ? new { filter, page = page + 1 } : null;

    private static Phrase? Error(IReadOnlyDictionary<string, Phrase>? errors, string field) => errors?.GetValueOrDefault(field);

    private Phrase PriorityName(string word) =>
        Enum.TryParse<Priority>(word, out var priority) ? policy.Current.Priorities.Target(priority).Name : word;

    private ColouredWord? PriorityWord(Ticket ticket) => ticket.PriorityWord switch
    {
        null => null,
        "P1" => new(PriorityName("P1"), "attention"),
        "P2" => new(PriorityName("P2"), "warning"),
        var other => new(PriorityName(other), "default"),
    };

    private static IEnumerable<TicketFact> Facts(Ticket ticket) =>
        ticket.Facts().Select(fact => fact with { Text = fact.Text.Shortened(LongestFact) });

    private IEnumerable<object> Files(Ticket ticket) => ticket.Files.Take(MostFiles).Select(file => new
    {
        name = file.Name,
        size = file.SizeInWords,
        url = options.Value.AddressOf(TicketFileEndpoints.PathOf(ticket.Number, file.Id))?.AbsoluteUri,
    });

    private IEnumerable<object> Steps(Ticket ticket, Person reader) => ticket.Steps().Select(step => new
    {
        name = step.Name,
        word = step.Word,
        color = step.IsOpen ? "accent" : step.IsDone ? "good" : "default",
        detail = step is { By: { } by, At: { } at } ? Phrase.Of("tickets.byAt", new { who = by.Name, at = times.At(at, reader) }) : policy.Current.FindGroup(step.Group)?.Name ?? step.Group,
    });

    private static string Detail(Person person) =>
        string.Join(", ", new[] { person.JobTitle, person.Department }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static string Shorten(string text) => text.Length > LongestText ? text[..LongestText].TrimEnd() + "…" : text;
}

internal static class Words
{
    public static string ToLowerFirst(this string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
