namespace BotDesk.Browser.Tests;

/// <summary>A fact that needs Chromium. Skipped where it is missing, with how to get it; on a build server it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() =>
        Skip = Chromium.Path is null && Environment.GetEnvironmentVariable("CI") != "true"
            ? "Chromium is not installed. To run this test: apt-get install chromium"
            : null;
}
