using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace BotDesk.Browser.Tests;

/// <summary>The desk as a process of its own, with the demo company and a database in a temporary folder.</summary>
public sealed partial class Desk : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("botdesk-browser-");
    private readonly IReadOnlyDictionary<string, string> _settings;
    private Process? _process;

    private Desk(IReadOnlyDictionary<string, string> settings) => _settings = settings;

    /// <summary>Such as <c>http://127.0.0.1:40123</c>; it stays the same over a restart.</summary>
    public string Address { get; private set; } = "http://127.0.0.1:0";

    public static async Task<Desk> StartAsync(params (string Name, string Value)[] settings)
    {
        var desk = new Desk(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        await desk.StartAsync();
        return desk;
    }

    /// <summary>As in <c>kill -9</c>: the process gets no word of farewell in.</summary>
    public async Task KillAsync()
    {
        if (_process is { } running)
        {
            _process = null;
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
            running.Dispose();
        }
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Metadata("DeskAssembly"), "--urls", Address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["BotDesk__DataDirectory"] = _data.FullName },
        };
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        var said = new List<string>();
        var opened = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => opened.TrySetException(new InvalidOperationException("The desk did not start:\n" + Said()));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Address = await opened.Task.WaitAsync(StartLimit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException("The desk did not open in time. It said:\n" + Said());
        }

        void Hear(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (said)
            {
                said.Add(line);
            }

            if (Opened().Match(line) is { Success: true } match)
            {
                opened.TrySetResult(match.Groups["address"].Value);
            }
        }

        string Said()
        {
            lock (said)
            {
                return string.Join('\n', said);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _data.Delete(recursive: true);
    }

    internal static string Metadata(string key) =>
        typeof(Desk).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;

    [GeneratedRegex(@"BotDesk is open at (?<address>http://\S+)")]
    private static partial Regex Opened();
}
