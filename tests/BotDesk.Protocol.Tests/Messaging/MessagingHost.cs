using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotDesk.Protocol.Tests.Messaging;

/// <summary>A bot on a free port that does what the test says.</summary>
internal sealed class MessagingHost : IAsyncDisposable, IActivityReceiver
{
    private readonly WebApplication _app;

    private MessagingHost(Action<BotFrameworkOptions> configure, HttpMessageHandler? network, TimeProvider? clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (network is not null)
        {
            builder.Services.AddSingleton(new ProtocolHttp(network));
        }

        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        builder.Services.AddSingleton<IActivityReceiver>(this);
        builder.Services.AddBotFramework(configure);
        _app = builder.Build();
        _app.MapBotFramework();
    }

    public HttpClient Http { get; private set; } = null!;

    public List<Activity> Received { get; } = [];

    public Func<Activity, ReceiveResult> Answer { get; set; } = _ => ReceiveResult.Accepted.Instance;

    public static async Task<MessagingHost> StartAsync(Action<BotFrameworkOptions>? configure = null, HttpMessageHandler? network = null, TimeProvider? clock = null)
    {
        var host = new MessagingHost(configure ?? (options => options.AllowUnauthenticatedLocalCallers = true), network, clock);
        await host._app.StartAsync();
        host.Http = new HttpClient { BaseAddress = new Uri(host._app.Urls.First()) };
        return host;
    }

    public Task<ReceiveResult> ReceiveAsync(Activity activity, CancellationToken cancellationToken)
    {
        lock (Received)
        {
            Received.Add(activity);
        }

        return Task.FromResult(Answer(activity));
    }

    public async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Response)> PostAsync(byte[] body, string? token = null, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public Task<(HttpStatusCode Status, string Body, HttpResponseMessage Response)> PostAsync(string body, string? token = null) => PostAsync(Encoding.UTF8.GetBytes(body), token);

    /// <summary>An activity as a channel sends it, unless changed.</summary>
    public static string Message(Action<Activity>? change = null)
    {
        var activity = new Activity
        {
            Type = ActivityTypes.Message,
            Id = "1",
            Text = "hello",
            ChannelId = "msteams",
            ServiceUrl = "http://localhost:56150/_connector",
            From = new() { Id = "29:mira" },
            Recipient = new() { Id = "28:bot" },
            Conversation = new() { Id = "c" },
        };
        change?.Invoke(activity);
        return JsonSerializer.Serialize(activity, ProtocolJson.Default.Activity);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
