using BotDesk.Changes.Calendar;
using BotDesk.Data;
using BotDesk.Policy;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>What is in the way of a change at its time.</summary>
/// <param name="OutsideMaintenance">Keys of services whose maintenance windows it does not keep to.</param>
public sealed record Conflicts(IReadOnlyList<FreezeHit> Freezes, IReadOnlyList<Collision> Collisions, IReadOnlyList<string> OutsideMaintenance)
{
    public static Conflicts None { get; } = new([], [], []);

    public bool Any => Freezes.Count > 0 || Collisions.Count > 0 || OutsideMaintenance.Count > 0;

    /// <summary>The freezes into which nothing may be planned.</summary>
    public IEnumerable<Freeze> Hard => Freezes.Select(hit => hit.Freeze).Where(freeze => freeze.Kind == FreezeKind.Hard).Distinct();
}

/// <summary>Holds a change against the policy's calendar and against every other change that is planned.</summary>
public sealed class ChangeConflicts(DeskDb db, PolicySource policy)
{
    public async Task<Conflicts> FindAsync(PlannedChange change, string environment)
    {
        if (policy.Current.Changes is null)
        {
            return Conflicts.None;
        }

        var calendar = ChangeCalendar.Of(policy.Current);
        return new Conflicts(
            calendar.Freezes(change.Services, environment, change.When),
            await CollisionsAsync(change, change.When),
            calendar.OutsideMaintenance(change.Services, environment, change.When));
    }

    /// <summary>The next window of the same length from its own start on that nothing is in the way of.</summary>
    /// <returns>Null when there is none within <see cref="ChangeCalendar.Horizon"/>.</returns>
    public async Task<Window?> NextFreeAsync(PlannedChange change, string environment, DateTimeOffset now)
    {
        var after = change.When.Start > now ? change.When.Start : now;
        var horizon = new Window(after, after + ChangeCalendar.Horizon);
        var taken = await CollisionsAsync(change with { When = horizon }, horizon);
        return policy.Current.Changes is null ? null : ChangeCalendar.Of(policy.Current).NextFree(change.Services, environment, change.When.Length, after, taken.Select(collision => collision.Other.When));
    }

    private async Task<IReadOnlyList<Collision>> CollisionsAsync(PlannedChange change, Window range)
    {
        var related = policy.Current.RelatedTo(change.Services);
        var touched = change.Services.Concat(related).ToArray();
        var (implementer, hasItems) = (change.ImplementerId ?? -1, change.Items.Count > 0);

        // No window is longer than ChangeRules allows, so what began before that is over: the index on the start bounds the search from both sides.
        var earliest = range.Start - ChangeRules.LongestWindow;
        var others = await db.Set<Change>()
            .Where(other => other.PlannedStart > earliest && other.PlannedStart < range.End && other.PlannedEnd > range.Start)
            .Where(other => other.Status == ChangeStatus.Assessed || other.Status == ChangeStatus.Approval || other.Status == ChangeStatus.Scheduled || other.Status == ChangeStatus.InProgress)
            .Where(other => touched.Contains(other.Service) || other.OtherServices != "" || other.ImplementerId == implementer || (hasItems && other.Items != ""))
            .Select(other => new { other.Number, other.Title, other.Service, other.OtherServices, other.Items, other.ImplementerId, other.PlannedStart, other.PlannedEnd })
            .ToListAsync();
        return Collisions.Find(change, related, others.Select(other => new PlannedChange(
            other.Number, other.Title, [other.Service, .. other.OtherServices.Split(',', StringSplitOptions.RemoveEmptyEntries)], ChangeItems.Read(other.Items), other.ImplementerId,
            new Window(other.PlannedStart, other.PlannedEnd))));
    }
}
