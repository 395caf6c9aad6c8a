using BotDesk.Changes.Calendar;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>What is on the calendar.</summary>
public sealed class PlannedChanges(DeskDb db)
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

    /// <summary>What a person asked for or does, from then on.</summary>
    public Task<List<Change>> OfAsync(long person, DateTimeOffset since) =>
        db.Set<Change>().AsNoTracking().Include(change => change.Requester).Include(change => change.Implementer)
            .Where(change => (change.RequesterId == person || change.ImplementerId == person) && change.PlannedEnd > since && !Never.Contains(change.Status) && (change.Outcome == null || change.Outcome != ChangeOutcome.Cancelled))
            .OrderBy(change => change.PlannedStart).ThenBy(change => change.Id).ToListAsync();
}
