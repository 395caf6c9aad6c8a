using System.Globalization;
using BotDesk.Conversation;

namespace BotDesk.Approvals.Chat;

/// <summary>A button of the card on which somebody follows what they asked for.</summary>
internal abstract class RequesterVerb(ApprovalBook book, SubjectCards cards, string[] fields) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = fields.ToHashSet(StringComparer.Ordinal);

    public bool ChangesSomething => true;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (!ApprovalCard.TryId(action["approval"], out var id) || await book.FindAsync(id) is not { } approval || approval.RequesterId != turn.Person.Id)
        {
            return Refusal.NotFound(Phrase.Of("approvals.notYours"));
        }

        var refusal = await DoAsync(turn, action, approval);
        if (refusal is { Kind: not RefusalKind.Conflict })
        {
            return refusal;
        }

        turn.Answer(refusal);
        await cards.ReplaceAsync(turn, new CardSubject(approval.Kind, approval.Subject));
        return null;
    }

    public async Task ShowPresentAsync(Turn turn, CardAction action)
    {
        if (!ApprovalCard.TryId(action["approval"], out var id) || await book.FindAsync(id) is not { } approval || approval.RequesterId != turn.Person.Id
            || !await cards.ReplaceAsync(turn, new CardSubject(approval.Kind, approval.Subject)))
        {
            turn.Say(Phrase.Of("conversation.alreadyDone"));
        }
    }

    protected abstract Task<Refusal?> DoAsync(Turn turn, CardAction action, Approval approval);
}

/// <summary>Answers a question.</summary>
internal sealed class AnswerApproverVerb(ApprovalDesk desk, ApprovalBook book, SubjectCards cards) : RequesterVerb(book, cards, ["approval", "question", "text"])
{
    protected override async Task<Refusal?> DoAsync(Turn turn, CardAction action, Approval approval) =>
        (await desk.AnswerAsync(approval.Id, turn.Person, long.TryParse(action["question"], CultureInfo.InvariantCulture, out var question) ? question : null, action["text"])).Refusal;
}

/// <summary>No longer wants it.</summary>
internal sealed class WithdrawApprovalVerb(ApprovalDesk desk, ApprovalBook book, SubjectCards cards) : RequesterVerb(book, cards, ["approval", "question", "text"])
{
    protected override async Task<Refusal?> DoAsync(Turn turn, CardAction action, Approval approval) => (await desk.WithdrawAsync(approval.Id, turn.Person)).Refusal;
}
