using System.Globalization;
using BotDesk.Approvals;
using BotDesk.Conversation;
using BotDesk.Conversation.Forms;
using BotDesk.Tickets;

namespace BotDesk.Changes.Chat;

/// <summary>Sends the form.</summary>
internal sealed class FileChangeVerb(FormDesk desk, ChangeForm form, ChangeTalk talk) : SubmitVerb(desk, form)
{
    protected override async Task ShowSentAsync(Turn turn)
    {
        if (turn.State.Ticket is { } number && number.StartsWith(NumberSeries.Change, StringComparison.Ordinal))
        {
            await talk.ShowAsync(turn, number);
        }
        else
        {
            turn.Say(Phrase.Of("changes.alreadySent"));
        }
    }
}

/// <summary>*Move to the next free window*, on the form: everything typed stays.</summary>
internal sealed class NextFreeVerb(FormDesk desk, ChangeForm form) : ICardVerb
{
    public IReadOnlySet<string> Fields => form.Fields;

    public bool ChangesSomething => true;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (turn.State.Draft is not { } draft || draft.Nonce != action.Nonce)
        {
            return Refusal.Conflict(Phrase.Of("changes.formClosed"));
        }

        var fields = new Dictionary<string, string>(draft.Fields, StringComparer.Ordinal);
        foreach (var (name, value) in action.Fields.Where(field => form.Fields.Contains(field.Key)))
        {
            fields[name] = value;
        }

        if (await form.NextFreeAsync(turn, fields) is not { } moved)
        {
            return Refusal.Invalid("start", Phrase.Of("changes.noWindow"));
        }

        await form.PrepareAsync(turn, moved);
        desk.ShowAgain(turn, form.Path, moved, Phrase.Of("changes.moved"), Phrase.Of("changes.movedText"));
        return null;
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
            : Refusal.NotFound(Phrase.Of("changes.cardUnknown"));

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
            : ChangeDesk.NoChange(number);
    }
}

/// <summary>A button that does something with the change, with what stands in the card's text field.</summary>
internal abstract class ChangeDeedVerb(ChangeTalk talk) : ChangeVerb(talk, "text")
{
    protected override async Task<Refusal?> HandleAsync(Turn turn, CardAction action, string number) =>
        await Talk.ClickedAsync(turn, number, (await DoAsync(turn, action, number)).Refusal, action["text"]);

    protected abstract Task<Outcome<Change>> DoAsync(Turn turn, CardAction action, string number);
}

internal sealed class WithdrawChangeVerb(ChangeTalk talk, ChangeDesk desk) : ChangeDeedVerb(talk)
{
    protected override Task<Outcome<Change>> DoAsync(Turn turn, CardAction action, string number) => desk.CancelAsync(number, turn.Person);
}

internal sealed class MoveChangeVerb(ChangeTalk talk, ChangeDesk desk) : ChangeDeedVerb(talk)
{
    protected override Task<Outcome<Change>> DoAsync(Turn turn, CardAction action, string number) => desk.MoveToNextFreeAsync(number, turn.Person);
}

internal sealed class ConfirmChangeVerb(ChangeTalk talk, ChangeDay day) : ChangeDeedVerb(talk)
{
    protected override Task<Outcome<Change>> DoAsync(Turn turn, CardAction action, string number) => day.ConfirmAsync(number, turn.Person);
}

internal sealed class StartChangeVerb(ChangeTalk talk, ChangeDay day) : ChangeDeedVerb(talk)
{
    protected override Task<Outcome<Change>> DoAsync(Turn turn, CardAction action, string number) => day.StartAsync(number, turn.Person);
}

internal sealed class FinishChangeVerb(ChangeTalk talk, ChangeDay day) : ChangeDeedVerb(talk)
{
    protected override Task<Outcome<Change>> DoAsync(Turn turn, CardAction action, string number) => day.FinishAsync(number, turn.Person, action["text"]);
}

internal sealed class RollBackChangeVerb(ChangeTalk talk, ChangeDay day) : ChangeDeedVerb(talk)
{
    protected override Task<Outcome<Change>> DoAsync(Turn turn, CardAction action, string number) => day.RollBackAsync(number, turn.Person, action["text"]);
}

internal sealed class CloseChangeVerb(ChangeTalk talk, ChangeDay day) : ChangeDeedVerb(talk)
{
    protected override Task<Outcome<Change>> DoAsync(Turn turn, CardAction action, string number) => day.CloseAsync(number, turn.Person, outcome: null, action["text"]);
}

/// <summary>Closes it, but not as a success: something went wrong because of it.</summary>
internal sealed class CloseWithIssuesVerb(ChangeTalk talk, ChangeDay day) : ChangeDeedVerb(talk)
{
    protected override Task<Outcome<Change>> DoAsync(Turn turn, CardAction action, string number) => day.CloseAsync(number, turn.Person, ChangeOutcome.WithIssues, action["text"]);
}
