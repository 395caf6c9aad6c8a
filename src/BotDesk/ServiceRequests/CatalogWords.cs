using BotDesk.Policy;

namespace BotDesk.ServiceRequests;

/// <summary>Catalog items in words.</summary>
public static class CatalogWords
{
    /// <summary>"13.10 GBP per month, usually 1 business day": what it costs and how long it takes.</summary>
    public static Phrase Terms(CatalogItem item) => item.Cost is { } cost
        ? Phrase.Of("serviceRequests.terms", new { cost = Cost(cost), item.Expected })
        : Phrase.Of("serviceRequests.termsFree", new { item.Expected });

    /// <summary>"13.10 GBP per month", "13,10 GBP im Monat".</summary>
    public static Phrase Cost(Cost cost) => cost.Period switch
    {
        CostPeriod.Month => Phrase.Of("serviceRequests.costMonth", new { amount = new Amount(cost.Amount, cost.Currency) }),
        CostPeriod.Year => Phrase.Of("serviceRequests.costYear", new { amount = new Amount(cost.Amount, cost.Currency) }),
        _ => Phrase.Of("serviceRequests.cost", new { amount = new Amount(cost.Amount, cost.Currency) }),
    };

    /// <summary>A type as the policy's file writes it.</summary>
    public static string Type(FieldType type) => type switch
    {
        FieldType.LongText => "long-text",
        FieldType.MultipleChoice => "multiple-choice",
        FieldType.YesNo => "yes-no",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>"the departments People and Finance, managers": who may order it.</summary>
    public static Phrase For(CatalogItem item, DeskPolicy policy)
    {
        if (item.Audience is not { } audience)
        {
            return Phrase.Of("serviceRequests.everybody");
        }

        Phrase[] parts =
        [
            .. audience.Departments.Select(department => Phrase.Of("serviceRequests.department", new { department })),
            .. audience.Roles.Select(role => role switch
            {
                AudienceRole.Agent => Phrase.Of("serviceRequests.agents"),
                AudienceRole.Approver => Phrase.Of("serviceRequests.approvers"),
                _ => Phrase.Of("serviceRequests.managers"),
            }),
            .. audience.Groups.Select(group => Phrase.Of("serviceRequests.group", new { group = policy.FindGroup(group)?.Name })),
            .. audience.People.Select(Phrase.Plain),
        ];
        return Phrase.Of("serviceRequests.only", new { whom = Phrase.Join(", ", parts) });
    }
}
