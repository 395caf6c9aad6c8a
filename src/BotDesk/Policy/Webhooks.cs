using System.Collections.Immutable;
using BotDesk.Policy.Yaml;

namespace BotDesk.Policy;

/// <summary>A program that does a task.</summary>
/// <param name="Url">Where it is asked to.</param>
/// <param name="Secret">Name of the secret with which it is asked; null: that of <see cref="WebhookRules"/>.</param>
/// <param name="Timeout">After which the task falls to its group; null: that of <see cref="WebhookRules"/>.</param>
public sealed record TaskWebhook(Uri Url, string? Secret, TimeAllowed? Timeout)
{
    internal static TaskWebhook? ReadOrNull(YamlSection task)
    {
        var (secret, timeout) = (task.TextOrNull("secret"), task.ParsedOrNull<TimeAllowed>("timeout", TimeAllowed.Parse));
        if (task.HostedOrNull("webhook") is { } url)
        {
            return new TaskWebhook(url, secret, timeout);
        }

        foreach (var key in (string[])["secret", "timeout"])
        {
            if (task.Has(key) && !task.Has("webhook"))
            {
                task.Note(key, "only a task with a 'webhook' has one");
            }
        }

        return null;
    }
}

/// <summary>Which programs may be asked to do tasks, and how.</summary>
/// <param name="Hosts">The only hosts that are called, in lower case.</param>
/// <param name="Secret">Name of the secret, of the setting <c>Webhooks:Secrets:NAME</c>. The secret itself stands in no policy.</param>
/// <param name="Timeout">How long a result is waited for.</param>
public sealed record WebhookRules(ImmutableArray<string> Hosts, string Secret, TimeAllowed Timeout)
{
    private static readonly TimeAllowed Usual = TimeAllowed.Parse("4 hours").Value!.Value;

    public static WebhookRules None { get; } = new([], "", Usual);

    internal static WebhookRules Read(YamlSection? section) => section is null
        ? None
        : new(section.Hosts("hosts"), section.Text("secret"), section.ParsedOrNull<TimeAllowed>("timeout", TimeAllowed.Parse) ?? Usual);
}
