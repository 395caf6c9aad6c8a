using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Incidents.Chat;

/// <summary>The short form of an incident, filled in from what was said.</summary>
internal sealed class IncidentForm(IncidentDesk desk, PolicySource policy, TicketCards cards) : IForm
{
    public const string CardPath = "incidents/form";

    public string Path => CardPath;

    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal) { "title", "description", "service", "impact", "urgency", "wantsCall" };

    /// <summary>What can be taken from the person's own words.</summary>
    public static Dictionary<string, string> FromWords(string said, Entities entities) => new(StringComparer.Ordinal)
    {
        ["title"] = TicketTitle.From(said),
        ["description"] = said,
        ["service"] = entities.Service ?? "",
        ["impact"] = entities.Impact ?? "low",
        ["urgency"] = entities.Urgency ?? "medium",
    };

    public object Model(Turn turn, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, Phrase> errors) => new
    {
        title = Field(fields, "title"),
        description = Field(fields, "description"),
        service = Field(fields, "service"),
        services = policy.Current.Services.Select(service => new { title = service.Name, value = service.Key }),
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
            impact = errors.GetValueOrDefault("impact"),
            urgency = errors.GetValueOrDefault("urgency"),
        },
    };

    public IReadOnlyDictionary<string, Phrase> Check(IReadOnlyDictionary<string, string> fields) => desk.Check(Report(fields));

    public async Task<Outcome<FormDone>> SubmitAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        var outcome = await desk.FileAsync(turn.Person, Report(fields));
        if (!outcome.Is(out var incident, out var refusal))
        {
            return refusal;
        }

        turn.State = turn.State with { Ticket = incident.Number };
        turn.Show("tickets/filed", cards.Filed(incident, desk.Next(incident)));
        return new FormDone(Phrase.Of("incidents.filedAs", new { incident.Number }), incident.Title);
    }

    private static IncidentReport Report(IReadOnlyDictionary<string, string> fields) => new(
        Field(fields, "title"), Field(fields, "description"), Field(fields, "service"), Field(fields, "impact"), Field(fields, "urgency"), Field(fields, "wantsCall") == "true");

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) => fields.GetValueOrDefault(name, "");
}

/// <summary>Sends the form.</summary>
internal sealed class FileIncidentVerb(FormDesk desk, IncidentForm form, Tickets.Chat.TicketTalk talk) : SubmitVerb(desk, form)
{
    public override Task ShowPresentAsync(Turn turn, CardAction action) => talk.ShowFiledAsync(turn);
}
