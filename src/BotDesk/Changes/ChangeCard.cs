using BotDesk.Approvals;
using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.Changes;

/// <summary>
/// The card on which a change's requester, and whoever else may see it, follows it: where it stands, who has decided, what is asked. The
/// requester answers and withdraws on it.
/// </summary>
internal sealed class ChangeCard(ChangeBook book, ChangeApproval topic, ApprovalCard approvals, TicketTimes times) : ISubjectCard
{
    public const string Path = "changes/change";

    public async Task<CardView?> RenderAsync(string id, Person? viewer) => await RenderAsync(id, viewer, refused: null);

    public async Task<IReadOnlyList<long>> ConcernsAsync(string id) => await book.FindAsync(id) is { Change: var change } whole
        ? [.. (whole.Approval?.Seats.Select(seat => seat.PersonId) ?? []).Prepend(change.RequesterId).Distinct()]
        : [];

    /// <param name="refused">Shown again beside what was wrong with it.</param>
    public async Task<CardView?> RenderAsync(string number, Person? viewer, RefusedEntry? refused)
    {
        var whole = viewer is null ? await book.FindAsync(number) : await book.FindAsync(number, viewer);
        if (whole is not { Change: var change })
        {
            return null;
        }

        var reader = viewer ?? change.Requester;
        var own = viewer?.Id == change.RequesterId;
        var question = own ? whole.Approval?.OpenQuestion : null;
        return new CardView(Path, new
        {
            number = change.Number,
            title = change.Title,
            status = Status(change.Status),
            requester = own ? null : change.Requester.Name,
            opened = times.At(change.OpenedAt, reader),
            facts = viewer is null ? [] : topic.Facts(change, reader),
            progress = whole.Approval is { } approval ? approvals.Progress(approval, reader, withWords: viewer is not null) : [],
            questions = viewer is null || whole.Approval is null ? [] : approvals.Questions(whole.Approval, reader),
            question = question is null ? null : new { id = question.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), who = question.AskedBy.Name },
            text = refused?.Text,
            errors = new { text = refused?.Error },
            can = new { answer = question is not null, withdraw = own && ChangeLifecycle.Allows(change.Status, ChangeMove.Withdraw) },
        });
    }

    public static ColouredWord Status(ChangeStatus status) => status switch
    {
        ChangeStatus.Approval => new(status.Word(), "accent"),
        ChangeStatus.Approved => new(status.Word(), "good"),
        ChangeStatus.Rejected => new(status.Word(), "attention"),
        _ => new(status.Word(), "default"),
    };
}
