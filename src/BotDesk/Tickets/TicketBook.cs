using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>Which tickets to list for an agent.</summary>
/// <param name="Group">Key; null: all groups.</param>
/// <param name="Assignee">Handle, or <c>none</c> for those that nobody has; null: whoever.</param>
/// <param name="Status">Null: all that are open.</param>
/// <param name="Service">Key; null: all.</param>
/// <param name="Text">In number, title, description or the requester's name; null: any.</param>
public sealed record TicketFilter(string? Group = null, string? Assignee = null, TicketStatus? Status = null, string? Service = null, string? Text = null);

/// <summary>Finds and lists tickets. Only reads.</summary>
public sealed class TicketBook(DeskDb db)
{
    /// <summary>How many rows a page of a list has.</summary>
    public const int PageSize = 6;

    /// <summary>The person's own tickets, those that need them first, then by what changed last.</summary>
    /// <param name="about">Words that title, description or service must contain; empty for all.</param>
    public async Task<List<Ticket>> MineAsync(Person person, IReadOnlyList<string> about)
    {
        var mine = await db.Set<Ticket>().Include(ticket => ticket.Assignee)
            .Where(ticket => ticket.RequesterId == person.Id).OrderByDescending(ticket => ticket.UpdatedAt).Take(200).ToListAsync();
        var matching = about.Count == 0
            ? mine
            : [.. mine.Where(ticket => about.All(word => Contains(ticket.Title, word) || Contains(ticket.Description, word) || Contains(ticket.Service ?? "", word)))];
        return [.. matching.OrderBy(Rank)];
    }

    /// <summary>Tickets for an agent, the most pressing first; their own are left out.</summary>
    public async Task<List<Ticket>> QueueAsync(Person agent, TicketFilter filter, int most = 200)
    {
        var query = db.Set<Ticket>().Include(ticket => ticket.Requester).Include(ticket => ticket.Assignee).Where(ticket => ticket.RequesterId != agent.Id);
        query = filter.Status is { } status
            ? query.Where(ticket => ticket.Status == status)
            : query.Where(ticket => ticket.Status == TicketStatus.New || ticket.Status == TicketStatus.InProgress || ticket.Status == TicketStatus.Pending);
        if (filter.Group is { Length: > 0 } group)
        {
            query = query.Where(ticket => ticket.Group == group);
        }

        if (filter.Service is { Length: > 0 } service)
        {
            query = query.Where(ticket => ticket.Service == service);
        }

        query = filter.Assignee switch
        {
            null or "" => query,
            "none" => query.Where(ticket => ticket.AssigneeId == null),
            var handle => query.Where(ticket => ticket.Assignee!.Handle == handle),
        };
        if (filter.Text is { Length: > 0 } text)
        {
            query = query.Containing(text);
        }

        var found = await query.OrderByDescending(ticket => ticket.Id).Take(2000).ToListAsync();
        return [.. found.OrderBy(ticket => ticket.Pressing).ThenBy(ticket => ticket.OpenedAt).Take(most)];
    }

    /// <summary>The ticket with its whole history; whoever shows it decides what its reader may see.</summary>
    public Task<Ticket?> FindAsync(string number) =>
        db.Set<Ticket>().Include(ticket => ticket.Requester).Include(ticket => ticket.Assignee)
            .Include(ticket => ticket.History.OrderBy(entry => entry.Id)).ThenInclude(entry => entry.Author)
            .Include(ticket => ticket.Files.OrderBy(file => file.SentAt).ThenBy(file => file.Id)).ThenInclude(file => file.Sender).AsSplitQuery()
            .FirstOrDefaultAsync(ticket => ticket.Number == number);

    private static int Rank(Ticket ticket) => ticket.Status switch
    {
        TicketStatus.Resolved or TicketStatus.Pending => 0,
        TicketStatus.New or TicketStatus.InProgress or TicketStatus.Approval => 1,
        _ => 2,
    };

    private static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}

internal static class TicketText
{
    /// <summary>Tickets with the text in number, title, description or the requester's name, in whatever case.</summary>
    public static IQueryable<Ticket> Containing(this IQueryable<Ticket> tickets, string text)
    {
        // SQLite's lower() knows A to Z alone, so what has other letters is also looked for as it was typed.
        var typed = Pattern(text);
        var lower = Pattern(text.ToLowerInvariant());
#pragma warning disable CA1304, CA1311 // It becomes the database's lower().
        return tickets.Where(ticket =>
            EF.Functions.Like(ticket.Number.ToLower(), lower, "!")
            || EF.Functions.Like(ticket.Title.ToLower(), lower, "!") || EF.Functions.Like(ticket.Title, typed, "!")
            || EF.Functions.Like(ticket.Description.ToLower(), lower, "!") || EF.Functions.Like(ticket.Description, typed, "!")
            || EF.Functions.Like(ticket.Requester.Name.ToLower(), lower, "!") || EF.Functions.Like(ticket.Requester.Name, typed, "!"));
#pragma warning restore CA1304, CA1311
    }

    private static string Pattern(string text) =>
        $"%{text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
}
