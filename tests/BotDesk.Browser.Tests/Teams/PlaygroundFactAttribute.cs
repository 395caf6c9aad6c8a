namespace BotDesk.Browser.Tests.Teams;

/// <summary>A fact that needs Chromium and the Agents Playground. Skipped where one is missing, with how to get it; on a build server it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PlaygroundFactAttribute : ChromiumFactAttribute
{
    public PlaygroundFactAttribute() => Skip ??= Playground.MissingReason;
}
