using BotDesk.Conversation.Forms;

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

    /// <summary>What it asks with these values, in order.</summary>
    IReadOnlyList<FormQuestion> Questions(IReadOnlyDictionary<string, string> fields);

    /// <summary>What its card is headed with.</summary>
    Phrase Heading(IReadOnlyDictionary<string, string> fields);

    /// <summary>What is to be known before it is sent, beside what was filled in.</summary>
    IEnumerable<Phrase> Remarks(Turn turn) => [];

    /// <summary>On whose calendar days are meant.</summary>
    TimeZoneInfo Zone(IReadOnlyDictionary<string, string> fields);

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

/// <summary>Opens, sends and drops forms.</summary>
public sealed class FormDesk(IEnumerable<IForm> forms, Nonces nonces, OpenDialogs dialogs)
{
    private const int MostLeft = 3;
    private const int MostFormer = 8;

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();
    private static readonly IReadOnlyDictionary<string, Phrase> NoErrors = new Dictionary<string, Phrase>();

    /// <summary>Shows a form filled in from what was said; one that is open gives way to it, and can be returned to.</summary>
    public void Open(Turn turn, string path, IReadOnlyDictionary<string, string> fields)
    {
        if (turn.State.Draft is { } left)
        {
            Close(turn, Phrase.Of("conversation.form.left"));
            turn.State = turn.State with { Left = [.. (turn.State.Left ?? []).TakeLast(MostLeft - 1), left] };
        }

        Show(turn, Find(path), fields, NoErrors, from: null);
    }

    /// <summary>The form that is open, prepared; null when none is.</summary>
    public async Task<IForm?> OpenedAsync(Turn turn)
    {
        if (turn.State.Draft is not { } draft || forms.FirstOrDefault(candidate => candidate.Path == draft.Form) is not { } form)
        {
            return null;
        }

        await form.PrepareAsync(turn, draft.Fields);
        return form;
    }

    /// <summary>Opens a form in a dialog of its own; a form that is open in the conversation stays.</summary>
    public async Task OpenDialogAsync(Turn turn, string path, IReadOnlyDictionary<string, string> fields, QuotedMessage? about)
    {
        var form = Find(path);
        await form.PrepareAsync(turn, fields);
        var nonce = turn.ShowDialog(form.Heading(fields), form.Path, form.Model(turn, fields, NoErrors), nonce: null);
        await dialogs.KeepAsync(nonce, turn.Person, new OpenDialog(path, fields, about));
    }

    /// <summary>Shows the form that is open in the conversation in a dialog; it is still the same form.</summary>
    public async Task ShowInDialogAsync(Turn turn, string? nonce)
    {
        if (turn.State.Draft is not { } draft || draft.Nonce != nonce)
        {
            turn.Dialog = DialogView.Saying(Phrase.Of("conversation.dialog.notPossible"), Phrase.Of("conversation.form.closed"));
            return;
        }

        var form = Find(draft.Form);
        await form.PrepareAsync(turn, draft.Fields);
        turn.ShowDialog(form.Heading(draft.Fields), form.Path, form.Model(turn, draft.Fields, NoErrors), draft.Nonce);
    }

    /// <summary>What was sent from the form's own card, in which all that was filled in stands.</summary>
    /// <remarks>
    /// Clients leave out an input in which nothing stands (adaptivecards 3.0, <c>isSet</c>): one that is missing was emptied. A toggle always has a value.
    /// </remarks>
    public async Task<Refusal?> SubmitCardAsync(Turn turn, string path, IReadOnlyDictionary<string, string> sent)
    {
        var form = Find(path);
        var before = turn.State.Draft is { } draft && draft.Form == path ? draft.Fields : Nothing;
        await form.PrepareAsync(turn, before);
        var (shown, typed) = (form.Shown(before), new Dictionary<string, string>(sent, StringComparer.Ordinal));
        foreach (var question in form.Questions(before).Where(question => question.Kind != AnswerKind.YesNo && shown.Contains(question.Id)))
        {
            typed.TryAdd(question.Id, "");
        }

        return await SubmitAsync(turn, path, typed, clicked: true);
    }

    /// <summary>What was typed into the form, over what stood there.</summary>
    /// <param name="clicked">Whether it came from the form's card, whose nonce the click itself uses up.</param>
    /// <returns>Null when it was sent; otherwise why not, beside each field of the form that is shown again.</returns>
    public async Task<Refusal?> SubmitAsync(Turn turn, string path, IReadOnlyDictionary<string, string> typed, bool clicked)
    {
        var form = Find(path);
        var draft = turn.State.Draft is { } open && open.Form == path ? open : null;
        var before = draft?.Fields ?? Nothing;
        var fields = new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var (name, value) in typed)
        {
            // A field that was answered in words since the card was shown, and comes back as the card showed it, was not typed there.
            if (draft?.OnCard?.TryGetValue(name, out var shown) != true || !Same(shown!, value))
            {
                fields[name] = value;
            }
        }

        await form.PrepareAsync(turn, fields);
        var more = form.Shown(fields).Except(form.Shown(before)).ToHashSet();
        var errors = form.Check(fields).Where(error => !more.Contains(error.Key)).ToDictionary();
        if (turn.IsDialog && (errors.Count > 0 || (more.Count > 0 && turn.Opened is not null)))
        {
            // What was typed stands in the dialog still, or comes back with it.
            turn.ShowDialog(form.Heading(fields), form.Path, form.Model(turn, fields, errors), turn.State.Draft?.Nonce);
            return errors.Count > 0 ? Refusal.Invalid(errors) : Refusal.Invalid(more.First(), Phrase.Of("conversation.form.moreText"));
        }

