using BotDesk.Timers;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>A program is to be asked, for the first time or again.</summary>
internal sealed class SendWebhook(TaskAutomation automation, WebhookSender sender) : ITimerHandler
{
    public const string Kind = "requests.webhook";

    public Task FireAsync(DueTimer timer) => automation.SendAsync(timer.Subject, sender);
}

/// <summary>A program had time enough.</summary>
internal sealed class WebhookTimeout(TaskAutomation automation) : ITimerHandler
{
    public const string Kind = "requests.webhookTimeout";

    public Task FireAsync(DueTimer timer) => automation.ExpireAsync(timer.Subject);
}
