using System.Text.RegularExpressions;

namespace BotDesk.Browser.Tests.Teams;

/// <summary>
/// The desk with two people in Teams, each in front of a Playground of their own: Jonas asks, Tomasz approves, takes over and works on
/// tickets. The demo company's policy is changed so far that he may, and that his groups are there day and night.
/// </summary>
public sealed partial class TeamsDesk : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _opened = [];

    public PlaygroundTab Jonas { get; private set; } = null!;

    public PlaygroundTab Tomasz { get; private set; } = null!;

    public static async Task<TeamsDesk> OpenAsync(Chromium chromium)
    {
        var teams = new TeamsDesk();
        var policy = new PolicyCopy();
        teams._opened.Add(policy);
        var desk = await Desk.StartAsync(("BotDesk__PolicyFile", policy.Path));
        teams._opened.Add(desk);
        var window = await chromium.OpenAsync(new() { Width = 1280, Height = 1100 });
        teams._opened.Add(window);
        teams.Jonas = await teams.OpenAsync(desk, window, "jonas");
        teams.Tomasz = await teams.OpenAsync(desk, window, "tomasz");
        return teams;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }
    }

    private async Task<PlaygroundTab> OpenAsync(Desk desk, Microsoft.Playwright.IBrowserContext window, string handle)
    {
        var playground = await Playground.StartAsync(desk, handle);
        _opened.Add(playground);
        return await PlaygroundTab.OpenAsync(playground, window, handle);
    }

    private sealed partial class PolicyCopy : IAsyncDisposable
    {
        public PolicyCopy()
        {
            var demo = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Desk.Metadata("DeskAssembly"))!, "Demo", "desk.yaml");
            var text = Open().Replace(Approvers().Replace(File.ReadAllText(demo), "people: [tomasz], needs: all"), "open: Mon-Sun 00:00-24:00");
            File.WriteAllText(Path, text);
        }

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public ValueTask DisposeAsync()
        {
            File.Delete(Path);
            return ValueTask.CompletedTask;
        }

        [GeneratedRegex(@"people: \[desmond, mira\], needs: all")]
        private static partial Regex Approvers();

        [GeneratedRegex(@"(?<=^ *)open: \S+ \S+", RegexOptions.Multiline)]
        private static partial Regex Open();
    }
}
