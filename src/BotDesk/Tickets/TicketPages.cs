using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Tickets;

/// <summary>Which tickets to list.</summary>
/// <param name="Status">One status, or <c>open</c> for all that somebody still has to work on.</param>
/// <param name="Group">Key of a group.</param>
/// <param name="Assignee">Handle or e-mail address, or <c>none</c>.</param>
/// <param name="Requester">Handle or e-mail address.</param>
/// <param name="Text">In number, title, description or the requester's name.</param>
/// <param name="After">The last number of the page before.</param>
/// <param name="Limit">1 to 200; 50 if not given.</param>
public sealed record TicketQuery(string? Status, string? Group, string? Assignee, string? Requester, string? Service, string? Text, string? After, int? Limit);

/// <summary>Lists all tickets page by page, the newest first: a ticket that is opened meanwhile shifts no page.</summary>
internal sealed class TicketPages(DeskDb db, PeopleDesk people, PolicySource policy)
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 200;
    private const int LongestText = 200;

    public async Task<Outcome<TicketPage>> ReadAsync(TicketQuery asked)
    {
        var query = db.Set<Ticket>().Include(ticket => ticket.Requester).Include(ticket => ticket.Assignee).AsQueryable();
        if (asked.Limit is < 1 or > LargestLimit)
        {
            return Refusal.Invalid("limit", $"limit is a number from 1 to {LargestLimit}.");
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

        return await OfPeopleAsync(query, asked);
    }

    private async Task<Outcome<TicketPage>> OfPeopleAsync(IQueryable<Ticket> query, TicketQuery asked)
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

        if (asked.After is { Length: > 0 } after)
        {
            var number = TicketNumber.Normalise(after);
            if (await db.Set<Ticket>().Where(ticket => ticket.Number == number).Select(ticket => (long?)ticket.Id).FirstOrDefaultAsync() is not { } id)
            {
                return Refusal.Invalid("after", "after is the next of a page before.");
            }

            query = query.Where(ticket => ticket.Id < id);
        }

        var limit = asked.Limit ?? DefaultLimit;
        var found = await query.OrderByDescending(ticket => ticket.Id).Take(limit + 1).ToListAsync();
        return new TicketPage([.. found.Take(limit).Select(ticket => new TicketResponse(ticket))], found.Count > limit ? found[limit - 1].Number : null);
    }
}
