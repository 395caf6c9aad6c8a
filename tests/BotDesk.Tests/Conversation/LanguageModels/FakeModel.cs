using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotDesk.Tests.Conversation.LanguageModels;

/// <summary>A server that speaks OpenAI's chat completions, and does what a test wants of it.</summary>
internal sealed class FakeModel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _asked = new();

    private FakeModel(WebApplication app) => _app = app;

    /// <summary>Everything that reached it, as it came.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Writes the response; gets the data of the question.</summary>
    public Func<JsonObject, HttpContext, Task> Does { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What a desk is told of it.</summary>
    public Dictionary<string, string> Settings(string timeLimit = "00:00:05") => new()
    {
        ["BotDesk:LanguageModel:Endpoint"] = $"{_app.Urls.First()}/v1",
        ["BotDesk:LanguageModel:Key"] = "sk-for-tests",
        ["BotDesk:LanguageModel:Model"] = "small",
        ["BotDesk:LanguageModel:TimeLimit"] = timeLimit,
    };

    public static async Task<FakeModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var model = new FakeModel(app);
        app.MapPost("/v1/chat/completions", async context =>
        {
            Assert.Equal("Bearer sk-for-tests", context.Request.Headers.Authorization);
            var request = await new StreamReader(context.Request.Body).ReadToEndAsync();
            model._asked.Enqueue(request);
            var messages = JsonNode.Parse(request)!["messages"]!.AsArray();
            await model.Does(JsonNode.Parse((string)messages[1]!["content"]!)!.AsObject(), context);
        });
        await app.StartAsync();
        return model;
    }

    /// <summary>Answers with this as the model's words.</summary>
    public static Task Says(HttpContext context, string words) =>
        context.Response.WriteAsJsonAsync(new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = words } }) });

    public void AlwaysSays(string words) => Does = (_, context) => Says(context, words);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
