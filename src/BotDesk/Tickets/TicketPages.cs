using System.Globalization;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Rest;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>Which tickets to list.</summary>
public sealed record TicketQuery
{
    /// <summary>One status, or <c>open</c> for all that somebody still has to work on.</summary>
    public string? Status { get; init; }

    /// <summary>Key of a group.</summary>
    public string? Group { get; init; }

    /// <summary>Handle or e-mail address, or <c>none</c>.</summary>
    public string? Assignee { get; init; }

    /// <summary>Handle or e-mail address.</summary>
    public string? Requester { get; init; }

    /// <summary>Key of a service.</summary>
    public string? Service { get; init; }

    /// <summary>In number, title, description or the requester's name.</summary>
    public string? Text { get; init; }

    /// <summary>The next of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to 200; 50 if not given.</summary>
    public int? Limit { get; init; }
}

/// <summary>Lists all tickets page by page, the newest first: a ticket that is opened meanwhile shifts no page.</summary>
internal sealed class TicketPages(DeskDb db, PeopleDesk people, PolicySource policy)
{
    private const int LongestText = 200;

    /// <typeparam name="T">The kind of tickets; <see cref="Ticket"/> for all.</typeparam>
    public async Task<Outcome<TicketPage>> ReadAsync<T>(TicketQuery asked)
        where T : Ticket
    {
        IQueryable<Ticket> query = db.Set<T>();
        query = query.Include(ticket => ticket.Requester).Include(ticket => ticket.Assignee);
        var cursor = new Cursor(typeof(T).Name, asked.Status, asked.Group, asked.Assignee, asked.Requester, asked.Service, asked.Text);
        if (!Cursor.TryLimit(asked.Limit, out var limit, out var refusal) || !cursor.TryRead(asked.Cursor, out var last, out refusal))
        {
            return refusal;
        }

        if (last is not null)
        {
            var before = long.Parse(last, CultureInfo.InvariantCulture);
            query = query.Where(ticket => ticket.Id < before);
        }

        if (asked.Status is { Length: > 0 } status)
        {
            var wanted = Enum.GetValues<TicketStatus>().Where(each => each.Wire() == status || (status == "open" && each.IsOpen())).ToArray();
            if (wanted.Length == 0)
            {
                return Refusal.Invalid("status", $"status is open, {string.Join(", ", Enum.GetValues<TicketStatus>().Select(each => each.Wire()))}.");
            }

            query = query.Where(ticket => wanted.Contains(ticket.Status));
        }

        if (asked.Group is { Length: > 0 } group)
        {
            if (policy.Current.FindGroup(group) is null)
            {
                return Refusal.Invalid("group", "group is the key of one of the policy's groups.");
            }

            query = query.Where(ticket => ticket.Group == group);
        }

        if (asked.Service is { Length: > 0 } service)
        {
            if (policy.Current.FindService(service) is null)
            {
                return Refusal.Invalid("service", "service is the key of one of the policy's services.");
            }

            query = query.Where(ticket => ticket.Service == service);
        }

        if (asked.Text is { Length: > 0 } text)
        {
            if (text.Length > LongestText || text.Contains('\0', StringComparison.Ordinal))
            {
                return Refusal.Invalid("text", $"text has at most {LongestText} characters.");
            }

            query = query.Containing(text);
        }

        if (!(await OfPeopleAsync(query, asked)).Is(out var narrowed, out refusal))
        {
            return refusal;
        }

        var found = await narrowed.OrderByDescending(ticket => ticket.Id).Take(limit + 1).ToListAsync();
        return new TicketPage([.. found.Take(limit).Select(ticket => new TicketResponse(ticket))], cursor.Next(found, limit, ticket => $"{ticket.Id}"));
    }

    private async Task<Outcome<IQueryable<Ticket>>> OfPeopleAsync(IQueryable<Ticket> query, TicketQuery asked)
    {
        if (asked.Assignee == "none")
        {
            query = query.Where(ticket => ticket.AssigneeId == null);
        }
        else if (asked.Assignee is { Length: > 0 } assignee)
        {
            if (!(await people.FindByHandleOrEmailAsync(assignee)).Is(out var person, out var refusal))
            {
                return Refusal.Invalid("assignee", refusal.Message);
            }

            query = query.Where(ticket => ticket.AssigneeId == person.Id);
        }

        if (asked.Requester is { Length: > 0 } requester)
        {
            if (!(await people.FindByHandleOrEmailAsync(requester)).Is(out var person, out var refusal))
            {
                return Refusal.Invalid("requester", refusal.Message);
            }

            query = query.Where(ticket => ticket.RequesterId == person.Id);
        }

        return new Outcome<IQueryable<Ticket>>(query, null);
    }
}
