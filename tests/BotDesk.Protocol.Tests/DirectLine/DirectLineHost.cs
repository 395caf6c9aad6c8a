using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using BotDesk.Protocol.DirectLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotDesk.Protocol.Tests.DirectLine;

/// <summary>A Direct Line server on a free port, and a client for it.</summary>
internal sealed class DirectLineHost : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-tests";

    private readonly WebApplication _app;

    private DirectLineHost(WebApplication app, MemoryDirectLineStore store, ManualClock clock)
    {
        (_app, Store, Clock) = (app, store, clock);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/v3/directline/") };
    }

    public MemoryDirectLineStore Store { get; }

    public ManualClock Clock { get; }

    public HttpClient Http { get; }

    public DirectLineTokens Tokens => _app.Services.GetRequiredService<DirectLineTokens>();

    public DirectLineStreams Streams => _app.Services.GetRequiredService<DirectLineStreams>();

    public static async Task<DirectLineHost> StartAsync(Action<DirectLineOptions>? configure = null)
    {
        var (store, clock) = (new MemoryDirectLineStore(), new ManualClock());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IDirectLineStore>(store);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddDirectLine(options =>
        {
            options.Secrets.Add(Secret);
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.MapDirectLine();
        await app.StartAsync();
        return new DirectLineHost(app, store, clock);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> CallAsync(HttpMethod method, string path, string? token, HttpContent? content = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        var response = await Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, body.StartsWith('{') ? JsonElement.Parse(body) : default, response);
    }

    public Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> GetAsync(string path, string? token) => CallAsync(HttpMethod.Get, path, token);

    public Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> PostAsync(string path, string? token, string? json = null, string? origin = null) =>
        CallAsync(HttpMethod.Post, path, token, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), origin);

    /// <summary>A conversation of somebody new.</summary>
    public async Task<Conversation> ConverseAsync(string userId = "mira")
    {
        var token = Tokens.Create(userId, "Mira");
        var (status, body, _) = await PostAsync("conversations", token.Token);
        Assert.Equal(HttpStatusCode.Created, status);
        return new Conversation(this, body.GetProperty("conversationId").GetString()!, body.GetProperty("token").GetString()!, body.GetProperty("streamUrl").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    internal sealed record Conversation(DirectLineHost Host, string Id, string Token, string StreamUrl)
    {
        public Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> PostAsync(string activity) =>
            Host.PostAsync($"conversations/{Id}/activities", Token, activity);

        public async Task<string> SaysAsync(string text, string clientActivityId = "")
        {
            var activity = JsonSerializer.Serialize(new { type = "message", text, channelData = new { clientActivityID = clientActivityId.Length > 0 ? clientActivityId : Guid.NewGuid().ToString() } });
            var (status, body, _) = await PostAsync(activity);
            Assert.Equal(HttpStatusCode.OK, status);
            return body.GetProperty("id").GetString()!;
        }

        public void Hears(string text, string? activityId = null)
        {
            Host.Store.BotSays(Id, new Activity { Type = "message", Text = text, Id = activityId ?? Guid.NewGuid().ToString(), From = new() { Id = "bot" } });
            Host.Streams.Notify(Id);
        }

        public Task<Stream> OpenStreamAsync() => Stream.OpenAsync(StreamUrl);
    }

    /// <summary>The client's end of a WebSocket.</summary>
    internal sealed class Stream : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        public ClientWebSocket Socket { get; } = new();

        public static async Task<Stream> OpenAsync(string url)
        {
            var stream = new Stream();
            using var patience = new CancellationTokenSource(Patience);
            await stream.Socket.ConnectAsync(new Uri(url), patience.Token);
            return stream;
        }

        public Task SendAsync(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

        /// <returns>Null when the server closed.</returns>
        public async Task<JsonElement?> NextFrameAsync()
        {
            using var patience = new CancellationTokenSource(Patience);
            using var frame = new MemoryStream();
            var buffer = new byte[8192];
            while (true)
            {
                var read = await Socket.ReceiveAsync(buffer, patience.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                frame.Write(buffer, 0, read.Count);
                if (read.EndOfMessage)
                {
                    return JsonElement.Parse(frame.ToArray());
                }
            }
        }

        /// <summary>Reads frames until so many activities came.</summary>
        public async Task<(List<string> Texts, string Watermark)> NextAsync(int count)
        {
            var (texts, watermark) = (new List<string>(), string.Empty);
            while (texts.Count < count)
            {
                var frame = await NextFrameAsync() ?? throw new InvalidOperationException("The server closed the stream.");
                texts.AddRange(frame.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("text").GetString()!));
                watermark = frame.GetProperty("watermark").GetString()!;
            }

            return (texts, watermark);
        }

        public void Dispose() => Socket.Dispose();
    }
}
