using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BotDesk.Benchmarks.Channels;

/// <summary>A program that serves on a port and can be killed and started again: the desk, or what it is compared with.</summary>
internal sealed class BenchedDesk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ProcessStartInfo _start;
    private Process _process;
    private TimeSpan _cpuOfKilled;

    private BenchedDesk(ProcessStartInfo start, string url, Process process)
    {
        (_start, _process) = (start, process);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 512 }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(10) };
    }

    public HttpClient Http { get; }

    /// <summary>CPU time of the program so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _cpuOfKilled + _process.TotalProcessorTime;
        }
    }

    /// <param name="folder">Where it keeps its data.</param>
    /// <param name="published">The folder of a published desk; null: the one that was built with this.</param>
    /// <param name="settings">As environment variables.</param>
    public static Task<BenchedDesk> StartAsync(string folder, string? published, IReadOnlyDictionary<string, string> settings) => StartAsync(
        [Path.Combine(published ?? AppContext.BaseDirectory, "BotDesk.dll")],
        folder,
        new Dictionary<string, string>(settings) { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["BotDesk__DataDirectory"] = folder, ["Logging__LogLevel__Default"] = "None" });

    /// <summary>Starts this same program as a server that only verifies the signature.</summary>
    public static Task<BenchedDesk> StartBareAsync(string folder) => StartAsync([Path.Combine(AppContext.BaseDirectory, "BotDesk.Benchmarks.dll"), "slack", "bare"], folder, new Dictionary<string, string>());

    public async Task KillAsync()
    {
        _cpuOfKilled = Cpu;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Starts it again on the same port and data.</summary>
    public async Task StartAgainAsync()
    {
        _process = Process.Start(_start)!;
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<BenchedDesk> StartAsync(IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("dotnet", [.. arguments, "--urls", url]) { WorkingDirectory = folder };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var desk = new BenchedDesk(start, url, Process.Start(start)!);
        await desk.ReadyAsync();
        return desk;
    }

    private async Task ReadyAsync()
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience && !_process.HasExited; await Task.Delay(20))
        {
            try
            {
                using var response = await Http.GetAsync("health/ready");
                if (response.StatusCode is HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException("It did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>What the whole machine did meanwhile (Linux, <c>/proc/stat</c>).</summary>
internal sealed class Machine
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly (double Busy, TimeSpan Own) _before = Read();

    /// <summary>Cores that others used.</summary>
    /// <param name="ours">CPU time of what was measured, beside this process.</param>
    public double Others(TimeSpan ours)
    {
        var (busy, own) = Read();
        return Math.Max(0, (busy - _before.Busy - (own - _before.Own).TotalSeconds - ours.TotalSeconds) / Stopwatch.GetElapsedTime(_start).TotalSeconds);
    }

    private static (double, TimeSpan) Read()
    {
        using var process = Process.GetCurrentProcess();
        if (!File.Exists("/proc/stat"))
        {
            return (0, process.TotalProcessorTime);
        }

        // user, nice, system, idle, iowait, irq, softirq, steal; in hundredths of a second.
        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(time => double.Parse(time, CultureInfo.InvariantCulture)).ToList();
        return ((times.Take(8).Sum() - times[3] - times[4]) / 100, process.TotalProcessorTime);
    }
}
