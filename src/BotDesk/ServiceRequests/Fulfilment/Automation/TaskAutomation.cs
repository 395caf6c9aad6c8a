using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.Policy;
using BotDesk.Tickets;
using BotDesk.Timers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>What becomes of tasks that programs do: asked until they have understood, then waited for, and given to the group where nothing comes of it.</summary>
/// <remarks>
/// An attempt and the timer for the next one are one transaction; what is sent follows its commit. So a process that is killed in between sends it
/// again when the timer fires, with the same id, by which the program knows what it has seen.
/// </remarks>
public sealed class TaskAutomation(DeskDb db, DeskTimers timers, FulfilmentDesk desk, WebhookAddresses addresses, PolicySource policy, IOptions<WebhookOptions> options, AuditTrail audit, TimeProvider clock)
{
    /// <summary>After the first attempt that failed, and so on; then the last one again and again.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];

    /// <summary>How long an attempt may take before it is one that nobody lived to write down.</summary>
    private static readonly TimeSpan Lease = WebhookSender.Patience * 3;

    /// <summary>The key of the secret with which both sides of this call sign; null where the settings have none of that name.</summary>
    internal byte[]? KeyOf(WebhookCall call) =>
        options.Value.Secrets.TryGetValue(call.Secret ?? policy.Current.Webhooks.Secret, out var secret) && WebhookSignature.TryReadKey(secret, out var key) ? key : null;

    internal async Task<(ServiceRequest Request, RequestTask Task, WebhookCall Call)?> FindAsync(string messageId)
    {
        var id = await db.Set<RequestTask>().Where(task => task.Webhook!.MessageId == messageId).Select(task => (long?)task.TicketId).FirstOrDefaultAsync();
        var request = id is null ? null : await db.Set<ServiceRequest>().Include(each => each.Requester).Include(each => each.Assignee).AsTracking().FirstAsync(each => each.Id == id);
        return request?.Tasks.First(task => task.Webhook?.MessageId == messageId) is { } found ? (request, found, found.Webhook!) : null;
    }

    /// <summary>Its time to be sent has come.</summary>
    internal async Task SendAsync(string messageId, WebhookSender sender)
    {
        if (await FindAsync(messageId) is not { } found || found is not { Task.Status: RequestTaskStatus.Automated, Call.State: WebhookState.Sending })
        {
            return;
        }

        var (request, task, call) = found;
        var url = new Uri(call.Url);
        if (KeyOf(call) is not { } key || !sender.MayCall(url) || !policy.Current.Webhooks.Hosts.Contains(url.IdnHost.ToLowerInvariant()) || addresses.Of(call) is not { } callback)
        {
            await GiveUpAsync(request, task, call, Phrase.Of("serviceRequests.automation.notAllowed", new { host = url.Host }));
            return;
        }

        await timers.SetAsync(SendWebhook.Kind, messageId, clock.GetUtcNow() + Lease);
        var message = new WebhookMessage(messageId, call.Attempt(), url, key, WebhookBody.Of(request, task, call, callback));
        db.AfterCommit(() => sender.Send(message));
    }

    /// <summary>It was sent.</summary>
    /// <param name="attempt">Which; what is known of a later one counts more.</param>
    internal async Task SentAsync(string messageId, int attempt, WebhookAnswer answer)
    {
        if (await FindAsync(messageId) is not { } found || found.Call.State != WebhookState.Sending || found.Call.Attempts != attempt)
        {
            return;
        }

        var (request, task, call) = found;
        var now = clock.GetUtcNow();
        request.Touch(now);
        if (answer.Error is not { } error)
        {
            call.Accept();
            await timers.CancelAsync(SendWebhook.Kind, messageId);
            audit.Add(null, "request.task.accepted", request.Number, new { task = task.Key, attempt });
            return;
        }

        call.Refused(error);
        if (answer.IsFinal)
        {
            await GiveUpAsync(request, task, call, Phrase.Of("serviceRequests.automation.refused", new { error }));
            return;
        }

        var pause = Pauses[Math.Min(attempt, Pauses.Length) - 1];
        await timers.SetAsync(SendWebhook.Kind, messageId, now + (answer.RetryAfter is { } wanted && wanted > pause ? TimeSpan.FromTicks(Math.Min(wanted.Ticks, Pauses[^1].Ticks)) : pause));
    }

    /// <summary>The time is over in which a result was waited for.</summary>
    internal async Task ExpireAsync(string messageId)
    {
        if (await FindAsync(messageId) is { } found && found is { Task.Status: RequestTaskStatus.Automated, Call.IsRunning: true })
        {
            await GiveUpAsync(found.Request, found.Task, found.Call, found.Call.Error is { } error
                ? Phrase.Of("serviceRequests.automation.refused", new { error })
                : Phrase.Of("serviceRequests.automation.noResult"));
        }
    }

    /// <summary>The program tells what came of it. Told again, it is answered the same.</summary>
    public async Task<Outcome<TaskAtHand>> ResultAsync(string messageId, bool isDone, string note)
    {
        if (await FindAsync(messageId) is not { } found)
        {
            return Refusal.NotFound(Phrase.Of("serviceRequests.noTaskAnyMore"));
        }

        var (request, task, call) = found;
        if (note.Length > Ticket.LongestText)
        {
            return Refusal.Invalid("note", Phrase.Of("serviceRequests.noteTooLong", new { now = note.Length, most = Ticket.LongestText }));
        }

        if (call.State == (isDone ? WebhookState.Succeeded : WebhookState.Failed))
        {
            return new TaskAtHand(request, task);
        }

        // Also late, where nobody has done it yet.
        if (task.Status is not (RequestTaskStatus.Automated or RequestTaskStatus.Open))
        {
            return Refusal.Conflict(Phrase.Of("serviceRequests.already", new { task = task.Name, status = task.Status.Word() }));
        }

        await timers.CancelAsync(SendWebhook.Kind, messageId);
        await timers.CancelAsync(WebhookTimeout.Kind, messageId);
        if (isDone)
        {
            call.Succeed();
            return await desk.EndByDeskAsync(request, task, note);
        }

        await GiveUpAsync(request, task, call, note.Trim().Length == 0 ? Phrase.Of("serviceRequests.automation.failed") : Phrase.Of("serviceRequests.automation.failedBecause", new { note = note.Trim() }));
        return new TaskAtHand(request, task);
    }

    private async Task GiveUpAsync(ServiceRequest request, RequestTask task, WebhookCall call, Phrase reason)
    {
        call.Fail();
        await timers.CancelAsync(SendWebhook.Kind, call.MessageId);
        await timers.CancelAsync(WebhookTimeout.Kind, call.MessageId);
        await desk.HandOverAsync(request, task, reason);
        audit.Add(null, "request.task.handedOver", request.Number, new { task = task.Key, reason = reason.In(Language.English), attempts = call.Attempts });
    }
}
