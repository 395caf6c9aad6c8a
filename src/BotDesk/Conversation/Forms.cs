using BotDesk.Conversation.Understanding;

namespace BotDesk.Conversation;

/// <summary>A form: a card that is filled in from what was said, sent once, and can be answered in words too.</summary>
public interface IForm
{
    /// <summary>The path of its card, such as <c>incidents/form</c>.</summary>
    string Path { get; }

    /// <summary>Ids of its inputs.</summary>
    IReadOnlySet<string> Fields { get; }

    /// <summary>Reads what the form needs beside the draft to show and check these fields; comes before both.</summary>
    Task PrepareAsync(Turn turn, IReadOnlyDictionary<string, string> fields) => Task.CompletedTask;

    /// <summary>Ids of the inputs that its card has with these values: one can depend on another.</summary>
    IReadOnlySet<string> Shown(IReadOnlyDictionary<string, string> fields) => Fields;

    /// <summary>The id of the input that somebody means by this name; null when there is none.</summary>
    string? FieldCalled(string name, IReadOnlyDictionary<string, string> fields) => Fields.FirstOrDefault(field => field.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the card binds.</summary>
    object Model(Turn turn, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, Phrase> errors);

    /// <summary>Everything that does not fit, by field.</summary>
    IReadOnlyDictionary<string, Phrase> Check(IReadOnlyDictionary<string, string> fields);

    /// <summary>Does what the form is for, and answers.</summary>
    /// <returns>What the used form turns into, or why not.</returns>
    Task<Outcome<FormDone>> SubmitAsync(Turn turn, IReadOnlyDictionary<string, string> fields);
}

/// <summary>What a form turns into once it was sent.</summary>
public sealed record FormDone(Phrase Title, Phrase Text);

/// <summary>Opens, corrects, sends and drops forms.</summary>
public sealed class FormDesk(IEnumerable<IForm> forms, Nonces nonces)
{
    /// <summary>Shows a form filled in from what was said; one that is open gives way to it.</summary>
    public void Open(Turn turn, string path, IReadOnlyDictionary<string, string> fields)
    {
        Drop(turn, Phrase.Of("conversation.form.left"));
        Show(turn, Find(path), fields, NoErrors);
    }

    /// <summary>What was typed into the form, over what stood there.</summary>
    /// <param name="clicked">Whether it came from the form's card, whose nonce the click itself uses up.</param>
    /// <returns>Null when it was sent; otherwise why not, beside each field of the form that is shown again.</returns>
    public async Task<Refusal?> SubmitAsync(Turn turn, string path, IReadOnlyDictionary<string, string> typed, bool clicked)
    {
        var form = Find(path);
        var before = turn.State.Draft is { } draft && draft.Form == path ? draft.Fields : Nothing;
        var fields = new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        await form.PrepareAsync(turn, fields);
        var more = form.Shown(fields).Except(form.Shown(before)).ToHashSet();
        var errors = form.Check(fields).Where(error => !more.Contains(error.Key)).ToDictionary();
        if (errors.Count > 0 && turn.IsDialog)
        {
            return Refusal.Invalid(errors);
        }

        if (errors.Count > 0 || more.Count > 0)
        {
            // Nothing typed is lost: the same card comes back with everything in it, and says what to mend beside each field.
            var old = turn.State.Draft?.Nonce;
            var nonce = Show(turn, form, fields, errors);
            if (old is not null && old != nonce)
            {
                turn.Update(old, "conversation/done", errors.Count > 0
                    ? new { title = Phrase.Of("conversation.form.sentBack"), text = Phrase.Join(" ", errors.Values) }
                    : new { title = Phrase.Of("conversation.form.more"), text = Phrase.Of("conversation.form.moreText") });
                if (!clicked)
                {
                    await nonces.UseAsync(old);
                }
            }

            return null;
        }

        var outcome = await form.SubmitAsync(turn, fields);
        if (!outcome.Is(out var done, out var refusal))
        {
            return refusal;
        }

        if (turn.State.Draft is { } sent)
        {
            if (!clicked)
            {
                await nonces.UseAsync(sent.Nonce);
            }

            turn.Update(sent.Nonce, "conversation/done", new { title = done.Title, text = done.Text });
        }

        turn.State = turn.State with { Draft = null, Said = null, Offered = null };
        return null;
    }

