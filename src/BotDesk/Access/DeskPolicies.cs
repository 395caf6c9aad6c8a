namespace BotDesk.Access;

/// <summary>Who may use which door, as authorization policies.</summary>
public static class DeskPolicies
{
    /// <summary>Somebody whom the desk knows as a person: the chat page.</summary>
    public const string Person = "person";

    /// <summary>Agents and managers: the console.</summary>
    public const string Console = "console";

    /// <summary>A caller of the REST API.</summary>
    public const string Api = "api";
}
