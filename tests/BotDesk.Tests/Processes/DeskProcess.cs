using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BotDesk.Tests.Processes;

/// <summary>The desk as its own process, which can be killed.</summary>
internal sealed partial class DeskProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private DeskProcess(Process process, string url)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = new Uri(url) };
    }

    public HttpClient Http { get; }

    /// <summary>Starts it in Development on a free port, and ends when it has said where it is open.</summary>
    /// <param name="settings">Beside the usual ones, by name.</param>
    public static async Task<DeskProcess> StartAsync(string dataDirectory, IReadOnlyDictionary<string, string>? settings = null)
    {
        var process = Launch(dataDirectory, dataDirectory, ["--urls", "http://127.0.0.1:0", .. (settings ?? new Dictionary<string, string>()).SelectMany(setting => new[] { $"--{setting.Key}", setting.Value })]);
        using var patience = new CancellationTokenSource(StartPatience);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (OpenAt().Match(line) is { Success: true } match)
            {
                // Read on, or the pipe fills up and the process waits for its reader.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new DeskProcess(process, match.Groups["url"].Value);
            }
        }

        throw new InvalidOperationException($"The desk ended: {string.Join('\n', said)}\n{await process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    /// <summary>Starts it and does not wait for anything.</summary>
    public static Process Launch(string dataDirectory, string workingDirectory, params string[] arguments) => Launch(dataDirectory, workingDirectory, new Dictionary<string, string>(), arguments);

    private static Process Launch(string dataDirectory, string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "BotDesk.dll"), .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["BotDesk__DataDirectory"] = dataDirectory, ["DOTNET_NOLOGO"] = "1" },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(string dataDirectory, string workingDirectory, params string[] arguments) =>
        RunAsync(dataDirectory, workingDirectory, new Dictionary<string, string>(), arguments);

    /// <inheritdoc cref="RunAsync(string, string, string[])"/>
    /// <param name="environment">Settings as environment variables.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string dataDirectory, string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Launch(dataDirectory, workingDirectory, environment, arguments);
        using var patience = new CancellationTokenSource(StartPatience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>SIGKILL: it gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Http.Dispose();
    }

    [GeneratedRegex(@"is open at (?<url>http://\S+)")]
    private static partial Regex OpenAt();
}
