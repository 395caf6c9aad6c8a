using BotDesk.Conversation;

namespace BotDesk.Approvals.Chat;

/// <summary>A button of an approver's card. What it names is checked like a typed number.</summary>
internal abstract class ApprovalVerb(ApprovalTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "approval", "text" };

    public virtual bool ChangesSomething => true;

    protected ApprovalTalk Talk => talk;

    public abstract Task<Refusal?> HandleAsync(Turn turn, CardAction action);

    public Task ShowPresentAsync(Turn turn, CardAction action) => talk.ShowPresentAsync(turn, action);
}

internal sealed class ApproveVerb(ApprovalTalk talk) : ApprovalVerb(talk)
{
    public override Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        Talk.ClickedAsync(turn, action, (id, hash) => Talk.DecideAsync(turn, id, ApprovalChoice.Approve, action["text"], hash));
}

internal sealed class RejectVerb(ApprovalTalk talk) : ApprovalVerb(talk)
{
    public override Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        Talk.ClickedAsync(turn, action, (id, hash) => Talk.DecideAsync(turn, id, ApprovalChoice.Reject, action["text"], hash));
}

/// <summary>*Ask the requester*.</summary>
internal sealed class AskRequesterVerb(ApprovalTalk talk, ApprovalDesk desk) : ApprovalVerb(talk)
{
    public override Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        Talk.ClickedAsync(turn, action, (id, _) => desk.AskRequesterAsync(id, turn.Person, action["text"]));
}

/// <summary>Opens one from a list.</summary>
internal sealed class ShowApprovalVerb(ApprovalTalk talk) : ApprovalVerb(talk)
{
    public override bool ChangesSomething => false;

    public override async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        await Talk.ShowAsync(turn, ApprovalCard.TryId(action["approval"], out var id) ? id : 0);
        return null;
    }
}
