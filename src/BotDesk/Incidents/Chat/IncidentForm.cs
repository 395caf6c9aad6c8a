using BotDesk.Conversation;
using BotDesk.Conversation.Forms;
using BotDesk.Notifications;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;
using BotDesk.Tickets.Chat;
using BotDesk.Tickets.Files;

namespace BotDesk.Incidents.Chat;

/// <summary>The short form of an incident, filled in from what was said.</summary>
internal sealed class IncidentForm(IncidentDesk desk, PolicySource policy, TicketCards cards, TicketFiles files, TicketThreads threads, SaidMessages said, Notifier notifier) : IForm
{
    public const string CardPath = "incidents/form";

    /// <summary>As much as the card's field for the description takes.</summary>
    public const int LongestTyped = 3000;

    private QuotedMessage? _about;
    private Person? _requester;

    public string Path => CardPath;

    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "title", "description", "service", "category", "impact", "urgency", "wantsCall" };

    public Phrase Heading(IReadOnlyDictionary<string, string> fields) => Phrase.Of("incidents.form.heading");

    public TimeZoneInfo Zone(IReadOnlyDictionary<string, string> fields) => policy.Current.Organisation.TimeZone;

    public IReadOnlyList<FormQuestion> Questions(IReadOnlyDictionary<string, string> fields)
    {
        var current = policy.Current;
        List<FormQuestion> questions =
        [
            new("title", Phrase.Of("incidents.form.title"), AnswerKind.Words, IsRequired: true, []) { Hint = Phrase.Of("incidents.form.titleHint") },
            new("description", Phrase.Of("incidents.form.description"), AnswerKind.Story, IsRequired: false, []) { Hint = Phrase.Of("incidents.form.descriptionHint") },
            new("service", Phrase.Of("incidents.form.service"), AnswerKind.Choice, IsRequired: false, [.. current.Services.Select(service => new FormChoice(service.Key, service.Name, service.Keywords))]),
            new("impact", Phrase.Of("incidents.form.impact"), AnswerKind.Choice, IsRequired: true, [.. current.Impact.All.Select(Offered)]),
            new("urgency", Phrase.Of("incidents.form.urgency"), AnswerKind.Choice, IsRequired: true, [.. current.Urgency.All.Select(Offered)]),
        ];
        if (Field(fields, "category").Length > 0)
        {
            questions.Insert(questions.FindIndex(question => question.Id == "impact"), new("category", Phrase.Of("incidents.form.category"), AnswerKind.Choice, IsRequired: false, [.. current.Categories.Select(category => new FormChoice(category.Key, category.Label, []))]));
        }

        if (fields.ContainsKey("wantsCall"))
        {
            questions.Add(new("wantsCall", Phrase.Of("incidents.form.call"), AnswerKind.YesNo, IsRequired: false, [new("true", Phrase.Of("policy.yes"), []), new("false", Phrase.Of("policy.no"), [])]));
        }

        return questions;
    }

    public async Task PrepareAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        _about = turn.Opened?.About ?? (turn.IsBeside ? turn.Quoted : null);
        _requester = _about is null ? turn.Person : await WhoseTicket.OfAsync(said, turn.Person, _about);
    }

    public object Model(Turn turn, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, Phrase> errors) => new
    {
        forWhom = _requester is { } requester && requester.Id != turn.Person.Id ? Phrase.Of("incidents.forWhom", new { who = requester.Name }) : null,
        title = Field(fields, "title"),
        description = Field(fields, "description"),
        service = Field(fields, "service"),
        services = policy.Current.Services.Select(service => new { title = service.Name, value = service.Key }),
        category = Field(fields, "category"),

        // Nobody is asked for it; where one is suggested, it can be changed.
        categories = Field(fields, "category").Length == 0 ? [] : policy.Current.Categories.Select(category => new { title = category.Label, value = category.Key }),
        impact = Field(fields, "impact"),
        impacts = policy.Current.Impact.All.Select(level => new { title = level.Label, value = level.Value.ToString().ToLowerInvariant() }),
        urgency = Field(fields, "urgency"),
        urgencies = policy.Current.Urgency.All.Select(level => new { title = level.Label, value = level.Value.ToString().ToLowerInvariant() }),
        wantsCall = fields.TryGetValue("wantsCall", out var call) ? call == "true" : (bool?)null,
        errors = new
        {
            title = errors.GetValueOrDefault("title"),
            description = errors.GetValueOrDefault("description"),
            service = errors.GetValueOrDefault("service"),
            category = errors.GetValueOrDefault("category"),
            impact = errors.GetValueOrDefault("impact"),
            urgency = errors.GetValueOrDefault("urgency"),
        },
    };

    public IReadOnlyDictionary<string, Phrase> Check(IReadOnlyDictionary<string, string> fields) => desk.Check(Report(fields));

    public async Task<Outcome<FormDone>> SubmitAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        var requester = _requester ?? turn.Person;
        var outcome = await desk.FileAsync(requester, Report(fields), turn.Person);
        if (!outcome.Is(out var incident, out var refusal))
        {
            return refusal;
        }

        await FilesSent.BringAlongAsync(turn, incident, files);
        if (_about is not null)
        {
            await threads.FollowAsync(incident, _about);
            SaidMessages.Became(turn, _about, requester, incident.Number);
        }

        if (requester.Id == turn.Person.Id)
        {
            turn.State = turn.State with { Ticket = incident.Number };
            turn.Show("tickets/filed", cards.Filed(incident, desk.Next(incident)), incident.Topic);
        }
        else
        {
            await notifier.ShowAsync(requester, "tickets/filed", cards.Filed(incident, desk.Next(incident)), topic: incident.Topic);
            turn.Say(Phrase.Of("incidents.filedFor", new { incident.Number, who = requester.Name }));
        }

        return new FormDone(Phrase.Of("incidents.filedAs", new { incident.Number }), incident.Title);
    }

    private static FormChoice Offered<T>(Level<T> level) where T : struct, Enum =>
        new(level.Value.ToString().ToLowerInvariant(), level.Label, [.. level.Words, .. Called(level.Value.ToString()).Everywhere.SelectMany(words => words.Split('|'))]);

    private static Phrase Called(string level) => level switch
    {
        nameof(Urgency.High) => Phrase.Of("incidents.level.high"),
        nameof(Urgency.Medium) => Phrase.Of("incidents.level.medium"),
        _ => Phrase.Of("incidents.level.low"),
    };

    private static IncidentReport Report(IReadOnlyDictionary<string, string> fields)
    {
        var wantsCall = Field(fields, "wantsCall") == "true";
        return new(Field(fields, "title"), Field(fields, "description"), Field(fields, "service"), Field(fields, "impact"), Field(fields, "urgency"), wantsCall) { Category = Field(fields, "category") };
    }

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) => fields.GetValueOrDefault(name, "");
}

/// <summary>Sends the form.</summary>
internal sealed class FileIncidentVerb(FormDesk desk, IncidentForm form, Tickets.Chat.TicketTalk talk) : SubmitVerb(desk, form)
{
    protected override Task ShowSentAsync(Turn turn) => talk.ShowFiledAsync(turn);
}
