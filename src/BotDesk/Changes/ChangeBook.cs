using BotDesk.Approvals;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Changes;

/// <summary>A change with everything that was asked and decided about it.</summary>
/// <param name="Approvals">The first first; the last is the one that counts.</param>
public sealed record WholeChange(Change Change, IReadOnlyList<Approval> Approvals)
{
    public Approval? Approval => Approvals.Count > 0 ? Approvals[^1] : null;
}

/// <summary>Finds and lists changes as they are saved now.</summary>
public sealed class ChangeBook(DeskDb db, ApprovalBook approvals, PolicySource policy)
{
    private const int MostListed = 200;

    public async Task<WholeChange?> FindAsync(string number) =>
        await db.Set<Change>().AsNoTracking().Include(change => change.Requester).Include(change => change.Implementer)
            .Include(change => change.Incidents.OrderBy(incident => incident.Id))
            .Include(change => change.History.OrderBy(entry => entry.Id)).ThenInclude(entry => entry.Author)
            .AsSplitQuery().FirstOrDefaultAsync(change => change.Number == number) is { } change
            ? new WholeChange(change, await approvals.AllAsync(number))
            : null;

    /// <summary>The same, for somebody who may see it: its requester, who does it, who was asked, who owns the service, and who works at the desk.</summary>
    /// <returns>Null where there is none, and where it is not theirs to know of.</returns>
    public async Task<WholeChange?> FindAsync(string number, Person reader) =>
        await FindAsync(number) is { } whole && ChangeRights.MaySee(whole.Change, reader, policy.Current, whole.Approvals.Any(approval => approval.HasAsked(reader))) ? whole : null;

    /// <summary>What the person asked for or does, what changed last first.</summary>
    public Task<List<Change>> MineAsync(Person person) =>
        db.Set<Change>().AsNoTracking().Include(change => change.Requester).Where(change => change.RequesterId == person.Id || change.ImplementerId == person.Id)
            .OrderByDescending(change => change.UpdatedAt).Take(MostListed).ToListAsync();

    /// <summary>All of them, the newest first.</summary>
    /// <param name="status">Null: whatever it is.</param>
    public Task<List<Change>> ListAsync(ChangeStatus? status = null, int most = MostListed) =>
        db.Set<Change>().AsNoTracking().Include(change => change.Requester).Where(change => status == null || change.Status == status)
            .OrderByDescending(change => change.Id).Take(most).ToListAsync();
}
