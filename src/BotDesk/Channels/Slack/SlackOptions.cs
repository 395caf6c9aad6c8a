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

    /// <summary>
    /// The app-level token (<c>xapp-…</c>, scope <c>connections:write</c>), from "Basic Information": with it the desk calls Slack and is sent
    /// everything over that line (Socket Mode), so that Slack need not reach the desk.
    /// </summary>
    public string? AppToken { get; set; }

    /// <summary>How many such lines are open at once; Slack allows 10, and sends each event over one of them.</summary>
    /// <value>The default is 2, so that one stands while another is renewed.</value>
    public int Sockets { get; set; } = 2;

    /// <summary>The app's id, from "Basic Information": with it and <see cref="ClientSecret"/> other workspaces can install the app at <c>/slack/install</c>.</summary>
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>
    /// Ids (<c>T…</c>) of the workspaces that may install the app. Whoever administers a workspace decides which addresses its members have, and by an address
    /// somebody is known: so they are the organisation's own.
    /// </summary>
    public IList<string> AllowedWorkspaces { get; } = [];

    /// <summary>Where Slack asks a workspace whether it wants the app.</summary>
    /// <value>The default is <c>https://slack.com/oauth/v2/authorize</c>.</value>
    public string AuthorizeUrl { get; set; } = "https://slack.com/oauth/v2/authorize";

    /// <summary>Id of the private channel (<c>C…</c>) in which agents see each new ticket, with its state, and take it.</summary>
    public string? AgentsChannel { get; set; }

    /// <summary>Where the Web API is.</summary>
    /// <value>The default is <c>https://slack.com/api/</c>.</value>
    public string ApiBaseUrl { get; set; } = "https://slack.com/api/";

    /// <summary>How far apart messages to one Slack channel are sent. Slack takes about one per second.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan MessageInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one call to the Web API may take, connecting included.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether Slack can reach the desk and the desk Slack.</summary>
    public bool IsConfigured => (HasBotToken || CanBeInstalled) && (!string.IsNullOrWhiteSpace(SigningSecret) || UsesSockets);

    public bool HasBotToken => !string.IsNullOrWhiteSpace(BotToken);

    public bool UsesSockets => !string.IsNullOrWhiteSpace(AppToken);

    public bool CanBeInstalled => !string.IsNullOrWhiteSpace(ClientId) && !string.IsNullOrWhiteSpace(ClientSecret);

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
        if ((hasToken || options.CanBeInstalled) && !hasSecret && !options.UsesSockets)
        {
            problems.Add("SigningSecret is not set, but BotToken or ClientId is: copy it from \"Basic Information\" of the Slack app's settings. Without it nothing that Slack sends can be believed. (With AppToken, for Socket Mode, it is not needed.)");
        }

        if ((hasSecret || options.UsesSockets) && !hasToken && !options.CanBeInstalled)
        {
            problems.Add("BotToken is not set, but SigningSecret or AppToken is: install the Slack app and copy the \"Bot User OAuth Token\" (xoxb-…) from \"OAuth & Permissions\".");
        }

        if (options.UsesSockets && !options.AppToken!.StartsWith("xapp-", StringComparison.Ordinal))
        {
            problems.Add("AppToken is no app-level token; make one with the scope connections:write under \"Basic Information\" of the Slack app's settings. It starts with xapp-.");
        }

        if (options.Sockets is < 1 or > 10)
        {
            problems.Add("Sockets must be between 1 and 10.");
        }

        if (string.IsNullOrWhiteSpace(options.ClientId) != string.IsNullOrWhiteSpace(options.ClientSecret))
        {
            problems.Add("ClientId and ClientSecret are set together or not at all; both are in \"Basic Information\" of the Slack app's settings.");
        }

        if (options.CanBeInstalled && options.AllowedWorkspaces.Count == 0)
        {
            problems.Add("AllowedWorkspaces is not set, but ClientId is: name the workspaces that may install the app, each by its id (T…), which stands in the address of Slack in a browser. Without it anybody's workspace could.");
        }

        if (options.AllowedWorkspaces.FirstOrDefault(id => id is not ['T', _, ..]) is { } wrong)
        {
            problems.Add($"AllowedWorkspaces has '{wrong}', which is no workspace's id; one starts with T, such as T0123456789.");
        }

        if (options.AgentsChannel is { Length: > 0 } channel && channel[0] is not ('C' or 'G'))
        {
            problems.Add("AgentsChannel is a channel's id, such as C0123456789; Slack shows it at the end of a channel's details.");
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
