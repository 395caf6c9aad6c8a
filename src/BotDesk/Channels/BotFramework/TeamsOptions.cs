using Microsoft.Extensions.Options;

namespace BotDesk.Channels.BotFramework;

/// <summary>How the desk behaves towards Teams, section <c>Channels:Teams</c>.</summary>
public sealed class TeamsOptions
{
    public const string Section = "Channels:Teams";

    /// <summary>How many requests this instance sends to Teams in a second, over all conversations. Teams takes 50 of an app in a tenant; older pages say 30.</summary>
    /// <value>The default is 28. Several instances share what Teams takes.</value>
    public int RequestsPerSecond { get; set; } = 28;

    /// <summary>Whether a connector on this machine (the Agents Playground, a test) is spared as Teams is; it has no limits of its own.</summary>
    /// <value>The default is false.</value>
    public bool PaceLocalConnectors { get; set; }

    /// <summary>What the app is called in Teams, at most 30 characters.</summary>
    /// <value>The default is BotDesk.</value>
    public string AppName { get; set; } = "BotDesk";

    /// <summary>Who offers the app, as Teams shows it, at most 32 characters: the organisation, usually.</summary>
    /// <value>The default is BotDesk.</value>
    public string Developer { get; set; } = "BotDesk";

    /// <summary>The https page on which people learn more of the app.</summary>
    /// <value>The default is the desk's own page.</value>
    public string? WebsiteUrl { get; set; }

    /// <summary>The https page that says what becomes of people's data.</summary>
    /// <value>The default is <see cref="WebsiteUrl"/>.</value>
    public string? PrivacyUrl { get; set; }

    /// <summary>The https page with the terms of use.</summary>
    /// <value>The default is <see cref="WebsiteUrl"/>.</value>
    public string? TermsOfUseUrl { get; set; }

    /// <summary>Hosts from which files that people send in Teams are fetched, subdomains included, where yours are elsewhere.</summary>
    /// <value>The default is those of SharePoint in every cloud.</value>
    public IList<string> FileHosts { get; } = [];

    internal bool KeepsFiles(string host) => (FileHosts.Count > 0 ? FileHosts : SharePoint).Any(known =>
        host.Equals(known, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + known, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] SharePoint = ["sharepoint.com", "sharepoint.us", "sharepoint-mil.us", "sharepoint.cn"];
}

/// <summary>Stops the start when a setting is wrong, and says which.</summary>
internal sealed class TeamsOptionsCheck : IValidateOptions<TeamsOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamsOptions options) =>
        options.RequestsPerSecond is < 1 or > 50
            ? ValidateOptionsResult.Fail($"Channels:Teams:RequestsPerSecond must be from 1 to 50, which is what Teams takes; it is {options.RequestsPerSecond}.")
            : ValidateOptionsResult.Success;
}
