using Microsoft.Playwright;

namespace BotDesk.Browser.Tests;

/// <summary>The browser that all stories share; each gets tabs of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The operating system's Chromium: Playwright would download its own. Null: there is none.</summary>
    public static string? Path { get; } =
        new[] { "chromium", "chromium-browser", "google-chrome" }
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Path is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
        Assertions.SetDefaultExpectTimeout(20_000);
    }

    /// <summary>A window of its own, as of another person at another machine.</summary>
    public async Task<IBrowserContext> OpenAsync(ViewportSize? size = null, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.True(_browser is not null, "These tests need Chromium on a build server: apt-get install chromium");
        var context = await _browser.NewContextAsync(new() { ViewportSize = size ?? new() { Width = 1280, Height = 900 }, ColorScheme = scheme, Locale = "en-US" });
        context.SetDefaultTimeout(20_000);
        return context;
    }

    public async Task DisposeAsync()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
    }
}
