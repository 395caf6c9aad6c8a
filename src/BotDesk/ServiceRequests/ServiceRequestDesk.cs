using System.Globalization;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Forms;
using BotDesk.Tickets;

namespace BotDesk.ServiceRequests;

/// <summary>What somebody asks for.</summary>
/// <param name="Item">Key of a catalog item; empty for what is not in the catalog.</param>
/// <param name="Said">What they wrote before there was a form.</param>
/// <param name="Values">What was typed into the form, by field: <see cref="RequestFields.Of"/>.</param>
public sealed record RequestOrder(string Item, string Said, IReadOnlyDictionary<string, string> Values);

/// <summary>Files service requests.</summary>
public sealed class ServiceRequestDesk(DeskDb db, TicketNumbers numbers, Catalog catalog, PolicySource policy, FormReader forms, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Files it in the queue of the group that fulfils it.</summary>
    public async Task<Outcome<ServiceRequest>> FileAsync(Person requester, RequestOrder order)
    {
        var item = catalog.Find(order.Item, requester);
        if (item is null && order.Item.Length > 0)
        {
            return Refusal.Invalid("item", "That is not in the catalog, or not for you to order. Say \"what can I order?\" to see what is.");
        }

        if (order.Said.Length > Ticket.LongestText)
        {
            return Refusal.Invalid(RequestFields.Description, $"Shorten it to {Ticket.LongestText} characters ({order.Said.Length} now).");
        }

        var reading = await forms.ReadAsync(RequestFields.Of(item), order.Values, requester);
        if (reading.Errors.Count > 0)
        {
            return Refusal.Invalid(reading.Errors);
        }

        var now = clock.GetUtcNow();
        var answers = reading.Answers.ToDictionary(answer => answer.Key);
        var service = policy.Current.FindService(answers.GetValueOrDefault(RequestFields.Service)?.Value ?? item?.Service);
        var whom = answers.GetValueOrDefault(FormField.ForWhom)?.Text;
        var request = new ServiceRequest
        {
            Number = await numbers.NextAsync(NumberSeries.ServiceRequest),
            Title = Title(item, answers.GetValueOrDefault(RequestFields.Title)?.Value, whom),
            Description = answers.GetValueOrDefault(RequestFields.Description)?.Value ?? order.Said.Trim(),
            RequesterId = requester.Id,
            Service = service?.Key,
            Group = item?.Group ?? service?.Group ?? policy.Current.Groups[0].Key,
            OpenedAt = now,
            CatalogItem = item?.Key,
            ForWhom = whom,
            NeededBy = answers.GetValueOrDefault(FormField.NeededBy) is { } day ? DateOnly.ParseExact(day.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Answers = reading.Answers,
        };
        request.Plan(item?.Tasks ?? [], now);
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
        return request.Tasks.Count > 1 && policy.Current.FindCatalogItem(request.CatalogItem) is { } several
            ? $"It takes {request.Tasks.Count} steps and usually {several.Expected}. I tell you here as they are done; say \"{request.Number}\" to see where it stands."
            : policy.Current.FindCatalogItem(request.CatalogItem) is { } item
            ? $"{group} takes care of it; it usually takes {item.Expected}. I tell you here when something changes."
            : $"{group} looks at it ({policy.Current.Organisation.SupportHours}). I tell you here when something changes.";
    }

    private static string Title(CatalogItem? item, string? typed, string? whom)
    {
        var title = item is null ? typed! : whom is null ? item.Name : $"{item.Name} for {whom}";
        return title.Length > Ticket.LongestTitle ? title[..(Ticket.LongestTitle - 1)] + "…" : title;
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
            parts.Add($"needed by {FieldReader.Words(date)}");
        }

        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
