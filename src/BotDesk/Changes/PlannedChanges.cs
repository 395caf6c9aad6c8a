using BotDesk.Approvals;
using BotDesk.Changes.Calendar;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>What is on the calendar.</summary>
public sealed class PlannedChanges(DeskDb db, ApprovalBook approvals, PolicySource policy)
{
    private static readonly ChangeStatus[] Never = [ChangeStatus.Draft, ChangeStatus.Rejected];

    /// <summary>Every change whose window reaches into this time, the earliest first, without drafts and what was rejected or cancelled.</summary>
    /// <param name="service">Key; null: any.</param>
    public async Task<List<Change>> InAsync(Window range, string? service = null)
    {
        var earliest = range.Start - ChangeRules.LongestWindow;
        var found = await db.Set<Change>().AsNoTracking().Include(change => change.Requester).Include(change => change.Implementer).Include(change => change.Incidents)
            .Where(change => change.PlannedStart > earliest && change.PlannedStart < range.End && change.PlannedEnd > range.Start)
            .Where(change => !Never.Contains(change.Status) && (change.Outcome == null || change.Outcome != ChangeOutcome.Cancelled))
            .Where(change => service == null || change.Service == service || change.OtherServices.Contains(service))
            .OrderBy(change => change.PlannedStart).ThenBy(change => change.Id).ToListAsync();
        return service is null ? found : found.FindAll(change => change.Services.Contains(service));
    }

    /// <summary>Those of <see cref="InAsync"/> that are still to be done, as far as the reader may see them.</summary>
    public async Task<List<Change>> StillAsync(Person reader, Window range, string? service)
    {
        var still = (await InAsync(range, service)).FindAll(change => change.Status is not (ChangeStatus.Review or ChangeStatus.Closed));
        if (reader.MaySeeConsole || still.Count == 0)
        {
            return still;
        }

        var asked = await approvals.AskedAboutAsync(reader, [.. still.Select(change => change.Number)]);
        return still.FindAll(change => ChangeRights.MaySee(change, reader, policy.Current, asked.Contains(change.Number)));
    }

    /// <summary>What a person asked for or does, from then on.</summary>
    public Task<List<Change>> OfAsync(long person, DateTimeOffset since) =>
        db.Set<Change>().AsNoTracking().Include(change => change.Requester).Include(change => change.Implementer)
            .Where(change => (change.RequesterId == person || change.ImplementerId == person) && change.PlannedEnd > since && !Never.Contains(change.Status) && (change.Outcome == null || change.Outcome != ChangeOutcome.Cancelled))
            .OrderBy(change => change.PlannedStart).ThenBy(change => change.Id).ToListAsync();
}
