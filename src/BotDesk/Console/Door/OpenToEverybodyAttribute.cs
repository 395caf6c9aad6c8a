namespace BotDesk.Console.Door;

/// <summary>A page for everybody whom the desk knows, and not only for agents and managers; it shows each reader only what is theirs.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenToEverybodyAttribute : Attribute;
