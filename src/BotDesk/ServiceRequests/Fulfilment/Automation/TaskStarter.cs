using BotDesk.Policy;
using BotDesk.Timers;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>Has programs asked to do what has become theirs to do.</summary>
public sealed class TaskStarter(DeskTimers timers, PolicySource policy, TimeProvider clock)
{
    /// <summary>To be called in every operation that may have let tasks begin; a task that runs already is left alone.</summary>
    public async Task StartAsync(ServiceRequest request)
    {
        var now = clock.GetUtcNow();
        foreach (var call in request.Tasks.Where(task => task.Status == RequestTaskStatus.Automated).Select(task => task.Webhook!).Where(call => call.State == WebhookState.Planned))
        {
            var allowed = call.Timeout is { } own ? TimeAllowed.Parse(own).Value!.Value : policy.Current.Webhooks.Timeout;
            var givesUpAt = policy.Current.After(now, allowed);
            call.Start(now, givesUpAt);
            await timers.SetAsync(SendWebhook.Kind, call.MessageId, now);
            await timers.SetAsync(WebhookTimeout.Kind, call.MessageId, givesUpAt);
        }
    }
}
