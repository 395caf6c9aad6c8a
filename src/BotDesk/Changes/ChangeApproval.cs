using BotDesk.Approvals;
using BotDesk.Notifications;
using BotDesk.People;

namespace BotDesk.Changes;

/// <summary>What an approval of a change is about, and what becomes of the change when it ends.</summary>
internal sealed class ChangeApproval(ChangeDesk desk, ChangeSchedule schedule, ChangeBook book, ChangeFacts facts, Notifier notifier, TimeProvider clock) : IApprovalSubject
{
    public const string Kind = "change";

    public async Task<ApprovalTopic> DescribeAsync(string subject, Person reader)
    {
        var change = (await book.FindAsync(subject))!.Change;
        return new ApprovalTopic(ChangeWords.Type(change.Type), change.Title, await facts.OfAsync(change, reader));
    }

    public async Task HappenedAsync(string subject, Person? who, Phrase what, string? text) =>
        (await desk.FindAsync(subject))!.Note(who, what, text, clock.GetUtcNow());

    public async Task EndedAsync(Approval approval)
    {
        var change = (await desk.FindAsync(approval.Subject))!;
        var now = clock.GetUtcNow();
        switch (approval.Status)
        {
            case ApprovalStatus.Approved:
                Must(change.Move(ChangeMove.Approve, now));
                await schedule.SetAsync(change);
                await notifier.SayAsync(change.Requester, Verdict(change, approval), Notice.News(change.Number));
                break;
            case ApprovalStatus.Rejected:
                Must(change.Move(ChangeMove.Reject, now));
                await notifier.SayAsync(change.Requester, Verdict(change, approval), Notice.News(change.Number));
                break;
            default:
                Must(change.Move(ChangeMove.Cancel, now));
                (change.Outcome, change.EndedAt) = (ChangeOutcome.Cancelled, now);
                break;
        }
    }

    private static void Must(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException(refusal.Message.ToString());
        }
    }

    private static Phrase Verdict(Change change, Approval approval)
    {
        var decided = approval.Seats.Where(seat => seat.Decision is not null).ToList();
        if (approval.Status == ApprovalStatus.Approved)
        {
            return Phrase.Of("changes.news.approved", new { change.Number, by = decided.Select(seat => seat.Person.Name).Distinct().Select(Phrase.Plain).Aggregate((one, other) => Phrase.Of("changes.and", new { one, other })), change.Title });
        }

        var rejected = decided.First(seat => seat.Decision!.Choice == ApprovalChoice.Reject);
        return Phrase.Of("changes.news.rejected", new { change.Number, by = rejected.Person.Name, reason = rejected.Decision!.Reason });
    }
}
