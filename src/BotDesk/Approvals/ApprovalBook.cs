using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Approvals;

/// <summary>Finds approvals, whole.</summary>
public sealed class ApprovalBook(DeskDb db)
{
    private const int MostListed = 200;

    public Task<Approval?> FindAsync(long id) => Whole().FirstOrDefaultAsync(approval => approval.Id == id);

    /// <summary>As it is saved now, whatever this operation read before.</summary>
    public Task<Approval?> ReadAsync(long id) => Whole().AsNoTrackingWithIdentityResolution().FirstOrDefaultAsync(approval => approval.Id == id);

    /// <summary>The last that was asked about this, ended or not.</summary>
    public Task<Approval?> FindAsync(string subject) => Whole().Where(approval => approval.Subject == subject).OrderByDescending(approval => approval.Id).FirstOrDefaultAsync();

    /// <summary>Every one that was ever asked about this, the first first, as they are saved now.</summary>
    public Task<List<Approval>> AllAsync(string subject) => Whole().AsNoTrackingWithIdentityResolution().Where(approval => approval.Subject == subject).OrderBy(approval => approval.Id).ToListAsync();

    /// <summary>What waits for this person's decision, the oldest first.</summary>
    public async Task<List<Approval>> WaitingForAsync(Person person)
    {
        var asked = await Whole()
            .Where(approval => approval.Status == ApprovalStatus.Pending && approval.Stages.Any(stage => stage.Status == StageStatus.Open && stage.Seats.Any(seat => seat.PersonId == person.Id && seat.RevokedAt == null)))
            .OrderBy(approval => approval.Id).Take(MostListed).ToListAsync();
        return asked.FindAll(approval => approval.WaitsFor(person));
    }

    /// <summary>The one to which this stage belongs.</summary>
    public Task<Approval?> OfStageAsync(long stageId) => Whole().FirstOrDefaultAsync(approval => approval.Stages.Any(stage => stage.Id == stageId));

    /// <summary>What waits, and for which somebody stands in for this person.</summary>
    public Task<List<Approval>> WithStandInsOfAsync(Person person) => Whole()
        .Where(approval => approval.Status == ApprovalStatus.Pending
            && approval.Stages.Any(stage => stage.Seats.Any(seat => seat.Kind == SeatKind.StandIn && seat.AddedById == person.Id && seat.RevokedAt == null)))
        .OrderBy(approval => approval.Id).ToListAsync();

    /// <summary>What this person has decided, the latest first.</summary>
    public Task<List<Approval>> DecidedByAsync(Person person, int most) => Whole()
        .Where(approval => approval.Stages.Any(stage => stage.Seats.Any(seat => seat.PersonId == person.Id && seat.Decision != null)))
        .OrderByDescending(approval => approval.Id).Take(most).ToListAsync();

    /// <summary>Of these subjects those about which this person was ever asked: <see cref="Approval.HasAsked"/>, of many at once.</summary>
    public async Task<HashSet<string>> AskedAboutAsync(Person person, IReadOnlyCollection<string> subjects) =>
    [
        .. await db.Set<Approval>()
            .Where(approval => subjects.Contains(approval.Subject) && approval.Stages.Any(stage => stage.Status != StageStatus.Waiting && stage.Seats.Any(seat => seat.PersonId == person.Id || seat.AsWhomId == person.Id)))
            .Select(approval => approval.Subject).ToListAsync(),
    ];

    private IQueryable<Approval> Whole() => db.Set<Approval>()
        .Include(approval => approval.Requester)
        .Include(approval => approval.Stages.OrderBy(stage => stage.Id)).ThenInclude(stage => stage.Seats.OrderBy(seat => seat.Id)).ThenInclude(seat => seat.Person)
        .Include(approval => approval.Stages).ThenInclude(stage => stage.Seats).ThenInclude(seat => seat.AsWhom)
        .Include(approval => approval.Stages).ThenInclude(stage => stage.Seats).ThenInclude(seat => seat.Decision)
        .Include(approval => approval.Questions.OrderBy(question => question.Id)).ThenInclude(question => question.AskedBy)
        .AsSplitQuery();
}
