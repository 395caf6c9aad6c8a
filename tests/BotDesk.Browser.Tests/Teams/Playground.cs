using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BotDesk.Browser.Tests.Teams;

/// <summary>
/// Microsoft's Agents Playground as a process of its own: a Teams-like client with a connector, for one person of the demo company,
/// who is named in a configuration file beside this one.
/// </summary>
public sealed partial class Playground : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly string Folder = Desk.Metadata("TestProjectDirectory");

    private readonly Process _process;
    private readonly DirectoryInfo _work;

    private Playground(Process process, DirectoryInfo work, string address) => (_process, _work, Address) = (process, work, address);

    /// <summary>Such as <c>http://localhost:40123</c>.</summary>
    public string Address { get; }

    /// <summary>Why there is no Playground on this machine; null when there is one, and always null on a build server.</summary>
    public static string? MissingReason { get; } =
        Environment.GetEnvironmentVariable("CI") == "true" || File.Exists(Script) ? null : "The Agents Playground is not installed. To run this test: install Node.js 20 or later and build again";

    private static string Script => Path.Combine(Folder, "node_modules", "@microsoft", "m365agentsplayground", "cli.js");

    /// <param name="handle">Whose configuration it is, such as <c>jonas</c>.</param>
    public static async Task<Playground> StartAsync(Desk desk, string handle)
    {
        var work = Directory.CreateTempSubdirectory("botdesk-playground-");
        var start = new ProcessStartInfo("node", [Script, "--app-endpoint", $"{desk.Address}/api/messages", "--channel-id", "msteams", "--port", "0", "--disable-telemetry"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = work.FullName,
            Environment =
            {
                ["TEAMSAPPTESTER_BROWSER"] = "none",
                ["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = Path.Combine(Folder, "Teams", $"{handle}.m365agentsplayground.yml"),
                ["M365_AGENTS_PLAYGROUND_LOGFILE"] = Path.Combine(work.FullName, "log"),
            },
        };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var opened = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && Listening().Match(text) is { Success: true } match)
            {
                opened.TrySetResult($"http://localhost:{match.Groups["port"].Value}");
            }
        };
        process.Exited += (_, _) => opened.TrySetException(new InvalidOperationException("The Agents Playground did not start."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new Playground(process, work, await opened.Task.WaitAsync(StartLimit));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _work.Delete(recursive: true);
    }

    [GeneratedRegex(@"Listening on (?<port>\d+)")]
    private static partial Regex Listening();
}
