using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;

namespace BotDesk.Protocol.Tests.MicrosoftSdk;

/// <summary>Microsoft's SDK for Node, as published on npm, in a process of its own: a connector, and a second opinion.</summary>
internal sealed class BotbuilderPeer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _http;

    private BotbuilderPeer(Process process, string url) => (_process, Url, _http) = (process, url, new HttpClient { BaseAddress = new Uri(url) });

    public string Url { get; }

    public static async Task<BotbuilderPeer> StartAsync()
    {
        var nodeModules = typeof(BotbuilderPeer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "NodeModules").Value!;
        Assert.True(Directory.Exists(Path.Combine(nodeModules, "botbuilder")), $"{nodeModules} is not complete: run 'npm ci' beside it, or build again.");
        var script = Path.Combine(AppContext.BaseDirectory, "MicrosoftSdk", "botbuilder-peer.cjs");
        var process = Process.Start(new ProcessStartInfo("node", [script, nodeModules]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
        return new BotbuilderPeer(process, $"http://127.0.0.1:{said!["Listening on ".Length..]}/");
    }

    /// <summary>What came to it as a connector, in order.</summary>
    public async Task<IReadOnlyList<(string Name, JsonElement[] Arguments)>> CallsAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("calls")).EnumerateArray().Select(call => (call.GetProperty("name").GetString()!, call.GetProperty("rest").EnumerateArray().ToArray()))];

    /// <summary>How it reads an activity.</summary>
    public Task<JsonElement> ReadAsync(string activity) => AskAsync("read", activity);

    /// <summary>Whether it would let a token in.</summary>
    public async Task<bool> AcceptsAsync(string token, string channelId, string serviceUrl, string appId) =>
        (await AskAsync("token", JsonSerializer.Serialize(new { header = $"Bearer {token}", channelId, serviceUrl, appId }))).GetProperty("accepted").GetBoolean();

    /// <summary>Has it check tokens against these.</summary>
    public async Task TrustAsync(string metadata, string keys)
    {
        (await _http.PutAsync("metadata", new StringContent(metadata))).Dispose();
        (await _http.PutAsync("keys", new StringContent(keys))).Dispose();
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<JsonElement> AskAsync(string what, string json)
    {
        using var response = await _http.PostAsync(what, new StringContent(json));
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
