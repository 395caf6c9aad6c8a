using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace BotDesk.Tests;

/// <summary>How a connector answers one call.</summary>
/// <param name="Status">0: the line is cut after the call was received and shown.</param>
/// <param name="Code">The channel's own error code.</param>
/// <param name="RetryAfter">Seconds.</param>
internal sealed record ConnectorAnswer(int Status, string? Code = null, int? RetryAfter = null)
{
    public static readonly ConnectorAnswer CutAfterReceipt = new(0);
}

/// <summary>One call that a connector received.</summary>
internal sealed record ConnectorCall(string Method, string ConversationId, string? ActivityId, JsonElement Activity, int Status, DateTimeOffset At)
{
    /// <summary>The chat or channel in which it counts: a channel's threads count together.</summary>
    public string Counted => ConversationId.Split(";messageid=")[0];

    public bool IsShown => Status is 0 or (>= 200 and < 300);
}

/// <summary>A channel's connector on a real socket: shows what it is sent, in order, or fails as the test says.</summary>
internal sealed class FakeConnector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ConnectorAnswer>> _answers = new();
    private readonly ConcurrentQueue<ConnectorCall> _calls = new();
    private readonly Lock _lock = new();
    private int _last;

    private readonly TimeProvider _clock;

    private FakeConnector(WebApplication app, TimeProvider clock) => (_app, _clock) = (app, clock);

    /// <summary>Whether it refuses what is more than Teams takes.</summary>
    public bool IsStrict { get; init; }

    public string Url => _app.Urls.First() + "/channel/";

    /// <summary>Files that came with messages, by id.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>What it says of members, by account; of somebody else, that they are none.</summary>
    public ConcurrentDictionary<string, object> Members { get; } = new();

    /// <summary>How many next questions about members it is too busy for.</summary>
    public int BusyWithMembers { get; set; }

    /// <summary>What people see.</summary>
    public Arrivals Shown { get; } = new();

    /// <summary>Every call, also those that were refused.</summary>
    public IReadOnlyList<ConnectorCall> Calls => [.. _calls];

    public static async Task<FakeConnector> StartAsync(TimeProvider? clock = null, bool isStrict = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var connector = new FakeConnector(app, clock ?? TimeProvider.System) { IsStrict = isStrict };
        app.MapPost("/channel/v3/conversations/{conversation}/activities/{activity?}", connector.AnswerAsync);
        app.MapGet("/channel/v3/attachments/{file}/views/original", (string file) => connector.Files.TryGetValue(file, out var bytes) ? Results.Bytes(bytes, "application/octet-stream") : Results.NotFound());
        app.MapPost("/channel/v3/conversations", connector.CreateAsync);
        app.MapGet("/channel/v3/conversations/{conversation}/members/{member}", (string member) =>
            connector.BusyWithMembers-- > 0 ? Results.StatusCode(503) : connector.Members.TryGetValue(member, out var known) ? Results.Json(known) : Results.NotFound());
        app.MapPut("/channel/v3/conversations/{conversation}/activities/{activity}", connector.AnswerAsync);
        await app.StartAsync();
        return connector;
    }

    /// <summary>How the next calls to a conversation are answered; those after them succeed.</summary>
    public void WillAnswer(string conversationId, params ConnectorAnswer[] answers)
    {
        var queue = _answers.GetOrAdd(conversationId, _ => new());
        Array.ForEach(answers, queue.Enqueue);
    }

    /// <summary>How many updates it takes still, before it answers nothing any more; null: all.</summary>
    public Gate? Updates { get; set; }

    /// <summary>Forgets the calls so far, as far as they are told again.</summary>
    public void Forgets() => _calls.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Whether nobody can be written to who has not written first.</summary>
    public bool RefusesDirect { get; set; }

    /// <summary>How many next chats it is too busy to open.</summary>
    public int BusyWithDirect { get; set; }

    /// <summary>A personal chat is called as the account is.</summary>
    private async Task<IResult> CreateAsync(HttpRequest request)
    {
        using var document = await JsonDocument.ParseAsync(request.Body);
        var member = document.RootElement.GetProperty("members")[0].GetProperty("id").GetString()!;
        return BusyWithDirect-- > 0 ? Results.StatusCode(503)
            : RefusesDirect
            ? Results.Json(new { error = new { code = "BotNotInConversationRoster", message = "As the test said." } }, statusCode: 403)
            : Results.Json(new { id = $"a:{member[(member.LastIndexOfAny([':', '-']) + 1)..]}" }, statusCode: 201);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var activity = document.RootElement.Clone();
        var conversation = (string)context.GetRouteValue("conversation")!;
        var target = (string?)context.GetRouteValue("activity");
        var answer = _answers.TryGetValue(conversation, out var queue) && queue.TryDequeue(out var next) ? next : new ConnectorAnswer(201);
        var isUpdate = HttpMethods.IsPut(context.Request.Method);
        if (isUpdate && Updates is { } gate)
        {
            await gate.PassAsync(context.RequestAborted);
        }

        ConnectorCall call;
        string id;
        lock (_lock)
        {
            var at = _clock.GetUtcNow();
            call = new ConnectorCall(context.Request.Method, conversation, target, activity, answer.Status, at);
            if (IsStrict && answer.Status is 0 or 201 && TeamsLimits.Wait(_calls, call) is { } wait)
            {
                (answer, call) = (new ConnectorAnswer(429, "RateLimited", (int)Math.Ceiling(wait.TotalSeconds)), call with { Status = 429 });
            }

            _calls.Enqueue(call);
            id = isUpdate ? target! : $"c{++_last}";
            if (call.IsShown)
            {
                Shown.Add(new Arrival(conversation, id, isUpdate, activity));
            }
        }

        if (answer.Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await (call.IsShown ? context.Response.WriteAsJsonAsync(new { id }) : context.Response.WriteAsJsonAsync(new { error = new { code = answer.Code ?? "Failed", message = "As the test said." } }));
    }
}
