namespace BotDesk.Conversation.Forms;

/// <summary>The *Send* button of a form's card.</summary>
public abstract class SubmitVerb(FormDesk desk, IForm form) : ICardVerb
{
    public IReadOnlySet<string> Fields => form.Fields;

    public bool ChangesSomething => true;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        // A form of which another one has taken the place, here or before a restart, is not the one that is open.
        if (turn.State.Draft is not { } draft || draft.Nonce != action.Nonce)
        {
            return Task.FromResult<Refusal?>(FormWords.NotThis(turn, action));
        }

        return desk.SubmitCardAsync(turn, form.Path, action.Fields);
    }

    public Task ShowPresentAsync(Turn turn, CardAction action)
    {
        if (!FormDesk.GoesOn(turn, action))
        {
            return ShowSentAsync(turn);
        }

        turn.Answer(FormWords.NotThis(turn, action));
        return Task.CompletedTask;
    }

    /// <summary>A late click on a form that was sent: shows what it became.</summary>
    protected abstract Task ShowSentAsync(Turn turn);
}

/// <summary>The *Cancel* button of every form.</summary>
internal sealed class CancelFormVerb(FormDesk desk, IEnumerable<IForm> forms) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = forms.SelectMany(form => form.Fields).ToHashSet(StringComparer.Ordinal);

    public bool ChangesSomething => true;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (turn.Opened is not null)
        {
            // The dialog closes, which says it all.
            return Task.FromResult<Refusal?>(null);
        }

        if (turn.State.Draft?.Nonce != action.Nonce)
        {
            return Task.FromResult<Refusal?>(FormWords.NotThis(turn, action));
        }

        desk.Cancel(turn);
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>*Send* under everything that was answered in words.</summary>
internal sealed class SendFormVerb(FormDesk desk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal);

    public bool ChangesSomething => true;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action) =>
        turn.State.Draft is { } draft && draft.Nonce == action.Nonce
            ? desk.SubmitAsync(turn, draft.Form, action.Fields, clicked: true)
            : Task.FromResult<Refusal?>(FormWords.NotThis(turn, action));

    public Task ShowPresentAsync(Turn turn, CardAction action)
    {
        turn.Say(turn.State.Sent is { } number ? Phrase.Of("conversation.form.sentAlready", new { number }) : Phrase.Of("conversation.alreadyDone"));
        return Task.CompletedTask;
    }
}

/// <summary>*Change it in the form*, under everything that was answered in words.</summary>
internal sealed class ShowFormVerb(FormDesk desk, FormTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal);

    public bool ChangesSomething => false;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (turn.State.Draft?.Nonce != action.Nonce || await desk.OpenedAsync(turn) is not { } form)
        {
            return FormWords.NotThis(turn, action);
        }

        await talk.ShowCardAsync(turn, form);
        return null;
    }
}

/// <summary>An answer that is chosen by its button, or the *Skip* beside them.</summary>
internal sealed class AnswerFormVerb(FormDesk desk, FormTalk talk) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "form", "field", "value" };

    public bool ChangesSomething => true;

    public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (turn.State.Draft is not { Asking: not null } draft || draft.Key != action["form"] || await desk.OpenedAsync(turn) is not { } form
            || form.Questions(draft.Fields).FirstOrDefault(candidate => candidate.Id == action["field"]) is not { } question)
        {
            return FormWords.NotThis(turn, action);
        }

        if (action["value"] is { Length: > 0 } value)
        {
            await talk.AnswerAsync(turn, form, question, value);
        }
        else if (draft.Asking == question.Id)
        {
            await talk.SkipAsync(turn, form, question);
        }
        else
        {
            await talk.ContinueAsync(turn, form);
        }

        return null;
    }
}
