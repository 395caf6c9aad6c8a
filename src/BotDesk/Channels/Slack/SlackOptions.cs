using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack;

/// <summary>The Slack app that the desk is, section <c>Channels:Slack</c>. Without it there is no Slack.</summary>
public sealed class SlackOptions
{
    public const string Section = "Channels:Slack";

    /// <summary>The bot's token in its workspace (<c>xoxb-…</c>), from "OAuth &amp; Permissions" of the app's settings.</summary>
    public string? BotToken { get; set; }

    /// <summary>With which Slack signs what it sends, from "Basic Information" of the app's settings.</summary>
    public string? SigningSecret { get; set; }

    /// <summary>Where the Web API is.</summary>
    /// <value>The default is <c>https://slack.com/api/</c>.</value>
    public string ApiBaseUrl { get; set; } = "https://slack.com/api/";

    /// <summary>How far apart messages to one Slack channel are sent. Slack takes about one per second.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan MessageInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one call to the Web API may take, connecting included.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public bool IsConfigured => !string.IsNullOrWhiteSpace(BotToken) && !string.IsNullOrWhiteSpace(SigningSecret);

    /// <summary>Whether a file's address may be asked with the bot's token: one of Slack's own hosts, or where the Web API was set to be.</summary>
    internal bool KeepsFiles(Uri address) => address.UserInfo.Length == 0 &&
        ((address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.Host is "files.slack.com" or "slack-files.com" or "files-origin.slack.com")
        || (address.Scheme == Api.Scheme && address.Authority.Equals(Api.Authority, StringComparison.OrdinalIgnoreCase)));

    /// <summary><see cref="ApiBaseUrl"/>, to which a method's name can be added.</summary>
    public Uri Api => new(ApiBaseUrl.TrimEnd('/') + "/");
}

/// <summary>Stops the host when a setting is wrong, and says which.</summary>
internal sealed class SlackOptionsCheck : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        var (hasToken, hasSecret) = (!string.IsNullOrWhiteSpace(options.BotToken), !string.IsNullOrWhiteSpace(options.SigningSecret));
        var problems = new List<string>();
        if (hasToken && !hasSecret)
        {
            problems.Add("SigningSecret is not set, but BotToken is: copy it from \"Basic Information\" of the Slack app's settings. Without it nothing that Slack sends can be believed.");
        }

        if (hasSecret && !hasToken)
        {
            problems.Add("BotToken is not set, but SigningSecret is: install the Slack app and copy the \"Bot User OAuth Token\" (xoxb-…) from \"OAuth & Permissions\".");
        }

        if (hasToken && (options.BotToken!.StartsWith("xoxp-", StringComparison.Ordinal) || options.BotToken.StartsWith("xapp-", StringComparison.Ordinal)))
        {
            problems.Add($"BotToken is {(options.BotToken[1] == 'o' ? "a user's token (xoxp-…)" : "an app-level token (xapp-…)")}; set the \"Bot User OAuth Token\", which starts with xoxb-.");
        }

        if (hasSecret && options.SigningSecret!.StartsWith("xox", StringComparison.Ordinal))
        {
            problems.Add("SigningSecret is a token; copy the \"Signing Secret\" from \"Basic Information\" of the Slack app's settings.");
        }

        // The token travels there, so plain http is for this machine only.
        if (!Uri.TryCreate(options.ApiBaseUrl, UriKind.Absolute, out var api) || (api.Scheme != Uri.UriSchemeHttps && !(api.Scheme == Uri.UriSchemeHttp && api.IsLoopback)))
        {
            problems.Add($"ApiBaseUrl must be an https URL; it is '{options.ApiBaseUrl}'. Leave it out for Slack itself.");
        }

        if (options.MessageInterval < TimeSpan.Zero || options.MessageInterval > TimeSpan.FromMinutes(1))
        {
            problems.Add("MessageInterval must be between 0 seconds and 1 minute.");
        }

        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromMinutes(1))
        {
            problems.Add("Timeout must be between 0.1 seconds and 1 minute.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
