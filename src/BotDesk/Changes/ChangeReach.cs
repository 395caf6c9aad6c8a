using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>Whom a change concerns beside those who do it.</summary>
/// <param name="WithTickets">How many of them have an open ticket on one of its services.</param>
public sealed record Affected(IReadOnlyList<Person> People, int WithTickets);

/// <summary>How often changes of one kind went well.</summary>
/// <param name="Service">Key.</param>
/// <param name="Ended">How many came to an end, without those that were cancelled.</param>
public sealed record SuccessRate(string Service, ChangeType Type, int Ended, int Successful, int WithIssues, int RolledBack)
{
    /// <summary>0 to 1.</summary>
    public double Rate => Ended == 0 ? 0 : (double)Successful / Ended;
}

/// <summary>Whom a change reaches, and how changes like it went.</summary>
public sealed class ChangeReach(DeskDb db, PeopleDesk people, PolicySource policy, TimeProvider clock)
{
    /// <summary>How far back one looks for changes of the same kind.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(365);

    private static readonly TicketStatus[] Open = [.. Enum.GetValues<TicketStatus>().Where(status => status.IsOpen())];

    /// <summary>The requester, who answers for its services and for those that feel it, and everybody with an open ticket on one of its services.</summary>
    public async Task<Affected> AffectedAsync(Change change)
    {
        var services = change.Services.ToArray();
        var waiting = await db.Set<Ticket>().Where(ticket => ticket.Service != null && services.Contains(ticket.Service) && Open.Contains(ticket.Status))
            .Select(ticket => ticket.Requester).Distinct().ToListAsync();
        var answering = new List<Person>();
        foreach (var owner in services.Concat(policy.Current.RelatedTo(services)).Select(key => policy.Current.FindService(key)?.Owner).OfType<string>().Distinct())
        {
            if (await people.FindAsync(owner) is { } person)
            {
                answering.Add(person);
            }
        }

        return new Affected([.. answering.Prepend(change.Requester).Concat(waiting.OrderBy(person => person.Id)).DistinctBy(person => person.Id)], waiting.Count);
    }

    /// <summary>How the changes went that ended since, by service and type.</summary>
    /// <param name="since">Null: as far back as one remembers.</param>
    /// <param name="service">Null: each.</param>
    /// <param name="type">Null: each.</param>
    public async Task<List<SuccessRate>> RatesAsync(string? service = null, ChangeType? type = null, DateTimeOffset? since = null)
    {
        var earliest = since ?? clock.GetUtcNow() - Memory;
        var counted = await db.Set<Change>()
            .Where(change => change.Status == ChangeStatus.Closed && change.Outcome != null && change.Outcome != ChangeOutcome.Cancelled && change.EndedAt >= earliest)
            .Where(change => (service == null || change.Service == service) && (type == null || change.Type == type))
            .GroupBy(change => new { change.Service, change.Type, change.Outcome })
            .Select(group => new { group.Key.Service, group.Key.Type, group.Key.Outcome, Count = group.Count() }).ToListAsync();
        return
        [
            .. counted.GroupBy(each => (each.Service, each.Type)).Select(group =>
            {
                int Count(ChangeOutcome outcome) => group.Where(each => each.Outcome == outcome).Sum(each => each.Count);
                return new SuccessRate(group.Key.Service, group.Key.Type, group.Sum(each => each.Count), Count(ChangeOutcome.Successful), Count(ChangeOutcome.WithIssues), Count(ChangeOutcome.RolledBack));
            })
            .OrderBy(rate => rate.Service, StringComparer.Ordinal).ThenBy(rate => rate.Type),
        ];
    }
}
