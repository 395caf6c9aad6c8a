using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.Slack.Blocks;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>
/// What Slack posts to: <c>/slack/events</c>, <c>/slack/interactions</c>, <c>/slack/commands</c>. Each is believed only with Slack's signature over the very
/// bytes that came, and acknowledged as soon as it is durable: Slack gives up after 3 s.
/// </summary>
internal sealed partial class SlackEndpoints(
    SlackEvents events, SlackInteractions interactions, SlackCommands commands, IOptions<SlackOptions> options, TimeProvider clock, ILogger<SlackEndpoints> logger)
{
    /// <summary>Slack's own are far smaller; a message has at most 40,000 characters.</summary>
    private const int LargestBody = 1024 * 1024;

    public Task EventsAsync(HttpContext context) => HandleAsync(context, body => EventAsync(body, context.RequestAborted));

    public Task InteractionsAsync(HttpContext context) => HandleAsync(context, async body =>
        QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).TryGetValue("payload", out var payload) && JsonElement.Parse(payload.ToString()) is { ValueKind: JsonValueKind.Object } read
            ? new Answer(StatusCodes.Status200OK, await interactions.ReceiveAsync(read, context.RequestAborted))
            : Answer.Unreadable("The form has no field 'payload' with a JSON object."));

    public Task CommandsAsync(HttpContext context) => HandleAsync(context, async body =>
        new Answer(StatusCodes.Status200OK, JsonSerializer.SerializeToNode(await commands.ReceiveAsync(Fields(body), context.RequestAborted), JsonSerializerOptions.Web)));

    private static Func<string, string?> Fields(byte[] body)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        return name => form.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    private async Task<Answer> EventAsync(byte[] body, CancellationToken cancellationToken)
    {
        var envelope = JsonElement.Parse(body);
        switch (envelope.Text("type"))
        {
            case "url_verification" when envelope.Text("challenge") is { } challenge:
                return new Answer(StatusCodes.Status200OK, new JsonObject { ["challenge"] = challenge });
            case "event_callback":
                await events.ReceiveAsync(envelope, cancellationToken);
                return Answer.Empty;
            default:
                // Such as app_rate_limited, which asks for nothing.
                return Answer.Empty;
        }
    }

    private async Task HandleAsync(HttpContext context, Func<byte[], Task<Answer>> handle)
    {
        try
        {
            if (await ReadAsync(context.Request) is not { } body)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            if (IsSslCheck(context.Request, body))
            {
                return;
            }

            var problem = SlackSignature.Problem(
                options.Value.SigningSecret, context.Request.Headers[SlackSignature.TimestampHeader], context.Request.Headers[SlackSignature.SignatureHeader], body, clock.GetUtcNow());
            if (problem is not null)
            {
                Log.NotBelieved(logger, context.Request.Path, problem);
                await TypedResults.Problem(problem, statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
                return;
            }

            await WriteAsync(context, await handle(body));
        }
        catch (JsonException)
        {
            await WriteAsync(context, Answer.Unreadable("The body is not JSON."));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Slack hung up; it sends the same again, and the inbox knows it.
        }
#pragma warning disable CA1031 // The last line of defence: whatever went wrong, Slack must get an answer that makes it send again.
        catch (Exception error) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            Log.NotTaken(logger, error);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > LargestBody)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 4096));
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > LargestBody)
            {
                return null;
            }
        }

        return body.ToArray();
    }

    /// <summary>Slack looks now and then whether the certificate is good; that is answered without more, and does nothing.</summary>
    private static bool IsSslCheck(HttpRequest request, byte[] body) =>
        request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
        && body.Length < 1024 && QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)) is { } form && form.TryGetValue("ssl_check", out var check) && check == "1" && !form.ContainsKey("payload") && !form.ContainsKey("command");

    private static Task WriteAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Body is null)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(answer.Body.ToJsonString(), context.RequestAborted);
    }

    private sealed record Answer(int Status, JsonNode? Body)
    {
        public static readonly Answer Empty = new(StatusCodes.Status200OK, null);

        public static Answer Unreadable(string why) => new(StatusCodes.Status400BadRequest, new JsonObject { ["title"] = "Bad Request", ["status"] = StatusCodes.Status400BadRequest, ["detail"] = why });
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A request to {Path} is not believed to be Slack's: {Problem}")]
        public static partial void NotBelieved(ILogger logger, string path, string problem);

        [LoggerMessage(LogLevel.Error, "What Slack sent was not taken; Slack is answered so that it sends it again.")]
        public static partial void NotTaken(ILogger logger, Exception error);
    }
}
