namespace BotDesk.Conversation.Forms;

/// <summary>Takes a form through words: one question after the other, each answer checked as the card's are, all of it shown before it is sent.</summary>
public sealed class FormTalk(FormDesk desk, IEnumerable<IForm> forms)
{
    private const int MostButtons = 6;
    private const int MostSteps = 40;
    private const int LongestShown = 400;

    /// <summary>Asks for what is not known yet, or shows all of it.</summary>
    /// <param name="lead">Said before the question.</param>
    public async Task AskAsync(Turn turn, IForm form, Phrase? lead = null)
    {
        var draft = turn.State.Draft!;
        await form.PrepareAsync(turn, draft.Fields);
        var errors = form.Check(draft.Fields);
        var questions = form.Questions(draft.Fields);
        var next = questions.FirstOrDefault(question => Needs(question, draft, errors))
            ?? questions.FirstOrDefault(question => question.CheckedAs != question.Id && errors.ContainsKey(question.CheckedAs));
        if (next is null)
        {
            Summarise(turn, form, questions, lead);
            return;
        }

        var error = draft.Fields.GetValueOrDefault(next.Id, "").Length > 0 ? errors.GetValueOrDefault(next.Id) ?? errors.GetValueOrDefault(next.CheckedAs) : null;
        Put(turn, form, next, error, lead);
    }

    /// <summary>Goes on where the form was: with the card, a question, or all of it.</summary>
    public async Task ContinueAsync(Turn turn, IForm form, Phrase? lead = null)
    {
        if (turn.State.Draft!.Asking is not null)
        {
            await AskAsync(turn, form, lead);
            return;
        }

        if (lead is not null)
        {
            turn.Say(lead);
        }

        await form.PrepareAsync(turn, turn.State.Draft.Fields);
        desk.ShowBelow(turn, form);
    }

    /// <summary>Puts the card in the place of the questions.</summary>
    public async Task ShowCardAsync(Turn turn, IForm form)
    {
        turn.State = turn.State with { Draft = turn.State.Draft! with { Asking = null } };
        await ContinueAsync(turn, form);
    }

    /// <summary>Takes an answer when it fits, and asks the next question; else says what is right and asks again.</summary>
    public async Task AnswerAsync(Turn turn, IForm form, FormQuestion question, string answer)
    {
        var value = AnswerReader.Read(question, answer, Now(turn, form), isAsked: true) ?? answer.Trim();
        if (await TryChangeAsync(turn, form, new Dictionary<string, string>(StringComparer.Ordinal) { [question.Id] = value }) is { } wrong)
        {
            Put(turn, form, wrong.Question, wrong.Error, lead: null);
            return;
        }

        await AskAsync(turn, form);
    }

    /// <summary>Leaves a field empty, where that fits.</summary>
    public async Task SkipAsync(Turn turn, IForm form, FormQuestion question)
    {
        var draft = turn.State.Draft!;
        var errors = form.Check(draft.Fields);
        if ((errors.GetValueOrDefault(question.Id) ?? errors.GetValueOrDefault(question.CheckedAs)) is { } needed)
        {
            Put(turn, form, question, needed, Phrase.Of("conversation.question.needed"));
            return;
        }

        turn.State = turn.State with
        {
            Draft = draft with
            {
                Skipped = [.. (draft.Skipped ?? []).Except([question.Id]), question.Id],
                Steps = Add(draft, new FormStep(draft.Form, new Dictionary<string, string>(), question.Id, question.Id)),
            },
        };
        await AskAsync(turn, form);
    }

    /// <summary>Undoes what was said last: an answer, a correction, another kind of form. After something else was talked about it only returns.</summary>
    public async Task BackAsync(Turn turn, IForm form)
    {
        var draft = turn.State.Draft!;
        if (draft.IsAside || draft.Steps is not { Count: > 0 } steps)
        {
            turn.State = turn.State with { Draft = draft with { IsAside = false, Asking = draft.IsAside ? draft.Asking : null } };
            await ContinueAsync(turn, form, draft.IsAside ? null : Phrase.Of("conversation.form.atStart"));
            return;
        }

        var step = steps[^1];
        var isSame = step.Form == draft.Form;
        var fields = isSame ? new Dictionary<string, string>(draft.Fields, StringComparer.Ordinal) : [];
        foreach (var (name, value) in step.Was)
        {
            fields[name] = value;
        }

        turn.State = turn.State with
        {
            Draft = draft with { Form = step.Form, Fields = fields, Asking = step.Asking, Steps = [.. steps.SkipLast(1)], Skipped = isSame ? [.. (draft.Skipped ?? []).Where(field => field != step.Skipped)] : null },
        };
        form = forms.First(candidate => candidate.Path == step.Form);
        await form.PrepareAsync(turn, fields);
        if (form.Questions(fields).FirstOrDefault(question => question.Id == step.Asking) is { } asked)
        {
            Put(turn, form, asked, error: null, lead: null);
        }
        else
        {
            await ContinueAsync(turn, form, step.Asking is null ? Phrase.Of("conversation.form.undone") : null);
        }
    }

