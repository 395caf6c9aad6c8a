using System.Globalization;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests;

/// <summary>What somebody asks for, as they wrote it.</summary>
/// <param name="Item">Key of a catalog item, or empty.</param>
/// <param name="ForWhom">Empty: for themselves.</param>
/// <param name="NeededBy">A date like 2026-04-01, or empty.</param>
public sealed record RequestOrder(string Item, string Title, string Description, string ForWhom, string Service, string NeededBy);

/// <summary>Files service requests.</summary>
public sealed class ServiceRequestDesk(DeskDb db, TicketNumbers numbers, PolicySource policy, AuditTrail audit, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <summary>Everything that does not fit in an order, by field; empty when it can be filed.</summary>
    public IReadOnlyDictionary<string, string> Check(RequestOrder order)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var title = order.Title.Trim();
        if (title.Length == 0)
        {
            errors["title"] = "Say in a few words what you need.";
        }
        else if (title.Length > Ticket.LongestTitle)
        {
            errors["title"] = $"Shorten it to {Ticket.LongestTitle} characters ({title.Length} now); the description has room.";
        }

        if (order.Description.Length > Ticket.LongestText)
        {
            errors["description"] = $"Shorten it to {Ticket.LongestText} characters ({order.Description.Length} now).";
        }

        if (order.ForWhom.Length > LongestName)
        {
            errors["forWhom"] = "Name the person; the rest belongs into the description.";
        }

        if (order.Service.Length > 0 && policy.Current.FindService(order.Service) is null)
        {
            errors["service"] = "Choose one of the services, or leave it open.";
        }

        if (order.NeededBy.Length > 0)
        {
            if (!TryDate(order.NeededBy, out var date))
            {
                errors["neededBy"] = "Write the day like 2026-04-01.";
            }
            else if (date < Today)
            {
                errors["neededBy"] = "That day has passed.";
            }
        }

        return errors;
    }

    /// <summary>Files it in the queue of the group that fulfils it.</summary>
    public async Task<Outcome<ServiceRequest>> FileAsync(Person requester, RequestOrder order)
    {
        foreach (var (field, message) in Check(order))
        {
            return Refusal.Invalid(field, message);
        }

        var now = clock.GetUtcNow();
        var item = policy.Current.FindCatalogItem(order.Item);
        var service = policy.Current.FindService(order.Service.Length > 0 ? order.Service : item?.Service);
        var request = new ServiceRequest
        {
            Number = await numbers.NextAsync(NumberSeries.ServiceRequest),
            Title = order.Title.Trim(),
            Description = order.Description.Trim(),
            RequesterId = requester.Id,
            Service = service?.Key,
            Group = item?.Group ?? service?.Group ?? policy.Current.Groups[0].Key,
            OpenedAt = now,
            CatalogItem = item?.Key,
            ForWhom = order.ForWhom.Trim() is { Length: > 0 } whom ? whom : null,
            NeededBy = TryDate(order.NeededBy, out var date) ? date : null,
        };
        request.Touch(now);
        request.History.Add(new TicketEntry { At = now, AuthorId = requester.Id, Kind = EntryKind.Event, What = "asked for it", Text = Particulars(request) });
        db.Add(request);
        audit.Add(requester, "request.filed", request.Number, new { item = request.CatalogItem, service = request.Service });
        return request;
    }

    /// <summary>What happens next, as the requester is told.</summary>
    public string Next(ServiceRequest request)
    {
        var group = policy.Current.FindGroup(request.Group)?.Name ?? "The desk";
        return policy.Current.FindCatalogItem(request.CatalogItem) is { } item
            ? $"{group} takes care of it; it usually takes {item.Expected}. I tell you here when something changes."
            : $"{group} looks at it ({policy.Current.Organisation.SupportHours}). I tell you here when something changes.";
    }

    private static string? Particulars(ServiceRequest request)
    {
        var parts = new List<string>();
        if (request.ForWhom is not null)
        {
            parts.Add($"For {request.ForWhom}");
        }

        if (request.NeededBy is { } date)
        {
            parts.Add($"needed by {date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}");
        }

        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), policy.Current.Organisation.TimeZone).Date);

    private static bool TryDate(string text, out DateOnly date) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
