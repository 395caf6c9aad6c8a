using BotDesk.Policy;

namespace BotDesk.ServiceRequests;

/// <summary>Catalog items in words.</summary>
public static class CatalogWords
{
    /// <summary>"13.10 GBP per month, usually 1 business day": what it costs and how long it takes.</summary>
    public static string Terms(CatalogItem item) => item.Cost is { } cost ? $"{cost}, usually {item.Expected}" : $"Free of charge, usually {item.Expected}";

    /// <summary>A type as the policy's file writes it.</summary>
    public static string Type(FieldType type) => type switch
    {
        FieldType.LongText => "long-text",
        FieldType.MultipleChoice => "multiple-choice",
        FieldType.YesNo => "yes-no",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>"the departments People and Finance, managers": who may order it.</summary>
    public static string For(CatalogItem item, DeskPolicy policy)
    {
        if (item.Audience is not { } audience)
        {
            return "Everybody";
        }

        string[] parts =
        [
            .. audience.Departments.Select(department => $"the department {department}"),
            .. audience.Roles.Select(role => $"{role.ToString().ToLowerInvariant()}s"),
            .. audience.Groups.Select(group => $"the group {policy.FindGroup(group)?.Name}"),
            .. audience.People,
        ];
        return $"Only {string.Join(", ", parts)}";
    }
}
