using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BotDesk.Tests.Channels.Slack;

/// <summary>Somebody in the workspace.</summary>
internal sealed record SlackUser(string Id, string Name, string? Email)
{
    public bool IsGuest { get; init; }

    /// <summary>The account was closed.</summary>
    public bool IsDeleted { get; init; }

    public bool IsBot { get; init; }

    /// <summary>Of another workspace: they are seen in a channel that both share.</summary>
    public string Team { get; init; } = FakeSlack.Team;

    /// <summary>The workspaces of an organisation in Enterprise Grid of which they are a member.</summary>
    public IReadOnlyList<string>? GridTeams { get; init; }

    public bool IsConfirmed { get; init; } = true;

    /// <summary>In which Slack shows itself to them.</summary>
    public string Locale { get; init; } = "en-US";
}

/// <summary>A call to the Web API.</summary>
/// <param name="Error">Slack's word for why not; null when it was done.</param>
internal sealed record SlackCall(string Method, JsonElement Arguments, string? Error, DateTimeOffset At)
{
    public string? Token { get; init; }
}

/// <summary>How a call is answered instead of being done.</summary>
/// <param name="Status">0: the line is cut after it was done.</param>
internal sealed record SlackAnswer(int Status, string? Error = null, int? RetryAfter = null);

/// <summary>
/// A server that speaks Slack's Web API on a real socket, as strictly as Slack: it refuses what breaks its rules, and counts. The npm package
/// <c>@slack/web-api</c> finds it to be like Slack (PublicClientTests).
/// </summary>
internal sealed partial class FakeSlack : IAsyncDisposable
{
    public const string Token = "xoxb-0-test";
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Bot = "U0DESK";
    public const string Team = "T0LARK";

    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SlackUser> _users = [];
    private readonly Dictionary<string, DateTimeOffset> _triggers = [];
    private readonly Dictionary<string, SlackView> _views = [];
    private readonly ConcurrentQueue<SlackCall> _calls = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SlackAnswer>> _answers = new();
    private int _last;

    private FakeSlack(WebApplication app, TimeProvider clock) => (_app, _clock) = (app, clock);

    public string Url => _app.Urls.First() + "/api/";

    /// <summary>Files that people uploaded, by id.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>The <c>url_private</c> of a file, which asks for the bot's token.</summary>
    public string FileUrl(string id) => $"{_app.Urls.First()}/files-pri/{id}";

    /// <summary>Every call, in order; also those that were refused.</summary>
    public IReadOnlyList<SlackCall> Calls => [.. _calls];

    /// <summary>The lines of Socket Mode.</summary>
    public SlackLines Lines { get; } = new();

    /// <summary>What people see.</summary>
    public SlackScreen Screen { get; } = new();

    public TimeProvider Clock => _clock;

    /// <summary>The least time between two messages in one channel; nothing: Slack is in a good mood.</summary>
    public TimeSpan? LeastInterval { get; init; }

    /// <summary>Whether the list of members is empty, as in a workspace so large that it has not been read yet.</summary>
    public bool HidesMembers { get; set; } = true;

    public static async Task<FakeSlack> StartAsync(TimeProvider? clock = null, TimeSpan? leastInterval = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var slack = new FakeSlack(app, clock ?? TimeProvider.System) { LeastInterval = leastInterval };
        app.UseWebSockets();
        app.MapPost("/api/{method}", slack.AnswerAsync);
        app.MapGet("/files-pri/{file}", (string file, HttpRequest request) =>
            request.Headers.Authorization == $"Bearer {Token}" && slack.Files.TryGetValue(file, out var bytes) ? Results.Bytes(bytes, "application/octet-stream") : Results.NotFound());
        app.Map("/link/{ticket}", slack.Lines.ServeAsync);
        await app.StartAsync();
        return slack;
    }

