using System.Globalization;
using BotDesk.Approvals;
using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Changes;

/// <summary>
/// The card on which a change is followed by whoever may see it: where it stands, who has decided, what is asked. The requester answers,
/// moves and cancels on it; those who are asked decide on it; on its day, whoever does it begins and ends it there, and whoever answers for the service closes it.
/// </summary>
internal sealed class ChangeCard(ChangeBook book, ChangeFacts facts, ChangeConflicts conflicts, ApprovalCard approvals, PolicySource policy, TicketTimes times) : ISubjectCard
{
    public const string Path = "changes/change";

    public async Task<CardView?> RenderAsync(string id, Person? viewer) => await RenderAsync(id, viewer, refused: null);

    public async Task<IReadOnlyList<long>> ConcernsAsync(string id) => await book.FindAsync(id) is { Change: var change } whole
        ? [.. (whole.Approval?.Seats.Select(seat => seat.PersonId) ?? []).Prepend(change.ImplementerId ?? change.RequesterId).Prepend(change.RequesterId).Distinct()]
        : [];

    /// <param name="refused">Shown again beside what was wrong with it.</param>
    public async Task<CardView?> RenderAsync(string number, Person? viewer, RefusedEntry? refused)
    {
        var whole = viewer is null ? await book.FindAsync(number) : await book.FindAsync(number, viewer);
        if (whole is not { Change: var change })
        {
            return null;
        }

        var own = viewer?.Id == change.RequesterId;
        var question = own ? whole.Approval?.OpenQuestion : null;
        var can = Can(change, viewer);
        var asked = viewer is not null && whole.Approval is { } waiting && waiting.WaitsFor(viewer) ? waiting : null;
        return new CardView(Path, new
        {
            number = change.Number,
            title = change.Title,
            status = asked is null ? Status(change) : ApprovalCard.State(asked, viewer),
            kind = ChangeWords.Type(change.Type),
            requester = own ? null : change.Requester.Name,
            opened = times.At(change.OpenedAt, viewer),
            wanted = viewer is null ? null : Wanted(change, can),
            facts = viewer is null ? [] : await facts.OfAsync(change, viewer),
            progress = whole.Approval is { } approval ? approvals.Progress(approval, viewer, withWords: viewer is not null) : [],
            questions = viewer is null || whole.Approval is null ? [] : approvals.Questions(whole.Approval, viewer),
            question = question is null ? null : new { id = question.Id.ToString(CultureInfo.InvariantCulture), who = question.AskedBy.Name },
            text = refused?.Text,
            label = asked is not null ? Phrase.Of("approvals.approval.reason") : question is not null ? Phrase.Of("changes.card.yourAnswer") : can.Close ? Phrase.Of("changes.card.learned") : Phrase.Of("changes.card.happened"),
            hint = asked is not null ? Phrase.Of("approvals.approval.reasonHint") : question is not null ? null : can.Close && change.ReviewReason is not null ? Phrase.Of("changes.card.learnedHint") : can.End ? Phrase.Of("changes.card.happenedHint") : Phrase.Of("changes.card.mayStayEmpty"),
            errors = new { text = refused?.Error },
            decide = asked is null ? null : new { approval = ApprovalCard.IdOf(asked) },
            can = new
            {
                answer = question is not null,
                withdraw = can.Cancel && (own || change.Status != ChangeStatus.Approval),
                confirm = can.Confirm,
                start = can.Start,
                end = can.End,
                close = can.Close,
                moveOn = can.Plan && await InTheWayAsync(change),
                write = can.End || can.Close,
            },
        });
    }

    /// <summary>The status, and how it ended.</summary>
    public static ColouredWord Status(Change change) => change.Status switch
    {
        ChangeStatus.Closed when change.Outcome is { } outcome => new(
            ChangeWords.Ended(outcome), outcome == ChangeOutcome.Successful ? "good" : outcome == ChangeOutcome.Cancelled ? "default" : "warning"),
        ChangeStatus.Approval or ChangeStatus.InProgress => new(ChangeWords.Status(change.Status), "accent"),
        ChangeStatus.Scheduled => new(ChangeWords.Status(change.Status), "good"),
        ChangeStatus.Rejected => new(ChangeWords.Status(change.Status), "attention"),
        ChangeStatus.Review => new(ChangeWords.Status(change.Status), change.ReviewReason is null ? "default" : "warning"),
        _ => new(ChangeWords.Status(change.Status), "default"),
    };

    /// <summary>What this person can do with it as it stands.</summary>
    private CardRights Can(Change change, Person? viewer)
    {
        if (viewer is null)
        {
            return default;
        }

        var (now, does) = (policy.Current, ChangeRights.MayDo(change, viewer, policy.Current));
        return new CardRights(
            Cancel: ChangeRights.MayCancel(change, viewer, now) && ChangeLifecycle.Allows(change.Status, ChangeMove.Cancel),
            Plan: ChangeRights.MayPlan(change, viewer, now) && change.Status is ChangeStatus.Approval or ChangeStatus.Scheduled,
            Confirm: does && change.Status == ChangeStatus.Scheduled && change.ConfirmedAt is null,
            Start: does && ChangeLifecycle.Allows(change.Status, ChangeMove.Start),
            End: does && ChangeLifecycle.Allows(change.Status, ChangeMove.Finish),
            Close: ChangeLifecycle.Allows(change.Status, ChangeMove.Close) && ChangeRights.MayReview(change, viewer, now));
    }

    private static Phrase? Wanted(Change change, CardRights can) => change.Status switch
    {
        ChangeStatus.Scheduled when change.ConfirmedAt is not null => Phrase.Of("changes.wanted.confirmed"),
        ChangeStatus.Scheduled when can.Confirm => Phrase.Of("changes.wanted.confirm"),
        ChangeStatus.InProgress when can.End => Phrase.Of("changes.wanted.end"),
        ChangeStatus.Review when can.Close && change.ReviewReason is { } reason => Phrase.Of("changes.wanted.close", new { reason }),
        ChangeStatus.Review when change.ReviewReason is { } reason => Phrase.Of("changes.wanted.review", new { reason }),
        ChangeStatus.Review => Phrase.Of("changes.wanted.watch"),
        _ => null,
    };

    private async Task<bool> InTheWayAsync(Change change) => (await conflicts.FindAsync(change.AsPlanned(), change.Environment)).Any;

    private readonly record struct CardRights(bool Cancel, bool Plan, bool Confirm, bool Start, bool End, bool Close);
}
