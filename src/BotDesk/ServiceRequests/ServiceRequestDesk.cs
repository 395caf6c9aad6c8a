using System.Globalization;
using BotDesk.Approvals;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.ServiceRequests.Forms;
using BotDesk.ServiceRequests.Fulfilment.Automation;
using BotDesk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.ServiceRequests;

/// <summary>What somebody asks for.</summary>
/// <param name="Item">Key of a catalog item; empty for what is not in the catalog.</param>
/// <param name="Said">What they wrote before there was a form.</param>
/// <param name="Values">What was typed into the form, by field: <see cref="RequestFields.Of"/>.</param>
public sealed record RequestOrder(string Item, string Said, IReadOnlyDictionary<string, string> Values);

/// <summary>Files service requests.</summary>
public sealed class ServiceRequestDesk(DeskDb db, TicketNumbers numbers, Catalog catalog, PolicySource policy, FormReader forms, ApprovalPlan plan, ApprovalDesk approvals, TaskStarter starter, AuditTrail audit, TimeProvider clock)
{
    private const int MostLookedAt = 20;

    /// <summary>Who has to agree before somebody gets an item.</summary>
    /// <param name="item">Null: what is wanted is not in the catalog.</param>
    /// <returns>Nobody, with the policy that says so or without one; a refusal when there is nobody to ask who could agree.</returns>
    public async Task<Outcome<PlannedApproval>> PlanAsync(CatalogItem? item, Person requester) => item is { Approval: { Length: > 0 } keys }
        ? await plan.MakeAsync(keys, new ApprovalOccasion(requester) { Service = item.Service, Cost = item.Cost, DataOwner = item.Owner })
        : NobodyHasTo;

    /// <summary>The last order of the same item by the same person that is still open; null when there is none.</summary>
    public async Task<ServiceRequest?> OnOrderAsync(CatalogItem item, Person requester) =>
        (await db.Set<ServiceRequest>().AsNoTracking().Where(request => request.RequesterId == requester.Id && request.CatalogItem == item.Key)
            .OrderByDescending(request => request.OpenedAt).Take(MostLookedAt).ToListAsync()).Find(request => request.Status.IsOpen());

    /// <summary>Files it: with those who have to agree, or else in the queue of the group that fulfils it.</summary>
    public async Task<Outcome<ServiceRequest>> FileAsync(Person requester, RequestOrder order)
    {
        var item = catalog.Find(order.Item, requester);
        if (item is null && order.Item.Length > 0)
        {
            return Refusal.Invalid("item", Phrase.Of("serviceRequests.notInCatalog"));
        }

        if (order.Said.Length > Ticket.LongestText)
        {
            return Refusal.Invalid(RequestFields.Description, Phrase.Of("serviceRequests.wrong.tooLong", new { most = Ticket.LongestText, now = order.Said.Length }));
        }

        var reading = await forms.ReadAsync(RequestFields.Of(item), order.Values, requester);
        if (reading.Errors.Count > 0)
        {
            return Refusal.Invalid(reading.Errors);
        }

        if (!(await PlanAsync(item, requester)).Is(out var planned, out var nobody))
        {
            return nobody;
        }

        var now = clock.GetUtcNow();
        var answers = reading.Answers.ToDictionary(answer => answer.Key);
        var service = policy.Current.FindService(answers.GetValueOrDefault(RequestFields.Service)?.Value ?? item?.Service);
        var whom = answers.GetValueOrDefault(FormField.ForWhom)?.Text.In(requester.Language);
        var request = new ServiceRequest
        {
            Number = await numbers.NextAsync(NumberSeries.ServiceRequest),
            Title = Title(item, answers.GetValueOrDefault(RequestFields.Title)?.Value, whom, requester.Language),
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
        request.Plan(item?.Tasks ?? [], needsApproval: planned.Stages.Count > 0, now);
        request.Touch(now);
        request.History.Add(new TicketEntry { At = now, AuthorId = requester.Id, Kind = EntryKind.Event, What = Phrase.Of("serviceRequests.did.asked"), Text = Particulars(request, requester.Language) });
        db.Add(request);
        await starter.StartAsync(request);
        audit.Add(requester, "request.filed", request.Number, new { item = request.CatalogItem, service = request.Service });
        if (planned != NobodyHasTo)
        {
            await db.SaveChangesAsync();
            await approvals.OpenAsync(RequestApproval.Kind, request.Number, requester, planned);
        }

        return request;
    }

    /// <summary>What happens next, as the requester is told.</summary>
    public Phrase Next(ServiceRequest request)
    {
        var group = policy.Current.FindGroup(request.Group)?.Name ?? Phrase.Of("tickets.theDesk");
        return request.Tasks.Count > 1 && policy.Current.FindCatalogItem(request.CatalogItem) is { } several
            ? Phrase.Of("serviceRequests.nextSteps", new { steps = request.Tasks.Count, several.Expected, request.Number })
            : policy.Current.FindCatalogItem(request.CatalogItem) is { } item
            ? Phrase.Of("serviceRequests.nextItem", new { group, item.Expected })
            : Phrase.Of("serviceRequests.nextFree", new { group, hours = policy.Current.Organisation.SupportHours });
    }

    private static readonly PlannedApproval NobodyHasTo = new(new ApprovalPolicy("", [], []), []);

    private static string Title(CatalogItem? item, string? typed, string? whom, Language language)
    {
        var title = item is null ? typed! : (whom is null ? item.Name : Phrase.Of("serviceRequests.titleFor", new { item = item.Name, whom })).In(language);
        return title.Length > Ticket.LongestTitle ? title[..(Ticket.LongestTitle - 1)] + "…" : title;
    }

    private static string? Particulars(ServiceRequest request, Language language)
    {
        var parts = new List<string>();
        if (request.ForWhom is not null)
        {
            parts.Add(Phrase.Of("serviceRequests.forWhom", new { whom = request.ForWhom }).In(language));
        }

        if (request.NeededBy is { } date)
        {
            parts.Add(Phrase.Of("serviceRequests.neededBy", new { day = date }).In(language));
        }

        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
