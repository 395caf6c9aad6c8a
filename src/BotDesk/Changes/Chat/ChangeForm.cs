using System.Globalization;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Changes.Chat;

/// <summary>The form of a change, filled in from what was said.</summary>
internal sealed class ChangeForm(ChangeDesk desk, PolicySource policy, TicketTimes times, SubjectCards cards) : IForm
{
    public const string CardPath = "changes/form";

    /// <summary>Kept with the draft and never sent by a card: in whose clock days and times are meant.</summary>
    private const string TimeZone = "timeZone";

    /// <summary>How long a window is proposed when only its start was said.</summary>
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(1);

    public string Path => CardPath;

    public IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "title", "description", "why", "service", "startDate", "startTime", "endDate", "endTime", "risk", "rollBack",
    };

    /// <summary>What can be taken from the person's own words.</summary>
    public Dictionary<string, string> FromWords(string said, Entities entities, Person person, DateTimeOffset now)
    {
        var zone = times.Zone(person);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["title"] = said.Length == 0 ? "" : TicketTitle.From(said),
            ["description"] = said.Length > ChangeProposal.LongestDescription ? said[..ChangeProposal.LongestDescription] : said,
            ["service"] = entities.Service ?? "",
            [TimeZone] = zone.Id,
        };
        if (entities.Time is { } time)
        {
            var start = time.Resolve(TimeZoneInfo.ConvertTime(now, zone).DateTime);
            fields["startDate"] = fields["endDate"] = Day(start);
            if (time.Time is not null)
            {
                var end = start + UsualWindow;
                (fields["startTime"], fields["endDate"], fields["endTime"]) = (Hour(start), Day(end), Hour(end));
            }
        }

        return fields;
    }

    public object Model(Turn turn, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, Phrase> errors) => new
    {
        title = Field(fields, "title"),
        description = Field(fields, "description"),
        why = Field(fields, "why"),
        service = Field(fields, "service"),
        services = policy.Current.Services.Select(service => new { title = service.Name, value = service.Key }),
        startDate = Field(fields, "startDate"),
        startTime = Field(fields, "startTime"),
        endDate = Field(fields, "endDate"),
        endTime = Field(fields, "endTime"),
        timeZone = Field(fields, TimeZone),
        risk = Field(fields, "risk"),
        risks = Enum.GetValues<ChangeRisk>().Select(risk => new { title = ChangeApproval.RiskWords(risk), value = risk.ToString().ToLowerInvariant() }),
        rollBack = Field(fields, "rollBack"),
        errors = new
        {
            title = errors.GetValueOrDefault("title"),
            description = errors.GetValueOrDefault("description"),
            why = errors.GetValueOrDefault("why"),
            service = errors.GetValueOrDefault("service"),
            start = errors.GetValueOrDefault("start"),
            end = errors.GetValueOrDefault("end"),
            risk = errors.GetValueOrDefault("risk"),
            rollBack = errors.GetValueOrDefault("rollBack"),
        },
    };

    public IReadOnlyDictionary<string, Phrase> Check(IReadOnlyDictionary<string, string> fields) => desk.Check(Proposal(fields));

    public async Task<Outcome<FormDone>> SubmitAsync(Turn turn, IReadOnlyDictionary<string, string> fields)
    {
        var outcome = await desk.FileAsync(turn.Person, Proposal(fields));
        if (!outcome.Is(out var change, out var refusal))
        {
            return refusal;
        }

        turn.State = turn.State with { Ticket = change.Number };
        await cards.ShowAsync(turn, new CardSubject(ChangeApproval.Kind, change.Number));
        return new FormDone($"Filed as {change.Number}", change.Title);
    }

    private ChangeProposal Proposal(IReadOnlyDictionary<string, string> fields) => new(
        Field(fields, "title"), Field(fields, "description"), Field(fields, "why"), Field(fields, "service"), Field(fields, "startDate"), Field(fields, "startTime"),
        Field(fields, "endDate"), Field(fields, "endTime"), Field(fields, "risk"), Field(fields, "rollBack"), fields.GetValueOrDefault(TimeZone, policy.Current.Organisation.TimeZone.Id));

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) => fields.GetValueOrDefault(name, "");

    private static string Day(DateTime local) => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Hour(DateTime local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);
}
