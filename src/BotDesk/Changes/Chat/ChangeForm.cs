using System.Globalization;
using BotDesk.Conversation;
using BotDesk.Conversation.Forms;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Changes.Chat;

/// <summary>The form of a change, filled in from what was said; it shows what is in the way at that time.</summary>
internal sealed class ChangeForm(ChangeDesk desk, ChangeConflicts conflicts, ChangeWords words, PersonNames names, PeopleDesk people, PolicySource policy, SubjectCards cards) : IForm
{
    public const string CardPath = "changes/form";

    private ChangeProposal _proposal = new();
    private Conflicts _conflicts = Conflicts.None;
    private bool _isNews;
    private Phrase? _implementerWrong;
    private string? _approver;

    public string Path => CardPath;

    public IReadOnlySet<string> Fields =>
        ChangeFields.Names.Concat(policy.Current.Changes?.Risk?.Questions.Select(ChangeRules.FieldOf) ?? []).ToHashSet(StringComparer.Ordinal);

    private ChangePolicy Policy => policy.Current.Changes!;

    /// <summary>Reads who is meant and what is in the way, before it is shown or checked.</summary>
    public async Task PrepareAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        (_implementerWrong, var implementer) = await ImplementerAsync(fields.GetValueOrDefault("implementer", ""));
        _proposal = ChangeFields.Proposal(fields, policy.Current, implementer);
        _conflicts = ChangeFields.Planned(_proposal, policy.Current) is { } planned && _proposal.Type != ChangeType.Emergency
            ? await conflicts.FindAsync(planned, Environment)
            : Conflicts.None;
        _approver = _conflicts.Hard.FirstOrDefault()?.Exception is { } handle ? (await people.FindAsync(handle))?.Name ?? handle : null;

