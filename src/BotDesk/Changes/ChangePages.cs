using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>Which changes to list.</summary>
/// <param name="Status">One status.</param>
/// <param name="Type"><c>normal</c>, <c>standard</c> or <c>emergency</c>.</param>
/// <param name="Service">Key of a service that they touch in the first place.</param>
/// <param name="Requester">Handle or e-mail address.</param>
/// <param name="After">The next of the page before.</param>
/// <param name="Limit">1 to 200; 50 if not given.</param>
public sealed record ChangeQuery(string? Status, string? Type, string? Service, string? Requester, string? After, int? Limit);

/// <param name="Next">What <c>after</c> is for the next page; null on the last.</param>
public sealed record ChangePage(IReadOnlyList<ChangeResponse> Changes, string? Next);

/// <summary>Lists changes page by page, the newest first: one that is asked for meanwhile shifts no page.</summary>
internal sealed class ChangePages(DeskDb db, PeopleDesk people, PolicySource policy)
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 200;

    public async Task<Outcome<ChangePage>> ReadAsync(ChangeQuery asked)
    {
        var query = db.Set<Change>().AsNoTracking().Include(change => change.Requester).Include(change => change.Implementer).Include(change => change.Incidents).AsQueryable();
        if (asked.Limit is < 1 or > LargestLimit)
        {
            return Refusal.Invalid("limit", $"limit is a number from 1 to {LargestLimit}.");
        }

        if (asked.Status is { Length: > 0 })
        {
            if (Enum.GetValues<ChangeStatus>().Where(each => each.Wire() == asked.Status).Select(each => (ChangeStatus?)each).FirstOrDefault() is not { } status)
            {
                return Refusal.Invalid("status", $"status is {string.Join(", ", Enum.GetValues<ChangeStatus>().Select(each => each.Wire()))}.");
            }

            query = query.Where(change => change.Status == status);
        }

        if (asked.Type is { Length: > 0 })
        {
            if (!ChangeRequests.TryType(asked.Type, null, out var type))
            {
                return Refusal.Invalid("type", "type is normal, standard or emergency.");
            }

            query = query.Where(change => change.Type == type);
        }

        if (asked.Service is { Length: > 0 } service)
        {
            if (policy.Current.FindService(service) is null)
            {
                return Refusal.Invalid("service", "service is the key of one of the policy's services.");
            }

            query = query.Where(change => change.Service == service);
        }

        if (asked.Requester is { Length: > 0 } requester)
        {
            if (!(await people.FindByHandleOrEmailAsync(requester)).Is(out var person, out var nobody))
            {
                return Refusal.Invalid("requester", nobody.Message);
            }

            query = query.Where(change => change.RequesterId == person.Id);
        }

        if (asked.After is { Length: > 0 } after)
        {
            var number = TicketNumber.Normalise(after);
            if (await db.Set<Change>().Where(change => change.Number == number).Select(change => (long?)change.Id).FirstOrDefaultAsync() is not { } id)
            {
                return Refusal.Invalid("after", "after is the next of a page before.");
            }

            query = query.Where(change => change.Id < id);
        }

        var limit = asked.Limit ?? DefaultLimit;
        var found = await query.OrderByDescending(change => change.Id).Take(limit + 1).ToListAsync();
        return new ChangePage([.. found.Take(limit).Select(change => new ChangeResponse(change))], found.Count > limit ? found[limit - 1].Number : null);
    }
}
