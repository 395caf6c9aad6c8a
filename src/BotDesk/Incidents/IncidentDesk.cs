using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.Incidents;

/// <summary>What somebody says when they report an incident, as they wrote it.</summary>
/// <param name="Service">Key of a service, or empty.</param>
/// <param name="WantsCall">Whether a person shall call.</param>
public sealed record IncidentReport(string Title, string Description, string Service, string Impact, string Urgency, bool WantsCall = false);

/// <summary>Files incidents.</summary>
public sealed class IncidentDesk(DeskDb db, TicketNumbers numbers, PolicySource policy, IEnumerable<ITicketWatcher> watchers, AuditTrail audit, TimeProvider clock)
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

    /// <summary>Files it in the queue of the service's group, with the priority that the policy gives.</summary>
    /// <returns>The incident, or the first thing that does not fit (<see cref="Check"/>).</returns>
    public async Task<Outcome<Incident>> FileAsync(Person requester, IncidentReport report)
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
            Group = service?.Group ?? policy.Current.Groups[0].Key,
            OpenedAt = now,
            Impact = impact,
            Urgency = urgency,
            Priority = policy.Current.Priorities.For(impact, urgency),
            WantsCall = report.WantsCall,
        };
        incident.Touch(now);
        incident.History.Add(new TicketEntry { At = now, AuthorId = requester.Id, Kind = EntryKind.Event, What = report.WantsCall ? Phrase.Of("incidents.openedWantsCall") : Phrase.Of("incidents.opened") });
        db.Add(incident);
        audit.Add(requester, "incident.filed", incident.Number, new { priority = incident.Priority.ToString(), service = incident.Service });
        foreach (var watcher in watchers)
        {
            await watcher.OpenedAsync(incident);
        }

        return incident;
    }

    /// <summary>What happens next, as the requester is told.</summary>
    public Phrase Next(Incident incident)
    {
        var target = policy.Current.Priorities.Target(incident.Priority);
        var group = policy.Current.FindGroup(incident.Group)?.Name ?? Phrase.Of("incidents.theDesk");
        return incident.WantsCall
            ? Phrase.Of("incidents.nextCall", new { group, target.Respond, hours = policy.Current.Organisation.SupportHours })
            : Phrase.Of("incidents.next", new { group, target.Respond, target.Resolve, hours = policy.Current.Organisation.SupportHours });
    }

    private static bool IsLevel<T>(string word) where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var level) && Enum.IsDefined(level) && !char.IsDigit(word[0]);
}