    /// <summary>Shows the open form anew with other values, and in the place of the old one why. The click that asked for it has used up its nonce.</summary>
    public void ShowAgain(Turn turn, string path, IReadOnlyDictionary<string, string> fields, Phrase title, Phrase text)
    {
        var old = turn.State.Draft?.Nonce;
        Show(turn, Find(path), fields, NoErrors);
        if (old is not null)
        {
            turn.Update(old, "conversation/done", new { title, text });
        }
    }

    /// <summary>Drops the open form; nothing is filed.</summary>
    public void Drop(Turn turn, Phrase title)
    {
        if (turn.State.Draft is { } draft)
        {
            turn.Update(draft.Nonce, "conversation/done", new { title, text = draft.Fields.GetValueOrDefault("title", "") });
            turn.State = turn.State with { Draft = null };
        }
    }

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();
    private static readonly IReadOnlyDictionary<string, Phrase> NoErrors = new Dictionary<string, Phrase>();

    private static string Show(Turn turn, IForm form, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, Phrase> errors)
    {
        var nonce = turn.Show(form.Path, form.Model(turn, fields, errors));
        turn.State = turn.State with { Draft = new Draft(form.Path, fields, nonce, turn.State.Said), Awaiting = null };
        return nonce;
    }

    private IForm Find(string path) => forms.First(form => form.Path == path);
}

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
            return Task.FromResult<Refusal?>(Refusal.Conflict(Phrase.Of("conversation.form.closed")));
        }

        return desk.SubmitAsync(turn, form.Path, action.Fields, clicked: true);
    }

    public abstract Task ShowPresentAsync(Turn turn, CardAction action);
}

/// <summary>The *Cancel* button of every form.</summary>
internal sealed class CancelFormVerb(FormDesk desk, IEnumerable<IForm> forms) : ICardVerb
{
    public IReadOnlySet<string> Fields { get; } = forms.SelectMany(form => form.Fields).ToHashSet(StringComparer.Ordinal);

    public bool ChangesSomething => true;

    public Task<Refusal?> HandleAsync(Turn turn, CardAction action)
    {
        if (turn.State.Draft?.Nonce == action.Nonce)
        {
            desk.Drop(turn, Phrase.Of("conversation.formCancelled"));
        }

        turn.Say(Phrase.Of("conversation.cancelled"));
        return Task.FromResult<Refusal?>(null);
    }
}

/// <summary>While a form is open it takes its answer in words: "send it", "cancel", "title: printer jams", "urgency high".</summary>
internal sealed class OpenFormCommand(FormDesk desk, IEnumerable<IForm> forms) : ICommand
{
    public async ValueTask<bool> TryHandleAsync(Turn turn)
    {
        if (turn.State.Draft is not { } draft || forms.FirstOrDefault(candidate => candidate.Path == draft.Form) is not { } form)
        {
            return false;
        }

        switch (ShortReplies.Recognise(turn.Text))
        {
            case ShortReply.Yes or ShortReply.FileTicket when draft.About != turn.State.Said:
                return false;
            case ShortReply.Submit or ShortReply.Yes or ShortReply.FileTicket:
                turn.Answer(await desk.SubmitAsync(turn, form.Path, new Dictionary<string, string>(), clicked: false));
                return true;
            case ShortReply.Cancel or ShortReply.No:
                desk.Drop(turn, Phrase.Of("conversation.formCancelled"));
                turn.Say(Phrase.Of("conversation.cancelled"));
                return true;
            default:
                return await CorrectAsync(turn, form, draft);
        }
    }

    private async Task<bool> CorrectAsync(Turn turn, IForm form, Draft draft)
    {
        // "title: printer jams" and "urgency high", but not "which laptops are there?".
        foreach (var separators in turn.Text.TrimEnd().EndsWith('?') ? (char[][])[[':']] : [[':'], [':', ' ']])
        {
            var split = turn.Text.Split(separators, 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (split.Length == 2 && form.FieldCalled(split[0], draft.Fields) is { } name)
            {
                var fields = new Dictionary<string, string>(draft.Fields, StringComparer.Ordinal) { [name] = split[1] };
                await form.PrepareAsync(turn, fields);
                desk.Open(turn, form.Path, fields);
                return true;
            }
        }

        return false;
    }
}
