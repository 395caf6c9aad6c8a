using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Incidents.Suggestions;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Incidents;

/// <summary>What somebody says when they report an incident, as they wrote it.</summary>
/// <param name="Service">Key of a service, or empty.</param>
/// <param name="WantsCall">Whether a person shall call.</param>
public sealed record IncidentReport(string Title, string Description, string Service, string Impact, string Urgency, bool WantsCall = false)
{
    /// <summary>Key of a category, or empty.</summary>
    public string Category { get; init; } = "";
}

/// <summary>Files incidents, and corrects what they are about.</summary>
public sealed class IncidentDesk(DeskDb db, TicketNumbers numbers, TicketDesk tickets, PolicySource policy, Suggester suggester, IEnumerable<ITicketWatcher> watchers, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Everything that does not fit in a report, by field; empty when it can be filed.</summary>
    public IReadOnlyDictionary<string, Phrase> Check(IncidentReport report)
    {
        var errors = new Dictionary<string, Phrase>(StringComparer.Ordinal);
        var title = report.Title.Trim();
        if (title.Length == 0)
        {
            errors["title"] = Phrase.Of("incidents.titleMissing");
        }
        else if (title.Length > Ticket.LongestTitle)
        {
            errors["title"] = Phrase.Of("incidents.titleTooLong", new { most = Ticket.LongestTitle, now = title.Length });
        }

        if (report.Description.Length > Ticket.LongestText)
        {
            errors["description"] = Phrase.Of("incidents.descriptionTooLong", new { most = Ticket.LongestText, now = report.Description.Length });
        }

        if (report.Service.Length > 0 && policy.Current.FindService(report.Service) is null)
        {
            errors["service"] = Phrase.Of("incidents.serviceUnknown");
        }

        if (report.Category.Length > 0 && !IsCategory(report.Category))
        {
            errors["category"] = Phrase.Of("incidents.categoryUnknown");
        }

        if (!IsLevel<Impact>(report.Impact))
        {
            errors["impact"] = Phrase.Of("incidents.impactMissing");
        }

        if (!IsLevel<Urgency>(report.Urgency))
        {
            errors["urgency"] = Phrase.Of("incidents.urgencyMissing");
        }

        return errors;
    }

    /// <summary>Files it in the queue of the group that suits, which is the service's unless tickets taught better, with the priority that the policy gives.</summary>
    /// <param name="by">Who files it for the requester; null: the requester.</param>
    /// <returns>The incident, or the first thing that does not fit (<see cref="Check"/>).</returns>
    public async Task<Outcome<Incident>> FileAsync(Person requester, IncidentReport report, Person? by = null)
    {
        foreach (var (field, message) in Check(report))
        {
            return Refusal.Invalid(field, message);
        }

        var now = clock.GetUtcNow();
        var service = policy.Current.FindService(report.Service);
        var (impact, urgency) = (Enum.Parse<Impact>(report.Impact, ignoreCase: true), Enum.Parse<Urgency>(report.Urgency, ignoreCase: true));
        var incident = new Incident
        {
            Number = await numbers.NextAsync(NumberSeries.Incident),
            Title = report.Title.Trim(),
            Description = report.Description.Trim(),
            RequesterId = requester.Id,
            Service = service?.Key,
            Category = report.Category.Length > 0 ? report.Category : null,
            Group = suggester.Group(report.Title.Trim(), report.Description.Trim(), service?.Key),
            OpenedAt = now,
            Impact = impact,
            Urgency = urgency,
            Priority = policy.Current.Priorities.For(impact, urgency),
            WantsCall = report.WantsCall,
        };
        incident.Touch(now);
        incident.History.Add(new TicketEntry { At = now, AuthorId = (by ?? requester).Id, Kind = EntryKind.Event, What = report.WantsCall ? Phrase.Of("incidents.openedWantsCall") : Phrase.Of("incidents.opened") });
        db.Add(incident);
        audit.Add(by ?? requester, "incident.filed", incident.Number, new { priority = incident.Priority.ToString(), service = incident.Service });
        foreach (var watcher in watchers)
        {
            await watcher.OpenedAsync(incident);
        }

        return incident;
    }

    /// <summary>An agent says what it is about. Its group stays: giving it to another is a decision of its own.</summary>
    /// <param name="service">Key of a service; null: stays as it is.</param>
    /// <param name="category">Key of a category; null: stays as it is.</param>
    public async Task<Outcome<Ticket>> ClassifyAsync(string number, Person agent, string? service, string? category)
    {
        if (!(await tickets.WorkableAsync(number, agent)).Is(out var ticket, out var refusal))
        {
            return refusal;
        }

        if (ticket is not Incident incident)
        {
            return Refusal.Conflict(Phrase.Of("incidents.classifyOnlyIncidents", new { ticket.Number }));
        }

        if (service is not null && policy.Current.FindService(service) is null)
        {
            return Refusal.Invalid("service", Phrase.Of("incidents.serviceUnknown"));
        }

        if (category is not null && !IsCategory(category))
        {
            return Refusal.Invalid("category", Phrase.Of("incidents.categoryUnknown"));
        }

        var before = (incident.Service, incident.Category);
        (incident.Service, incident.Category) = (service ?? incident.Service, category ?? incident.Category);
        if (before == (incident.Service, incident.Category))
        {
            return incident;
        }

        var now = clock.GetUtcNow();
        incident.Touch(now);
        incident.History.Add(new TicketEntry { At = now, AuthorId = agent.Id, Kind = EntryKind.Event, What = Phrase.Of("incidents.classified", new { about = About(incident) }) });
        audit.Add(agent, "incident.classified", incident.Number, new { service = incident.Service, category = incident.Category });
        return incident;
    }

    /// <summary>Service and category in words; both may be missing.</summary>
    public Phrase About(Incident incident) => Phrase.Join(", ", new Phrase?[]
    {
        policy.Current.FindService(incident.Service)?.Name,
        policy.Current.Categories.FirstOrDefault(category => category.Key == incident.Category)?.Label,
    }.OfType<Phrase>());

    /// <summary>What happens next, as the requester is told.</summary>
    public Phrase Next(Incident incident)
    {
        var target = policy.Current.Priorities.Target(incident.Priority);
        var group = policy.Current.FindGroup(incident.Group)?.Name ?? Phrase.Of("incidents.theDesk");
        return incident.WantsCall
            ? Phrase.Of("incidents.nextCall", new { group, target.Respond, hours = policy.Current.Organisation.SupportHours })
            : Phrase.Of("incidents.next", new { group, target.Respond, target.Resolve, hours = policy.Current.Organisation.SupportHours });
    }

    private bool IsCategory(string key) => policy.Current.Categories.Any(category => category.Key == key);

    private static bool IsLevel<T>(string word) where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var level) && Enum.IsDefined(level) && !char.IsDigit(word[0]);
}
