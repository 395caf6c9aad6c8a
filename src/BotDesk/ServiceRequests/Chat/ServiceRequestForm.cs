using System.Collections.Immutable;
using BotDesk.Approvals;
using BotDesk.Conversation;
using BotDesk.Conversation.Forms;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Forms;
using BotDesk.Tickets;
using BotDesk.Tickets.Chat;
using BotDesk.Tickets.Files;

namespace BotDesk.ServiceRequests.Chat;

/// <summary>The form of whatever is wanted: of a catalog item as the policy says it, or a free one.</summary>
internal sealed class ServiceRequestForm(ServiceRequestDesk desk, FormReader forms, PolicySource policy, TicketCards cards, SubjectCards subjects, TicketFiles files) : IForm
{
    public const string CardPath = "serviceRequests/form";

    /// <summary>Key of the catalog item, in the draft; no card has an input for it.</summary>
    public const string Item = "item";

    /// <summary>What was said before the form opened, in the draft.</summary>
    public const string Said = "said";

    private FormReading? _reading;

    private IReadOnlyList<Phrase> _asked = [];

    private Phrase? _ordered;

    public string Path => CardPath;

    public IReadOnlySet<string> Fields => policy.Current.Catalog.SelectMany(item => item.Form).Concat(RequestFields.Of(null)).Select(each => each.Key).Append(RequestFields.Comment).ToHashSet(StringComparer.Ordinal);

    private FormReading Reading => _reading ?? throw new InvalidOperationException("The form was not prepared.");

    public async Task PrepareAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        var item = FindItem(fields);
        _reading = await forms.ReadAsync(RequestFields.Of(item), fields, turn.Person);
        _ordered = item is not null && await desk.OnOrderAsync(item, turn.Person) is { } open
            ? Phrase.Of("serviceRequests.form.ordered", new { open.Number, open.Title, status = TicketCards.Status(open.Status, asRequester: true).Word })
            : null;
        _asked = (await desk.PlanAsync(item, turn.Person)).Is(out var planned, out var nobody) ? ApprovalWords.Steps(planned.Stages) : [nobody.Message];
    }

    public IReadOnlySet<string> Shown(IReadOnlyDictionary<string, string> fields) =>
        RequestFields.Asked(RequestFields.Of(FindItem(fields)), fields).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);

    public Phrase Heading(IReadOnlyDictionary<string, string> fields) => FindItem(fields)?.Name ?? Phrase.Of("serviceRequests.form.heading");

    public TimeZoneInfo Zone(IReadOnlyDictionary<string, string> fields) => policy.Current.Organisation.TimeZone;

    public IReadOnlyList<FormQuestion> Questions(IReadOnlyDictionary<string, string> fields) => [.. Reading.Asked.Select(field =>
        new FormQuestion(field.Key, field.Label, Kind(field), field.IsRequired, [.. Reading.Choices[field.Key].Select(choice => new FormChoice(choice.Key, choice.Label, Words(field, choice)))])
        {
            Hint = field.Hint ?? (field.Type == FieldType.Person ? Phrase.Of("serviceRequests.form.personHint") : null),
        })];

    public IEnumerable<Phrase> Remarks(Turn turn) =>
    [
        .. _ordered is null ? (IEnumerable<Phrase>)[] : [_ordered],
        .. _asked.Count == 0 ? [] : _asked.Prepend(Phrase.Of("serviceRequests.form.approvedBefore")),
    ];

    public object Model(Turn turn, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, Phrase> errors)
    {
        var item = FindItem(fields);
        return new
        {
            heading = item?.Name ?? Phrase.Of("serviceRequests.form.heading"),
            about = item?.Description,
            terms = item is null ? null : CatalogWords.Terms(item),
            ordered = _ordered,
            asked = _asked.Select(words => new { words }),
            fields = Reading.Asked.Select(field => Input(field, fields.GetValueOrDefault(field.Key, ""), errors.GetValueOrDefault(field.Key))),
        };
    }

    public IReadOnlyDictionary<string, Phrase> Check(IReadOnlyDictionary<string, string> fields) => Reading.Errors;

    public async Task<Outcome<FormDone>> SubmitAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        var order = new RequestOrder(fields.GetValueOrDefault(Item, ""), fields.GetValueOrDefault(Said, ""), fields);
        if (!(await desk.FileAsync(turn.Person, order)).Is(out var request, out var refusal))
        {
            return refusal;
        }

        await FilesSent.BringAlongAsync(turn, request, files);
        turn.State = turn.State with { Ticket = request.Number };
        if (request.Status != TicketStatus.Approval || !await subjects.ShowAsync(turn, new CardSubject(RequestApproval.Kind, request.Number)))
        {
            turn.Show("tickets/filed", cards.Filed(request, desk.Next(request)), request.Topic);
        }

        return new FormDone(Phrase.Of("serviceRequests.filedAs", new { request.Number }), request.Title);
    }

    private CatalogItem? FindItem(IReadOnlyDictionary<string, string> fields) => policy.Current.FindCatalogItem(fields.GetValueOrDefault(Item));

    private static AnswerKind Kind(FormField field) => field.Type switch
    {
        FieldType.LongText => AnswerKind.Story,
        FieldType.Choice => AnswerKind.Choice,
        FieldType.MultipleChoice => AnswerKind.Choices,
        FieldType.Person => AnswerKind.Person,
        FieldType.Date => AnswerKind.Day,
        FieldType.Time => AnswerKind.Time,
        FieldType.Number => AnswerKind.Number,
        FieldType.YesNo => AnswerKind.YesNo,
        _ => AnswerKind.Words,
    };

    /// <summary>What else a service is called; other choices have their label alone.</summary>
    private ImmutableArray<string> Words(FormField field, Choice choice) =>
        field.ChoicesFrom == ChoiceSource.Services && policy.Current.FindService(choice.Key) is { } service ? service.Keywords : [];

    private object Input(FormField field, string value, Phrase? error) => new
    {
        id = field.Key,
        label = field.IsRequired || field.Type == FieldType.YesNo ? field.Label : Phrase.Of("serviceRequests.form.optional", new { field.Label }),
        input = field switch
        {
            { Type: FieldType.Person } when Reading.Choices[field.Key].Count > 0 => "choice",
            { Type: FieldType.Text or FieldType.Person } => "line",
            { Type: FieldType.LongText } => "text",
            { Type: FieldType.Choice } or { Type: FieldType.YesNo, IsRequired: true } => "choice",
            { Type: FieldType.MultipleChoice } => "choices",
            { Type: FieldType.YesNo } => "toggle",
            { Type: FieldType.Date } => "date",
            { Type: FieldType.Time } => "time",
            _ => "number",
        },
        value = field.Type == FieldType.Number
            ? decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null
            : (object)string.Join(',', field.Type is FieldType.Choice or FieldType.MultipleChoice or FieldType.YesNo ? RequestFields.Chosen(value, Reading.Choices[field.Key]) : [value]),
        hint = field.Hint ?? (field.Type == FieldType.Person ? Phrase.Of("serviceRequests.form.personHint") : null),
        choices = Reading.Choices[field.Key].Select(choice => new { title = choice.Label, value = choice.Key }),
        error,
    };
}

/// <summary>Sends the form.</summary>
internal sealed class FileRequestVerb(FormDesk desk, ServiceRequestForm form, Tickets.Chat.TicketTalk talk) : SubmitVerb(desk, form)
{
    protected override Task ShowSentAsync(Turn turn) => talk.ShowFiledAsync(turn);
}
