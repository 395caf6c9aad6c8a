using System.Globalization;
using BotDesk.Approvals;
using BotDesk.Conversation;
using BotDesk.Tickets;

namespace BotDesk.Changes.Chat;

/// <summary>Sends the form.</summary>
internal sealed class FileChangeVerb(FormDesk desk, ChangeForm form, ChangeTalk talk) : SubmitVerb(desk, form)
{
    public override async Task ShowPresentAsync(Turn turn, CardAction action)
    {
        if (turn.State.Ticket is { } number && number.StartsWith(NumberSeries.Change, StringComparison.Ordinal))
        {
            await talk.ShowAsync(turn, number);
        }
        else
        {
            turn.Say("That was already sent; nothing changed. Say \"my changes\" to see yours.");
        }
    }
}

/// <summary>A button of a change's card. What it names is checked like a typed number.</summary>
internal abstract class ChangeVerb(ChangeTalk talk, params string[] fields) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = fields.Append("change").ToHashSet(StringComparer.Ordinal);

    public virtual bool ChangesSomething => true;

    protected ChangeTalk Talk => talk;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        TicketNumber.Normalise(action["change"]) is { } number
            ? await HandleAsync(turn, action, number)
            : Refusal.NotFound("The card names no change I know, so I changed nothing. Say \"my changes\" to see yours.");

    public Task ShowPresentAsync(Turn turn, CardAction action) => talk.ShowPresentAsync(turn, TicketNumber.Normalise(action["change"]) ?? "");

    protected abstract Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number);
}

internal sealed class ShowChangeVerb(ChangeTalk talk) : ChangeVerb(talk)
{
    public override bool ChangesSomething => false;

    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        await Talk.ShowAsync(turn, number);
        return null;
    }
}

/// <summary>The requester answers what one of those asked wants to know.</summary>
internal sealed class AnswerQuestionVerb(ChangeTalk talk, ApprovalDesk approvals, ApprovalBook book) : ChangeVerb(talk, "question", "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number)
    {
        _ = long.TryParse(action["question"], NumberStyles.None, CultureInfo.InvariantCulture, out var question);
        return await book.FindAsync(number) is { } approval
            ? await Talk.ClickedAsync(turn, number, (await approvals.AnswerAsync(approval.Id, turn.Person, question, action["text"])).Refusal, action["text"])
            : Refusal.NotFound($"I find no change {number} of yours. Say \"my changes\" to see them.");
    }
}

internal sealed class WithdrawChangeVerb(ChangeTalk talk, ChangeDesk desk) : ChangeVerb(talk, "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        await Talk.ClickedAsync(turn, number, (await desk.WithdrawAsync(number, turn.Person)).Refusal, "");
}
