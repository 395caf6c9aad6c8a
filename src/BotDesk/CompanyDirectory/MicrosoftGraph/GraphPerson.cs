using System.Text.Json;

namespace BotDesk.CompanyDirectory.MicrosoftGraph;

/// <summary>A user of the directory as the desk keeps people (https://learn.microsoft.com/graph/api/resources/user).</summary>
internal static class GraphPerson
{
    /// <summary>Whether it is somebody: rooms and shared mailboxes have accounts that are switched off, and so have those who left.</summary>
    public static bool IsSomebody(JsonElement user) =>
        GraphUsers.Text(user, "id") is not null && !user.TryGetProperty("@removed", out _) && !(user.TryGetProperty("accountEnabled", out var enabled) && enabled.ValueKind == JsonValueKind.False);

    /// <summary>Whether it is all there: of a change, there may be no more than what has changed.</summary>
    public static bool IsWhole(JsonElement user) => GraphUsers.Text(user, "displayName") is not null;

    /// <summary>A user who <see cref="IsWhole"/>.</summary>
    public static PersonRecord Read(JsonElement user)
    {
        var id = GraphUsers.Text(user, "id")!;
        var address = GraphUsers.Text(user, "mail") ?? GraphUsers.Text(user, "userPrincipalName");
        return new PersonRecord(
            DirectoryId: id,
            // A guest's sign-in name is made of their address and is none ("somebody_example.com#EXT#@…").
            Email: address is not null && !address.Contains('#', StringComparison.Ordinal) && PersonRules.IsAddress(address) ? address : null,
            Name: PersonRules.Short(GraphUsers.Text(user, "displayName"))!,
            JobTitle: PersonRules.Short(GraphUsers.Text(user, "jobTitle")),
            Department: PersonRules.Short(GraphUsers.Text(user, "department")),
            Manager: ManagerOf(user),
            TimeZone: null,
            Locale: GraphUsers.Text(user, "preferredLanguage") is { } tag && PersonRules.IsLocale(tag) ? tag : null,
            Source: id)
        {
            Gone = [.. Gone(user)],
        };
    }

    /// <summary>What they had and have no more. Graph says so with a null; what it leaves out stays.</summary>
    private static IEnumerable<string> Gone(JsonElement user)
    {
        foreach (var name in (string[])["jobTitle", "department"])
        {
            if (user.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null)
            {
                yield return name;
            }
        }

        if (user.TryGetProperty("manager@delta", out var managers) && managers.ValueKind == JsonValueKind.Array && managers.GetArrayLength() > 0 && ManagerOf(user) is null)
        {
            yield return "manager";
        }
    }

    private static string? ManagerOf(JsonElement user)
    {
        if (user.TryGetProperty("manager@delta", out var changes) && changes.ValueKind == JsonValueKind.Array)
        {
            return changes.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Object && !each.TryGetProperty("@removed", out _)).Select(each => GraphUsers.Text(each, "id")).LastOrDefault();
        }

        return user.TryGetProperty("manager", out var manager) ? GraphUsers.Text(manager, "id") : null;
    }
}
