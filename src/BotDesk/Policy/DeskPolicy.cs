using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>
/// What the organisation decides, as <c>desk.yaml</c> says it. Immutable: a reload makes a new one, and whoever holds this one sees one
/// consistent policy to the end of the work at hand.
/// </summary>
public sealed record DeskPolicy
{
    public required Organisation Organisation { get; init; }

    public required ImmutableArray<AssignmentGroup> Groups { get; init; }

    public required ImmutableArray<Service> Services { get; init; }

    /// <summary>What employees can order.</summary>
    public required ImmutableArray<CatalogItem> Catalog { get; init; }

    /// <summary>What tickets are about, for reports. May be empty.</summary>
    public required ImmutableArray<Choice> Categories { get; init; }

    public required Levels<Impact> Impact { get; init; }

    public required Levels<Urgency> Urgency { get; init; }

    public required Priorities Priorities { get; init; }

    /// <summary>How an incident can end.</summary>
    public required ImmutableArray<Choice> IncidentResolutions { get; init; }

    /// <summary>How a service request can end.</summary>
    public required ImmutableArray<Choice> RequestResolutions { get; init; }

    public required TicketRules Tickets { get; init; }

    public required WebhookRules Webhooks { get; init; }

    /// <summary>Who has to agree to what. May be empty.</summary>
    public required ImmutableArray<ApprovalPolicy> Approvals { get; init; }

    /// <summary>Null where the desk takes no changes.</summary>
    public required ChangePolicy? Changes { get; init; }

    public Service? FindService(string? key) => Services.FirstOrDefault(service => service.Key == key);

    /// <summary>Keys of the services that feel it when these are touched: those that need them, and those that they need.</summary>
    public IReadOnlySet<string> RelatedTo(IEnumerable<string> services)
    {
        var touched = services.ToHashSet(StringComparer.Ordinal);
        return Services.Where(service => touched.Contains(service.Key)).SelectMany(service => service.DependsOn)
            .Concat(Services.Where(service => service.DependsOn.Any(touched.Contains)).Select(service => service.Key))
            .Where(key => !touched.Contains(key)).ToHashSet(StringComparer.Ordinal);
    }

    public AssignmentGroup? FindGroup(string? key) => Groups.FirstOrDefault(group => group.Key == key);

    /// <summary>Keys of the groups that a person is in, in the policy's order.</summary>
    public IReadOnlyList<string> GroupsOf(string handle) => [.. Groups.Where(group => group.Members.Contains(handle)).Select(group => group.Key)];

    public CatalogItem? FindCatalogItem(string? key) => Catalog.FirstOrDefault(item => item.Key == key);

    public ApprovalPolicy? FindApproval(string? key) => Approvals.FirstOrDefault(approval => approval.Key == key);

    /// <summary>When a group is there, in words and to reckon with; the organisation's where the group says nothing.</summary>
    public (Phrase Words, OpeningHours? Open, TimeZoneInfo Zone) HoursOf(AssignmentGroup group)
    {
        var open = group.Open ?? Organisation.Open;
        return (group.Hours ?? Organisation.SupportHours, open, open?.Zone ?? Organisation.TimeZone);
    }

    /// <summary>When something is over that begins at this instant; business time is that of the organisation.</summary>
    public DateTimeOffset After(DateTimeOffset at, TimeAllowed allowed) => allowed.From(at, Organisation.Open, Organisation.Open?.Zone ?? Organisation.TimeZone);

    internal static DeskPolicy Read(YamlSection root)
    {
        var resolutions = root.Section("resolutions");
        return new DeskPolicy
        {
            Organisation = Organisation.Read(root.Section("organisation")),
            Groups = root.Each("groups", Named.Group, AssignmentGroup.Read),
            Services = root.Each("services", Named.Service, Service.Read),
            Catalog = root.Each("catalog", Named.CatalogItem, CatalogItem.Read),
            Categories = root.Has("categories") ? root.EachWording("categories", Choice.Read) : [],
            Impact = Levels<Impact>.Read(root.Section("impact")),
            Urgency = Levels<Urgency>.Read(root.Section("urgency")),
            Priorities = Priorities.Read(root.Section("priorities")),
            IncidentResolutions = resolutions?.EachWording("incident", Choice.Read) ?? [],
            RequestResolutions = resolutions?.EachWording("request", Choice.Read) ?? [],
            Tickets = TicketRules.Read(root.SectionOrNull("tickets")),
            Webhooks = WebhookRules.Read(root.SectionOrNull("webhooks")),
            Approvals = root.Has("approvals") ? root.Each("approvals", Named.Approval, ApprovalPolicy.Read) : [],
            Changes = root.SectionOrNull("changes") is { } changes ? ChangePolicy.Read(changes) : null,
        };
    }
}
