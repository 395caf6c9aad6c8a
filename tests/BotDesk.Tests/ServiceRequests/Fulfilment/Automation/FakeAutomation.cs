using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotDesk.Tests.ServiceRequests.Fulfilment.Automation;

/// <summary>A message as a program received it.</summary>
internal sealed record ReceivedWebhook(string Path, string Id, string Timestamp, string Signature, string Body)
{
    public JsonNode Data => JsonNode.Parse(Body)!["data"]!;

    public string Callback => (string)Data["callback"]!;
}

/// <summary>A program that does tasks, well or badly.</summary>
internal sealed class FakeAutomation : IAsyncDisposable
{
    /// <summary>A secret of the tests.</summary>
    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedWebhook> _received = new();

    private FakeAutomation(WebApplication app) => _app = app;

    public static string Secret => $"whsec_{Convert.ToBase64String(Key)}";

    public string Url => _app.Urls.First();

    /// <summary>What it answers; by default that it has understood.</summary>
    public Func<int, HttpContext, Task> Answer { get; set; } = static (_, http) =>
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    };

    public IReadOnlyList<ReceivedWebhook> Received => [.. _received];

    public static async Task<FakeAutomation> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var fake = new FakeAutomation(app);
        app.Map("/{**path}", fake.ReceiveAsync);
        await app.StartAsync();
        return fake;
    }

    /// <summary>The signature as Standard Webhooks say it, computed without the desk.</summary>
    public static string Sign(string id, string timestamp, string body) => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}";

    public async Task<IReadOnlyList<ReceivedWebhook>> ReceivesAsync(int count) => await Eventually.Is(() => Task.FromResult(Received), received => received.Count >= count);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers;
        _received.Enqueue(new ReceivedWebhook(http.Request.Path, headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, await reader.ReadToEndAsync()));
        await Answer(_received.Count, http);
    }
}