        if (errors.Count > 0 || more.Count > 0)
        {
            // Nothing typed is lost: the same card comes back with everything in it, and says what to mend beside each field.
            ShowAgain(turn, form, fields, errors, errors.Count > 0
                ? new FormDone(Phrase.Of("conversation.form.sentBack"), Phrase.Join(" ", errors.Values))
                : new FormDone(Phrase.Of("conversation.form.more"), Phrase.Of("conversation.form.moreText")));
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

        if (turn.Opened is { } opened)
        {
            turn.Dialog = DialogView.Saying(done.Title, done.Text);
            await dialogs.KeepAsync(turn.State.Draft!.Nonce, turn.Person, opened with { Done = new(done.Title, done.Text) });
        }

        turn.State = turn.State with { Draft = null, Said = null, Offered = null, Sent = turn.State.Ticket };
        TellLeft(turn);
        return null;
    }

    /// <summary>Shows the open form anew with other values, and in the place of the old one why.</summary>
    public void ShowAgain(Turn turn, string path, IReadOnlyDictionary<string, string> fields, Phrase title, Phrase text) =>
        ShowAgain(turn, Find(path), fields, NoErrors, new FormDone(title, text));

    /// <summary>Shows the open form's card below what was said since. It has been prepared.</summary>
    public void ShowBelow(Turn turn, IForm form) =>
        ShowAgain(turn, form, turn.State.Draft!.Fields, NoErrors, new FormDone(Phrase.Of("conversation.form.below"), ""));

    /// <summary>Puts another card in the place of the open form's, from which it is sent now.</summary>
    public static void MoveTo(Turn turn, string nonce)
    {
        var draft = turn.State.Draft!;
        turn.Update(draft.Nonce, "conversation/done", new { title = Phrase.Of("conversation.form.below"), text = "" });
        turn.State = turn.State with { Draft = draft with { Nonce = nonce, Former = Former(draft), OnCard = null } };
    }

    /// <summary>Opens a form again that gave way to another one.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> ReturnAsync(Turn turn)
    {
        if (turn.State.Left is not { Count: > 0 } all || forms.FirstOrDefault(candidate => candidate.Path == all[^1].Form) is not { } form)
        {
            return false;
        }

        var left = all[^1];
        turn.State = turn.State with { Left = all.Count > 1 ? [.. all.SkipLast(1)] : null, Said = left.About ?? turn.State.Said };
        await form.PrepareAsync(turn, left.Fields);
        Show(turn, form, left.Fields, NoErrors, left with { Asking = null });
        return true;
    }

    /// <summary>Drops the open form; nothing is filed.</summary>
    public void Drop(Turn turn, Phrase title)
    {
        if (turn.State.Draft is not null)
        {
            Close(turn, title);
            turn.State = turn.State with { Draft = null };
        }
    }

    /// <summary>Drops the open form and says so.</summary>
    public void Cancel(Turn turn)
    {
        Drop(turn, Phrase.Of("conversation.formCancelled"));
        turn.Say(Phrase.Of("conversation.cancelled"));
        TellLeft(turn);
    }

    /// <summary>Whether the card that was clicked showed the open form earlier.</summary>
    public static bool GoesOn(Turn turn, CardAction action) => action.Nonce is { } nonce && turn.State.Draft is { } draft && draft.Nonce != nonce && draft.Former?.Contains(nonce) == true;

    public Phrase Heading(Draft draft) => forms.FirstOrDefault(form => form.Path == draft.Form)?.Heading(draft.Fields) ?? "";

    private void TellLeft(Turn turn)
    {
        if (turn.State.Left is { Count: > 0 } left)
        {
            turn.Say(Phrase.Of("conversation.form.leftOpen", new { what = Heading(left[^1]) }));
        }
        else if (turn.State.Needs is { Count: > 0 })
        {
            TwoNeedsCommand.Offer(turn, Phrase.Of("conversation.needs.other"));
        }
    }

    private static void ShowAgain(Turn turn, IForm form, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, Phrase> errors, FormDone inItsPlace)
    {
        var old = turn.State.Draft;
        Show(turn, form, fields, errors, old);
        if (old is not null)
        {
            turn.Update(old.Nonce, "conversation/done", new { title = inItsPlace.Title, text = inItsPlace.Text });
        }
    }

    /// <param name="from">The same form as it was, whose steps stay; null for a new one.</param>
    private static void Show(Turn turn, IForm form, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, Phrase> errors, Draft? from)
    {
        var nonce = turn.Show(form.Path, form.Model(turn, fields, errors));
        turn.State = turn.State with
        {
            Draft = new Draft(form.Path, fields, nonce, turn.State.Said)
            {
                Key = from?.Key ?? nonce,
                Steps = from?.Steps,
                Skipped = from?.Skipped,
                Former = from is null ? null : Former(from),
            },
            Awaiting = null,
            Sent = null,
        };
    }

    private static List<string> Former(Draft draft) => [.. (draft.Former ?? []).TakeLast(MostFormer - 1), draft.Nonce];

    private static void Close(Turn turn, Phrase title)
    {
        if (turn.State.Draft is { } draft)
        {
            turn.Update(draft.Nonce, "conversation/done", new { title, text = draft.Fields.GetValueOrDefault("title", "") });
        }
    }

    private static bool Same(string shown, string sent) => shown.Trim() == sent.Trim() || (shown.Length == 0 && sent == "false");

    private IForm Find(string path) => forms.First(form => form.Path == path);
}