    /// <summary>Puts values into the form, if all of them fit.</summary>
    /// <returns>Null when they do; otherwise the first that does not, and nothing has changed.</returns>
    public async Task<(FormQuestion Question, Phrase Error)?> TryChangeAsync(Turn turn, IForm form, IReadOnlyDictionary<string, string> changes)
    {
        var draft = turn.State.Draft!;
        var fields = new Dictionary<string, string>(draft.Fields, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        await form.PrepareAsync(turn, fields);
        var errors = form.Check(fields);
        if (form.Questions(fields).FirstOrDefault(question => changes.ContainsKey(question.Id) && errors.ContainsKey(question.Id)) is { } wrong)
        {
            await form.PrepareAsync(turn, draft.Fields);
            return (wrong, errors[wrong.Id]);
        }

        var was = changes.Keys.ToDictionary(name => name, name => draft.Fields.GetValueOrDefault(name, ""), StringComparer.Ordinal);
        var onCard = new Dictionary<string, string>(draft.OnCard ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (name, value) in was)
        {
            onCard.TryAdd(name, value);
        }

        turn.State = turn.State with { Draft = draft with { Fields = fields, OnCard = onCard, Steps = Add(draft, new FormStep(draft.Form, was, draft.Asking)), IsAside = false } };
        return null;
    }

    /// <summary>After something else was answered: puts the question again that waits, or says once how to come back.</summary>
    /// <param name="before">What was open when it was said.</param>
    public async Task StayAsync(Turn turn, Draft? before)
    {
        if (before is null || !ReferenceEquals(turn.State.Draft, before) || turn.Messages.Count == 0)
        {
            return;
        }

        if (before.Asking is { Length: > 0 } && turn.State.Awaiting is null && await desk.OpenedAsync(turn) is { } form)
        {
            await AskAsync(turn, form, Phrase.Of("conversation.question.back", new { what = form.Heading(before.Fields) }));
            turn.State = turn.State with { Draft = turn.State.Draft! with { IsAside = true } };
        }
        else if (!before.IsAside)
        {
            turn.State = turn.State with { Draft = before with { IsAside = true } };
            turn.Say(Phrase.Of("conversation.form.stillOpen", new { what = desk.Heading(before) }));
        }
    }

    /// <summary>Puts one question.</summary>
    public void Put(Turn turn, IForm form, FormQuestion question, Phrase? error, Phrase? lead)
    {
        var draft = turn.State.Draft!;
        var isFirst = draft.Asking is null && lead is null;
        draft = draft with { Key = draft.Key ?? draft.Nonce };
        turn.State = turn.State with { Draft = draft with { Asking = question.Id, IsAside = false }, Awaiting = null };
        var areButtons = question.Choices.Count <= MostButtons && question.Kind != AnswerKind.Choices;
        turn.Show("conversation/question", new
        {
            form = draft.Key,
            field = question.Id,
            lead = lead ?? (isFirst ? Phrase.Of("conversation.question.how") : null),
            label = question.Label,
            hint = question.Kind switch
            {
                AnswerKind.Choices => Phrase.Of("conversation.question.several"),
                AnswerKind.Day => question.Hint ?? Phrase.Of("conversation.question.day"),
                AnswerKind.Time => question.Hint ?? Phrase.Of("conversation.question.time"),
                _ => question.Hint,
            },
            error,
            list = areButtons ? [] : question.Choices.Select((choice, at) => new { words = Phrase.Join(" ", Phrase.Plain($"{at + 1}"), choice.Title) }),
            choices = areButtons ? question.Choices.Select(choice => new { title = choice.Title, value = choice.Value }) : [],
            skip = !question.IsRequired && !form.Check(draft.Fields).ContainsKey(question.Id) && !form.Check(draft.Fields).ContainsKey(question.CheckedAs),
        });
    }

    /// <summary>Now, on the calendar in which the form's days are meant.</summary>
    public static DateTime Now(Turn turn, IForm form) => TimeZoneInfo.ConvertTime(turn.Now, form.Zone(turn.State.Draft!.Fields)).DateTime;

    private static bool Needs(FormQuestion question, Draft draft, IReadOnlyDictionary<string, Phrase> errors) =>
        draft.Fields.GetValueOrDefault(question.Id, "").Trim().Length == 0 ? question.IsRequired || errors.ContainsKey(question.Id) || draft.Skipped?.Contains(question.Id) != true : errors.ContainsKey(question.Id);

    private static void Summarise(Turn turn, IForm form, IReadOnlyList<FormQuestion> questions, Phrase? lead)
    {
        var draft = turn.State.Draft!;
        var nonce = turn.Show("conversation/summary", new
        {
            lead,
            heading = form.Heading(draft.Fields),
            lines = questions.Select(question => (question, value: draft.Fields.GetValueOrDefault(question.Id, "").Trim())).Where(line => line.value.Length > 0)
                .Select(line => new { label = line.question.Label, value = line.question.Shown(line.value).Shortened(LongestShown) }),
            remarks = form.Remarks(turn).Select(words => new { words }),
        });
        FormDesk.MoveTo(turn, nonce);
        turn.State = turn.State with { Draft = turn.State.Draft! with { Asking = Draft.Summed, IsAside = false }, Awaiting = null };
    }

    private static List<FormStep> Add(Draft draft, FormStep step) => [.. (draft.Steps ?? []).TakeLast(MostSteps - 1), step];
}