        // What is in the way at another time than the one that was shown has not been seen yet.
        _isNews = _conflicts.Any && !turn.IsDialog && !(turn.State.Draft is { Form: CardPath } draft && ChangeFields.SamePlan(draft.Fields, fields));
    }

    public Phrase Heading(IReadOnlyDictionary<string, string> fields) => Phrase.Of("changes.form.heading");

    public TimeZoneInfo Zone(IReadOnlyDictionary<string, string> fields) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(fields.GetValueOrDefault(ChangeFields.TimeZone, ""), out var zone) ? zone : policy.Current.Organisation.TimeZone;

    public IEnumerable<Phrase> Remarks(Turn turn) => words.Lines(_conflicts, turn.Person, turn.Person.MaySeeConsole).Select(line => line.Word);

    public IReadOnlyList<FormQuestion> Questions(IReadOnlyDictionary<string, string> fields) => ChangeQuestions.Of(policy.Current, [.. Types()], _approver);

    public object Model(Turn turn, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, Phrase> errors)
    {
        var judged = _proposal.Judged(Policy);
        var lines = words.Lines(_conflicts, turn.Person, turn.Person.MaySeeConsole).ToList();
        return new
        {
            kind = ChangeFields.TypeField(_proposal),
            kinds = Types().Select(kind => new { title = kind.Title, value = kind.Value }),
            title = Field(fields, "title"),
            description = Field(fields, "description"),
            why = Field(fields, "why"),
            services = Field(fields, "services"),
            choices = policy.Current.Services.Select(service => new { title = service.Name, value = service.Key }),
            items = Field(fields, "items"),
            environment = Environment,
            environments = Policy.Environments.Select(each => new { title = each.Label, value = each.Key }),
            startDate = Field(fields, "startDate"),
            startTime = Field(fields, "startTime"),
            endDate = Field(fields, "endDate"),
            endTime = Field(fields, "endTime"),
            timeZone = Field(fields, ChangeFields.TimeZone),
            conflicts = lines,
            canMove = lines.Count > 0,
            exception = _approver is null ? null : Phrase.Of("changes.exceptionFrom", new { approver = _approver }),
            wantsException = _proposal.WantsException ? "true" : "false",
            implementer = Field(fields, "implementer"),
            questions = Policy.Risk?.Questions.Select(question => new
            {
                id = ChangeRules.FieldOf(question),
                label = question.Ask,
                value = Field(fields, ChangeRules.FieldOf(question)),
                choices = question.Answers.Select(answer => new { title = string.Create(CultureInfo.InvariantCulture, $"{answer.Label.In(turn.Language)} (+{answer.Score})"), value = answer.Key }),
                error = errors.GetValueOrDefault(ChangeRules.FieldOf(question)),
            }),
            score = judged is { Score: { } score } ? new { words = Phrase.Of("changes.formScore", new { level = ChangeWords.Level(judged.Value.Level), score, Policy.Risk!.Highest }), color = ChangeWords.Colour(judged.Value.Level) } : null,
            risk = Policy.Risk is null ? Field(fields, "risk") : null,
            risks = Enum.GetValues<ChangeRisk>().Select(risk => new { title = ChangeWords.Risk(risk), value = risk.ToString().ToLowerInvariant() }),
            testPlan = Field(fields, "testPlan"),
            rollBack = Field(fields, "rollBack"),
            communication = Field(fields, "communication"),
            errors = ChangeFields.Names.ToDictionary(name => name, name => errors.GetValueOrDefault(name)),
            wrong = new { start = errors.GetValueOrDefault("start"), end = errors.GetValueOrDefault("end") },
        };
    }

    public IReadOnlyDictionary<string, Phrase> Check(IReadOnlyDictionary<string, string> fields)
    {
        var errors = desk.Check(_proposal).ToDictionary(error => error.Key == "type" ? "kind" : error.Key, error => error.Value);
        if (_implementerWrong is { } wrong)
        {
            errors["implementer"] = wrong;
        }

        if (_conflicts.Hard.FirstOrDefault() is { } hard && !_proposal.WantsException)
        {
            errors.TryAdd("start", hard.Exception is null
                ? Phrase.Of("changes.frozenMove", new { freeze = hard.Name })
                : Phrase.Of("changes.frozenUnless", new { freeze = hard.Name, who = _approver }));
        }
        else if (_isNews)
        {
            errors.TryAdd("start", Phrase.Of("changes.seenFirst"));
        }

        return errors;
    }

    public async Task<Outcome<FormDone>> SubmitAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        var outcome = await desk.FileAsync(turn.Person, _proposal);
        if (!outcome.Is(out var change, out var refusal))
        {
            return refusal;
        }

        turn.State = turn.State with { Ticket = change.Number };
        await cards.ShowAsync(turn, new CardSubject(ChangeApproval.Kind, change.Number));
        return new FormDone(Phrase.Of("changes.filedAs", new { change.Number }), change.Title);
    }

    /// <summary>The same fields in the next window that nothing is in the way of.</summary>
    /// <returns>Null where no window was given or none is free.</returns>
    public async Task<Dictionary<string, string>?> NextFreeAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        await PrepareAsync(turn, fields);
        if (ChangeFields.Planned(_proposal, policy.Current) is not { } planned || await conflicts.NextFreeAsync(planned, Environment, turn.Now) is not { } window)
        {
            return null;
        }

        var moved = _proposal.At(window);
        return new Dictionary<string, string>(fields, StringComparer.Ordinal)
        {
            ["startDate"] = moved.StartDate,
            ["startTime"] = moved.StartTime,
            ["endDate"] = moved.EndDate,
            ["endTime"] = moved.EndTime,
            ["exception"] = "false",
        };
    }

    private string Environment => _proposal.Environment.Length > 0 ? _proposal.Environment : Policy.Environments[0].Key;

    private IEnumerable<FormChoice> Types() =>
    [
        new("normal", Phrase.Of("changes.kind.normal"), [.. Phrase.Of("changes.kindCalled.normal").Everywhere]),
        .. Policy.Templates.Select(template => new FormChoice($"standard-{template.Key}", Phrase.Of("changes.kind.standard", new { name = template.Name }), [.. template.Name.Everywhere])),
        new("emergency", Phrase.Of("changes.kind.emergency"), [.. Phrase.Of("changes.kindCalled.emergency").Everywhere]),
    ];

    private async Task<(Phrase? Wrong, long? Id)> ImplementerAsync(string written)
    {
        if (written.Trim().Length == 0)
        {
            return (null, null);
        }

        return await names.FindAsync(written) switch
        {
            [var one] => (null, one.Id),
            [] => (Phrase.Of("changes.nobodyOfThatName"), null),
            var several => (Phrase.Of("changes.whomDoYouMean", new { names = string.Join(", ", several.Select(person => person.Name)) }), null),
        };
    }

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) => fields.GetValueOrDefault(name, "");
}
