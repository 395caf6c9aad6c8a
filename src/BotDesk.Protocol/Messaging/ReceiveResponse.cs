using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace BotDesk.Protocol;

/// <summary>Puts what became of an activity into HTTP.</summary>
internal static class ReceiveResponse
{
    public static Task WriteAsync(HttpContext context, Activity activity, ReceiveResult result) => result switch
    {
        ReceiveResult.Refused refused => ProblemResponse.WriteAsync(context, refused.Status, refused.Reason),
        ReceiveResult.Invoke invoke => WriteInvokeAsync(context, activity, invoke.Response),
        ReceiveResult.Replies replies => WriteRepliesAsync(context, replies.Activities),
        _ when activity.Type == ActivityTypes.Invoke => WriteInvokeAsync(context, activity, InvokeResponse.NotImplemented),
        _ when activity.DeliveryMode == DeliveryModes.ExpectReplies => WriteRepliesAsync(context, []),
        _ => WriteStatusAsync(context, StatusCodes.Status202Accepted),
    };

    private static Task WriteStatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static async Task WriteInvokeAsync(HttpContext context, Activity activity, InvokeResponse response)
    {
        // Universal Actions: the HTTP status is 200 whatever happened, the envelope says the rest. 501 stays, because there was nobody to make one.
        var isCardAction = activity.Name == InvokeNames.AdaptiveCardAction && response.Status != StatusCodes.Status501NotImplemented;
        if (isCardAction && response.Body.IsEmpty)
        {
            response = InvokeResponse.AdaptiveCardError(response.Status >= 400 ? response.Status : 500, "NoAnswer", "There is no answer to this.");
        }

        context.Response.StatusCode = isCardAction ? StatusCodes.Status200OK : response.Status;
        context.Response.ContentLength = response.Body.Length;
        if (!response.Body.IsEmpty)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.BodyWriter.WriteAsync(response.Body, context.RequestAborted);
        }
    }

    private static async Task WriteRepliesAsync(HttpContext context, IReadOnlyList<ReadOnlyMemory<byte>> activities)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/json; charset=utf-8";
        var writer = context.Response.BodyWriter;
        writer.Write("{\"activities\":["u8);
        for (var i = 0; i < activities.Count; i++)
        {
            if (i > 0)
            {
                writer.Write(","u8);
            }

            writer.Write(activities[i].Span);
        }

        writer.Write("]}"u8);
        await writer.FlushAsync(context.RequestAborted);
    }
}