    /// <summary>The settings by which a desk is this workspace's app.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Channels:Slack:ApiBaseUrl"] = Url,
        ["Channels:Slack:BotToken"] = Token,
        ["Channels:Slack:SigningSecret"] = SigningSecret,
        ["Channels:Slack:MessageInterval"] = (LeastInterval ?? TimeSpan.Zero).ToString("c", CultureInfo.InvariantCulture),
    };

    public void Knows(SlackUser user)
    {
        lock (_lock)
        {
            _users[user.Id] = user;
        }
    }

    /// <summary>How the next calls of a method are answered; those after them are done.</summary>
    public void WillAnswer(string method, params SlackAnswer[] answers) => Array.ForEach(answers, _answers.GetOrAdd(method, _ => new()).Enqueue);

    /// <summary>A permission to open a modal, as an interaction brings it.</summary>
    public string NewTrigger()
    {
        lock (_lock)
        {
            var trigger = $"{++_last}.{_last}.{Guid.NewGuid():N}";
            _triggers[trigger] = _clock.GetUtcNow();
            return trigger;
        }
    }

    /// <summary>The <c>ts</c> of something that is written now.</summary>
    public string NewTs()
    {
        lock (_lock)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow().ToUnixTimeSeconds()}.{++_last:000000}");
        }
    }

    /// <summary>Somebody wrote it, whether the desk hears of it or not.</summary>
    public void Wrote(JsonObject message)
    {
        lock (_lock)
        {
            _written[(message["channel"]!.GetValue<string>(), message["ts"]!.GetValue<string>())] = message;
        }
    }

    /// <summary>The channel of the direct messages with somebody.</summary>
    public static string Direct(string user) => $"D{user[1..]}";

    public SlackView View(string id)
    {
        lock (_lock)
        {
            return _views[id];
        }
    }

    /// <summary>What the answer to a submission shows takes the place of a modal.</summary>
    public SlackView Follow(string viewId, JsonElement content)
    {
        lock (_lock)
        {
            Screen.Open(_views[viewId] = new SlackView(viewId, content, _views[viewId].Version + 1));
            return _views[viewId];
        }
    }

    public void Close(string viewId)
    {
        lock (_lock)
        {
            _views.Remove(viewId);
        }
    }

    /// <summary>How many updates it takes still, before it answers nothing any more; null: all.</summary>
    public Gate? Updates { get; set; }

    /// <summary>Forgets the calls so far, as far as they are told again.</summary>
    public void Forgets() => _calls.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var method = (string)context.Request.RouteValues["method"]!;
        var (arguments, problem) = await ReadAsync(context.Request, method);
        if (method == "chat.update" && Updates is { } gate)
        {
            await gate.PassAsync(context.RequestAborted);
        }

        var prepared = _answers.TryGetValue(method, out var queue) && queue.TryDequeue(out var next) ? next : null;
        if (prepared is { Status: not 0 } instead)
        {
            _calls.Enqueue(new SlackCall(method, arguments, instead.Error ?? instead.Status.ToString(CultureInfo.InvariantCulture), _clock.GetUtcNow()));
            context.Response.StatusCode = instead.Status;
            if (instead.RetryAfter is { } seconds)
            {
                context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            await context.Response.WriteAsJsonAsync(new { ok = false, error = instead.Error ?? "internal_error" });
            return;
        }

        JsonObject answer;
        TimeSpan? wait = null;
        var token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        lock (_lock)
        {
            answer = problem is not null ? Refuse(problem)
                : !MayCall(method, context.Request.Headers.Authorization.ToString()) ? Refuse("invalid_auth")
                : (wait = Wait(method, token)) is not null ? Refuse("ratelimited")
                : Do(method, arguments);
            _calls.Enqueue(new SlackCall(method, arguments, (string?)answer["error"], _clock.GetUtcNow()) { Token = token });
        }

        if (prepared is not null)
        {
            context.Abort();
            return;
        }

        if ((string?)answer["error"] == "ratelimited")
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = Math.Ceiling((wait ?? LeastInterval ?? TimeSpan.Zero).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    /// <summary>Methods that write take JSON or a form, methods that read only a form or a query.</summary>
    private static async Task<(JsonElement Arguments, string? Problem)> ReadAsync(HttpRequest request, string method)
    {
        if (request.HasJsonContentType())
        {
            var body = await new StreamReader(request.Body).ReadToEndAsync();
            return method is "users.info" or "users.list" or "users.lookupByEmail" or "conversations.info" or "conversations.history" or "conversations.replies" or "chat.getPermalink" ? (default, "invalid_arguments")
                : TryParse(body) is { } read ? (read, null)
                : (default, "invalid_json");
        }

        var form = request.HasFormContentType ? await request.ReadFormAsync() : null;
        var read2 = new JsonObject();
        foreach (var (name, value) in form ?? Enumerable.Empty<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>>())
        {
            // A form carries lists and objects as JSON.
            read2[name] = value.ToString() is { Length: > 0 } text && text[0] is '{' or '[' ? JsonNode.Parse(value.ToString()) : value.ToString();
        }

        return (JsonSerializer.SerializeToElement(read2), null);
    }

    private static JsonElement? TryParse(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Refuse(string error, IEnumerable<string>? messages = null)
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = error };
        if (messages is not null)
        {
            answer["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. messages.Select(message => (JsonNode)$"[ERROR] {message}")]) };
        }

        return answer;
    }
}
