using System.Text.Json;
using System.Text.Json.Serialization;
using BotDesk.Access;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>What came of a task.</summary>
/// <param name="Status"><c>done</c> or <c>failed</c>.</param>
/// <param name="Note">What was done, or why it failed; the requester reads it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TaskResult(string? Status, string? Note);

/// <summary><c>POST /api/service-requests/callbacks/{token}</c>: a program tells what came of a task. The address is its right to do so.</summary>
internal static class CallbackEndpoint
{
    private const string Done = "done";
    private const string Failed = "failed";

    public static void MapCallbacks(this IEndpointRouteBuilder requests) =>
        requests.MapPost("/callbacks/{token}", ResultAsync).AllowAnonymous().WithMetadata(new OwnAuthentication(ChecksOrigin: false))
            .WithSummary("A program that was asked by a webhook tells what came of the task; told again, it is answered the same")
            .WithDescription("The address is that of the webhook's data.callback, and is good for that task alone, without an API key. Where the result carries webhook-id, webhook-timestamp and webhook-signature (Standard Webhooks), the signature must be right.")
            .Accepts<TaskResult>("application/json").Takes(new TaskResult(Done, "The account is ravi.talpade.")).Answers(RequestExamples.Task).With("token", "CfDJ8AAAAAAAAAAA", "The end of the address that the webhook named.");

    private static async Task<Results<Ok<RequestTaskResponse>, ProblemHttpResult>> ResultAsync(string token, HttpContext http, WebhookAddresses addresses, DeskWriter writer, TimeProvider clock, IOptions<JsonOptions> json)
    {
        if (addresses.Read(token) is not { } messageId)
        {
            return Refusal.Forbidden("This address is good for nothing. Use the callback of the webhook as it is.").ToProblem();
        }

        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = buffer.ToArray();
        var result = Read(body, json.Value.SerializerOptions);
        if (result?.Status is not (Done or Failed))
        {
            return Refusal.Invalid("status", $"Send {{\"status\": \"{Done}\" or \"{Failed}\", \"note\": \"…\"}}.").ToProblem();
        }

        var outcome = await writer.WriteAsync<Outcome<RequestTaskResponse>>(async scope =>
        {
            scope.GetRequiredService<Acting>().Via = "webhook";
            var automation = scope.GetRequiredService<TaskAutomation>();
            return !await IsRightAsync(automation, messageId, http.Request.Headers, body, clock.GetUtcNow()) ? Refusal.Forbidden("The signature is wrong, or older than five minutes.")
                : (await automation.ResultAsync(messageId, result.Status == Done, result.Note ?? "")).Is(out var ended, out var refusal) ? new RequestTaskResponse(ended.Task)
                : refusal;
        });
        return outcome.Is(out var task, out var no) ? TypedResults.Ok(task) : no.ToProblem();
    }

    private static TaskResult? Read(byte[] body, JsonSerializerOptions json)
    {
        try
        {
            return JsonSerializer.Deserialize<TaskResult>(body, json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A result need not be signed, but a signature is never taken for right unseen.</summary>
    private static async Task<bool> IsRightAsync(TaskAutomation automation, string messageId, IHeaderDictionary headers, byte[] body, DateTimeOffset now) =>
        headers[WebhookSignature.SignatureHeader].Count == 0
        || (await automation.FindAsync(messageId) is { } found && automation.KeyOf(found.Call) is { } key
            && WebhookSignature.IsRight(key, headers[WebhookSignature.IdHeader], headers[WebhookSignature.TimestampHeader], headers[WebhookSignature.SignatureHeader], body, now));
}
