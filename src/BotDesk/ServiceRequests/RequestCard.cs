using BotDesk.Approvals;
using BotDesk.Conversation;
using BotDesk.People;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests;

/// <summary>
/// The card on which a request's requester follows whether it is approved: who has decided, what is asked. They answer and withdraw on it.
/// </summary>
internal sealed class RequestCard(TicketBook book, ApprovalBook approvals, ApprovalCard card, RequestApproval topic, TicketTimes times) : ISubjectCard
{
    public const string Path = "serviceRequests/approval";

    /// <summary>They wrote it themselves, and see it whole where they see the ticket.</summary>
    private const int LongestFact = 200;

    public async Task<CardView?> RenderAsync(string id, Person? viewer)
    {
        if (await book.FindAsync(id) is not ServiceRequest request || viewer?.Id != request.RequesterId || await approvals.AllAsync(id) is not [.., var approval])
        {
            return null;
        }

        var question = approval.OpenQuestion;
        return new CardView(Path, new
        {
            approval = ApprovalCard.IdOf(approval),
            number = request.Number,
            title = request.Title,
            status = TicketCards.Status(request.Status, asRequester: true),
            opened = times.At(request.OpenedAt, viewer),
            facts = topic.Facts(request).Select(fact => fact with { Text = fact.Text.Shortened(LongestFact) }),
            progress = card.Progress(approval, viewer, withWords: true),
            questions = card.Questions(approval, viewer),
            question = question is null ? null : new { id = question.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), who = question.AskedBy.Name },
            can = new { answer = question is not null, withdraw = TicketLifecycle.Allows(request.Status, TicketMove.Withdraw) && request.WhyNotWithdraw() is null && approval.Status == ApprovalStatus.Pending },
        });
    }
}
