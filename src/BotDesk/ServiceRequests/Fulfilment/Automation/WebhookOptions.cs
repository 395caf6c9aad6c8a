using Microsoft.Extensions.Options;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>Settings of webhooks.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>By name, which the policy says: <c>whsec_</c> and 24 to 64 random bytes in Base64.</summary>
    /// <value>The default is none.</value>
    public Dictionary<string, string> Secrets { get; } = new(StringComparer.OrdinalIgnoreCase);
}

internal sealed class WebhookOptionsCheck : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options) =>
        options.Secrets.Where(secret => !WebhookSignature.TryReadKey(secret.Value, out _)).Select(secret => $"{WebhookOptions.Section}:Secrets:{secret.Key} must be whsec_ and 24 to 64 random bytes in Base64, as 'openssl rand -base64 32' makes them.").ToList() is { Count: > 0 } wrong
            ? ValidateOptionsResult.Fail(wrong)
            : ValidateOptionsResult.Success;
}
