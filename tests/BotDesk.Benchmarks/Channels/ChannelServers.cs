using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotDesk.Benchmarks.Channels;

/// <summary>Something that was shown, or brought up to date where it stood.</summary>
/// <param name="At">Since the servers were started.</param>
internal sealed record Shown(string Where, string Id, bool IsUpdate, string Content, TimeSpan At);

/// <summary>A server that takes what the desk sends as Slack does and as Teams' connector does, and refuses what is beyond their limits.</summary>
internal sealed class ChannelServers : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // "About" one a second: what was sent a second apart may come a little closer.
    private static readonly (int, TimeSpan)[] PerSlackChannel = [(1, TimeSpan.FromSeconds(0.9))];
    private static readonly (int, TimeSpan)[] PerTeamsConversation = [(7, Second), (8, 2 * Second), (60, 30 * Second)];
    private static readonly (int, TimeSpan)[] AllOfTeams = [(50, Second)];

    private readonly WebApplication _app;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly long _start;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<TimeSpan>> _taken = [];
    private readonly List<JsonObject> _posted = [];
    private int _last;

    private ChannelServers(WebApplication app) => (_app, _start) = (app, _clock.GetTimestamp());

    public ConcurrentQueue<Shown> Shown { get; } = new();

    /// <summary>How many calls were refused because they were too many.</summary>
    public int Refused { get; private set; }

    /// <summary>How often a killed desk's successor asked what stands there.</summary>
    public int Asked { get; private set; }

    public TimeSpan Now => _clock.GetElapsedTime(_start);

    public string Slack => _app.Urls.First() + "/api/";

    public string Teams => _app.Urls.First() + "/teams/";

    /// <summary>Members of the Slack workspace, by id.</summary>
    public ConcurrentDictionary<string, string> Members { get; } = new();

    public static async Task<ChannelServers> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var servers = new ChannelServers(app);
        app.MapPost("/api/{method}", servers.SlackAsync);
        app.MapPost("/teams/v3/conversations/{conversation}/activities/{reply?}", servers.TeamsAsync);
        app.MapPut("/teams/v3/conversations/{conversation}/activities/{activity}", servers.TeamsAsync);
        app.MapGet("/teams/v3/conversations/{conversation}/members/{member}", (string member) => Results.Json(new { id = member, name = "Jonas", email = "jonas.achterberg@larkfield.example.com" }));
        await app.StartAsync();
        return servers;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task SlackAsync(HttpContext context)
    {
        var method = (string)context.Request.RouteValues["method"]!;
        var arguments = await ReadAsync(context.Request);
        JsonObject? answer;
        lock (_lock)
        {
            answer = IsTooMuch(method, arguments) ? null : Do(method, arguments);
        }

        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = method == "chat.postMessage" ? "1" : "30";
            answer = new JsonObject { ["ok"] = false, ["error"] = "ratelimited" };
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private bool IsTooMuch(string method, JsonElement arguments)
    {
        var perMinute = method switch { "users.list" => 20, "chat.update" or "conversations.history" or "conversations.replies" or "conversations.open" => 50, "users.info" or "views.publish" => 100, _ => 0 };
        return (perMinute > 0 && !Take(method, [(perMinute, 60 * Second)])) || (method == "chat.postMessage" && !Take("message " + Word(arguments, "channel"), PerSlackChannel));
    }

    private JsonObject Do(string method, JsonElement arguments)
    {
        var answer = new JsonObject { ["ok"] = true };
        switch (method)
        {
            case "auth.test":
                (answer["team_id"], answer["user_id"]) = (SlackEvents.Team, SlackEvents.Bot);
                break;
            case "users.info":
                answer["user"] = Member(Word(arguments, "user")!);
                break;
            case "users.list":
                answer["members"] = new JsonArray([.. Members.Keys.Select(Member)]);
                break;
            case "conversations.open":
                answer["channel"] = new JsonObject { ["id"] = "D" + Word(arguments, "users")![1..] };
                break;
            case "chat.postMessage" or "chat.update":
                var channel = Word(arguments, "channel")!;
                var ts = Word(arguments, "ts") ?? string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{++_last:000000}");
                (answer["ts"], answer["channel"]) = (ts, channel);
                Shown.Enqueue(new Shown(channel, ts, method == "chat.update", arguments.GetRawText(), Now));
                _posted.Add(new JsonObject { ["channel"] = channel, ["ts"] = ts, ["thread_ts"] = Word(arguments, "thread_ts"), ["metadata"] = arguments.TryGetProperty("metadata", out var metadata) ? JsonNode.Parse(metadata.GetRawText()) : null });
                break;
            case "conversations.history" or "conversations.replies":
                Asked++;
                answer["messages"] = new JsonArray([.. _posted.Where(message => (string?)message["channel"] == Word(arguments, "channel") && (string?)message["thread_ts"] == Word(arguments, "ts")).Reverse().Take(200).Select(message => message.DeepClone())]);
                break;
        }

        return answer;
    }

    private JsonNode Member(string id) => new JsonObject
    {
        ["id"] = id,
        ["name"] = id,
        ["profile"] = new JsonObject { ["real_name"] = $"Person {id}", ["email"] = Members.GetValueOrDefault(id, $"{id}@larkfield.example.com").ToLowerInvariant() },
    };

    private async Task TeamsAsync(HttpContext context)
    {
        var activity = await ReadAsync(context.Request);
        var conversation = (string)context.Request.RouteValues["conversation"]!;
        var isUpdate = HttpMethods.IsPut(context.Request.Method);
        string? id = null;
        lock (_lock)
        {
            if (Take(conversation.Split(";messageid=")[0], PerTeamsConversation) && Take("teams", AllOfTeams))
            {
                id = isUpdate ? (string)context.Request.RouteValues["activity"]! : $"t{++_last}";
                Shown.Enqueue(new Shown(conversation, id, isUpdate, activity.GetRawText(), Now));
            }
        }

        if (id is null)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "2";
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(new { id });
    }

    private bool Take(string where, (int Count, TimeSpan Window)[] limits)
    {
        var (now, times) = (Now, _taken.TryGetValue(where, out var known) ? known : _taken[where] = []);
        if (limits.Any(limit => times.Count >= limit.Count && now - times[^limit.Count] < limit.Window))
        {
            Refused++;
            return false;
        }

        times.Add(now);
        return true;
    }

    private static async Task<JsonElement> ReadAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            return JsonSerializer.SerializeToElement(form.ToDictionary(field => field.Key, field => field.Value.ToString()));
        }

        using var document = await JsonDocument.ParseAsync(request.Body);
        return document.RootElement.Clone();
    }

    private static string? Word(JsonElement arguments, string name) => arguments.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
}
