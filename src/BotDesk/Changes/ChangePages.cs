using System.Globalization;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Rest;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>Which changes to list.</summary>
public sealed record ChangeQuery
{
    /// <summary>One status.</summary>
    public string? Status { get; init; }

    /// <summary><c>normal</c>, <c>standard</c> or <c>emergency</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Key of a service that they touch in the first place.</summary>
    public string? Service { get; init; }

    /// <summary>Handle or e-mail address.</summary>
    public string? Requester { get; init; }

    /// <summary>The next of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to 200; 50 if not given.</summary>
    public int? Limit { get; init; }
}

/// <param name="Next">What <c>cursor</c> is for the next page; null on the last.</param>
public sealed record ChangePage(IReadOnlyList<ChangeResponse> Changes, string? Next) : IPage;

/// <summary>Lists changes page by page, the newest first: one that is asked for meanwhile shifts no page.</summary>
internal sealed class ChangePages(DeskDb db, PeopleDesk people, PolicySource policy)
{
    public async Task<Outcome<ChangePage>> ReadAsync(ChangeQuery asked)
    {
        var query = db.Set<Change>().AsNoTracking().Include(change => change.Requester).Include(change => change.Implementer).Include(change => change.Incidents).AsQueryable();
        var cursor = new Cursor("changes", asked.Status, asked.Type, asked.Service, asked.Requester);
        if (!Cursor.TryLimit(asked.Limit, out var limit, out var refusal) || !cursor.TryRead(asked.Cursor, out var last, out refusal))
        {
            return refusal;
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

        if (last is not null)
        {
            var id = long.Parse(last, CultureInfo.InvariantCulture);
            query = query.Where(change => change.Id < id);
        }

        var found = await query.OrderByDescending(change => change.Id).Take(limit + 1).ToListAsync();
        return new ChangePage([.. found.Take(limit).Select(change => new ChangeResponse(change))], cursor.Next(found, limit, change => $"{change.Id}"));
    }
}
