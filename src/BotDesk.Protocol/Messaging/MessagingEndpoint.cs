using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol;

/// <summary>
/// The messaging endpoint: what Azure Bot Service, the Emulator and the Agents Playground post to. It lets in who can prove to be a
/// channel, hands one well-formed activity to the <see cref="IActivityReceiver"/>, and puts the result into HTTP (specification,
/// "Activity", and "Bot Connector: authentication").
/// </summary>
internal sealed partial class MessagingEndpoint(
    IActivityReceiver receiver, InboundAuthentication authentication, IOptions<BotFrameworkOptions> options, ILogger<MessagingEndpoint> logger)
{
    private readonly int _maxBytes = options.Value.MaxActivityBytes;

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            // Who is first: a stranger learns nothing about what a body should look like, and cannot make us read one.
            var (caller, refusal) = await authentication.AuthenticateAsync(context);
            if (caller is null)
            {
                await RefuseAsync(context, refusal);
                return;
            }

            if (await ReadActivityAsync(context, caller) is { } activity)
            {
                var result = await receiver.ReceiveAsync(activity, context.RequestAborted);
                await ReceiveResponse.WriteAsync(context, activity, result);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The channel hung up; it sends the activity again, and the receiver knows it by its id.
        }
        catch (BadHttpRequestException e)
        {
            await ProblemResponse.WriteAsync(context, e.StatusCode, "The request could not be read.");
        }
#pragma warning disable CA1031 // The last line of defence: whatever went wrong, the channel must get an answer that makes it send again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.NotTaken(logger, e);
            if (!context.Response.HasStarted)
            {
                await ProblemResponse.WriteAsync(context, StatusCodes.Status500InternalServerError, "The activity was not taken. Send it again.");
            }
        }
    }

    /// <summary>HEAD and GET: the Agents Playground asks with HEAD whether a bot is there, people with a browser.</summary>
    public static Task DescribeAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "POST";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync("This is a Bot Framework messaging endpoint. Channels POST activities here.\n", context.RequestAborted);
    }

    private async Task<Activity?> ReadActivityAsync(HttpContext context, InboundCaller caller)
    {
        if (!IsJson(context.Request.ContentType))
        {
            // A page in somebody's browser can post text/plain to this machine without asking, but not application/json.
            await ProblemResponse.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json.");
            return null;
        }

        using var body = await RequestBody.ReadAsync(context.Request, _maxBytes);
        if (body.IsTooLarge)
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"An activity may have {_maxBytes} bytes.");
            return null;
        }

        if (!ActivityJson.TryParse(body.Bytes, out var activity, out var error))
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, error);
            return null;
        }

        if (MissingField(activity) is { } field)
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, $"The activity has no '{field}'.", field);
            return null;
        }

        if (options.Value.ChannelsElsewhere.Contains(activity.ChannelId!))
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status403Forbidden, $"The channel '{activity.ChannelId}' reaches this bot at a door of its own.", "channelId");
            return null;
        }

        if (caller.Refuses(activity) is { } refusal)
        {
            Log.Refused(logger, refusal.Status, refusal.Reason);
            await RefuseAsync(context, refusal);
            return null;
        }

        if (InvokeValues.WhatIsWrong(activity) is { } wrong)
        {
            await (activity.Name == InvokeNames.AdaptiveCardAction
                ? ReceiveResponse.WriteAsync(context, activity, new ReceiveResult.Invoke(InvokeResponse.AdaptiveCardError(StatusCodes.Status400BadRequest, wrong.Code, wrong.Message)))
                : ProblemResponse.WriteAsync(context, StatusCodes.Status400BadRequest, wrong.Message, "value"));
            return null;
        }

        return activity;
    }

    /// <summary>What a channel must say (specification, "Activity", requirements on each field).</summary>
    private static string? MissingField(Activity activity) =>
        string.IsNullOrEmpty(activity.Type) ? "type"
        : string.IsNullOrEmpty(activity.ChannelId) ? "channelId"
        : string.IsNullOrEmpty(activity.ServiceUrl) ? "serviceUrl"
        : string.IsNullOrEmpty(activity.From?.Id) ? "from.id"
        : string.IsNullOrEmpty(activity.Conversation?.Id) ? "conversation.id"
        : string.IsNullOrEmpty(activity.Recipient?.Id) ? "recipient.id"
        : null;

    private static bool IsJson(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);
    }

    private static Task RefuseAsync(HttpContext context, InboundRefusal refusal)
    {
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return ProblemResponse.WriteAsync(context, refusal.Status, refusal.Reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An activity was not taken; the channel is asked to send it again.")]
        public static partial void NotTaken(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "An activity was refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, int status, string reason);
    }
}
