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
public sealed class IncidentDesk(DeskDb db, TicketNumbers numbers, PolicySource policy, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Everything that does not fit in a report, by field; empty when it can be filed.</summary>
    public IReadOnlyDictionary<string, string> Check(IncidentReport report)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var title = report.Title.Trim();
        if (title.Length == 0)
        {
            errors["title"] = "Say in a few words what is wrong.";
        }
        else if (title.Length > Ticket.LongestTitle)
        {
            errors["title"] = $"Shorten it to {Ticket.LongestTitle} characters ({title.Length} now); the description has room.";
        }

        if (report.Description.Length > Ticket.LongestText)
        {
            errors["description"] = $"Shorten it to {Ticket.LongestText} characters ({report.Description.Length} now).";
        }

        if (report.Service.Length > 0 && policy.Current.FindService(report.Service) is null)
        {
            errors["service"] = "Choose one of the services, or leave it open.";
        }

        if (!IsLevel<Impact>(report.Impact))
        {
            errors["impact"] = "Choose how many are affected.";
        }

        if (!IsLevel<Urgency>(report.Urgency))
        {
            errors["urgency"] = "Choose how urgent it is.";
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
        incident.History.Add(new TicketEntry { At = now, AuthorId = requester.Id, Kind = EntryKind.Event, What = report.WantsCall ? "opened it and asks for a call" : "opened it" });
        db.Add(incident);
        audit.Add(requester, "incident.filed", incident.Number, new { priority = incident.Priority.ToString(), service = incident.Service });
        return incident;
    }

    /// <summary>What happens next, as the requester is told.</summary>
    public string Next(Incident incident)
    {
        var target = policy.Current.Priorities.Target(incident.Priority);
        var group = policy.Current.FindGroup(incident.Group)?.Name ?? "The desk";
        return incident.WantsCall
            ? $"{group} calls you {target.Respond} ({policy.Current.Organisation.SupportHours}). I tell you here when something changes."
            : $"{group} looks at it {target.Respond} and means to have it working {target.Resolve} ({policy.Current.Organisation.SupportHours}). I tell you here when something changes.";
    }

    private static bool IsLevel<T>(string word) where T : struct, Enum => Enum.TryParse<T>(word, ignoreCase: true, out var level) && Enum.IsDefined(level) && !char.IsDigit(word[0]);
}
