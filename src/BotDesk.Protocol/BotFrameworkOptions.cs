using Microsoft.Extensions.Options;

namespace BotDesk.Protocol;

/// <summary>What the bot is in Azure Bot Service, and where the services that vouch for it are.</summary>
/// <remarks>In another cloud, <see cref="Cloud"/> moves all of its addresses; each can be set by itself as well.</remarks>
public sealed class BotFrameworkOptions
{
    private string? _openIdMetadataAddress;
    private string? _tokenIssuer;
    private string? _authority;
    private string? _tokenScope;

    /// <summary>The bot's application (client) id. Without it nobody from outside is let in.</summary>
    public string? AppId { get; set; }

    /// <summary>The client secret. Not needed with a managed identity.</summary>
    public string? AppPassword { get; set; }

    /// <summary>The directory of a single-tenant bot.</summary>
    public string? TenantId { get; set; }

    /// <value>The default is <see cref="BotAppType.SingleTenant"/>; Azure makes no new multi-tenant bots since July 2025.</value>
    public BotAppType AppType { get; set; } = BotAppType.SingleTenant;

    /// <summary>
    /// For development: callers on this machine need no token, and replies go to connectors on this machine only. Never on where
    /// others can reach the port.
    /// </summary>
    public bool AllowUnauthenticatedLocalCallers { get; set; }

    /// <summary>In which of Azure's clouds the bot is registered.</summary>
    /// <value>The default is <see cref="BotCloud.Public"/>.</value>
    public BotCloud Cloud { get; set; }

    /// <summary>Directories whose people may talk to the bot in Teams: whoever knows a bot's id can make an app of it for another one.</summary>
    /// <value>The default is none: then <see cref="TenantId"/> alone, and everybody for a bot that is multi-tenant.</value>
    public IList<string> AllowedTenants { get; } = [];

    /// <summary>Where the keys are named with which channels sign.</summary>
    /// <value>The default is the <see cref="Cloud"/>'s.</value>
    public string OpenIdMetadataAddress
    {
        get => _openIdMetadataAddress ?? (IsGovernment ? "https://login.botframework.azure.us/v1/.well-known/openidconfiguration" : "https://login.botframework.com/v1/.well-known/openidconfiguration");
        set => _openIdMetadataAddress = value;
    }

    /// <summary>Who must have issued an inbound token.</summary>
    /// <value>The default is the <see cref="Cloud"/>'s.</value>
    public string TokenIssuer
    {
        get => _tokenIssuer ?? (IsGovernment ? "https://api.botframework.us" : "https://api.botframework.com");
        set => _tokenIssuer = value;
    }

    /// <summary>Who issues the bot's own tokens; <c>/{tenant}/oauth2/v2.0/token</c> is added.</summary>
    /// <value>The default is the <see cref="Cloud"/>'s.</value>
    public string Authority
    {
        get => _authority ?? (IsGovernment ? "https://login.microsoftonline.us" : "https://login.microsoftonline.com");
        set => _authority = value;
    }

    /// <summary>What the bot's own tokens are for.</summary>
    /// <value>The default is the <see cref="Cloud"/>'s.</value>
    public string TokenScope
    {
        get => _tokenScope ?? (IsGovernment ? "https://api.botframework.us/.default" : "https://api.botframework.com/.default");
        set => _tokenScope = value;
    }

    /// <summary>
    /// Where a managed identity's token is asked for when <see cref="AppType"/> is <see cref="BotAppType.UserAssignedMsi"/> and the platform names no
    /// endpoint of its own, as App Service and Container Apps do.
    /// </summary>
    /// <value>The default is the instance metadata endpoint of virtual machines.</value>
    public string ManagedIdentityTokenAddress { get; set; } = "http://169.254.169.254/metadata/identity/oauth2/token";

    /// <summary>Channels that reach the bot at a door of their own: an activity that names one of them here is somebody's pretence, and refused.</summary>
    /// <value>The default is none.</value>
    public IList<string> ChannelsElsewhere { get; } = [];

    /// <summary>The largest activity taken, in bytes; a larger one is answered with 413.</summary>
    /// <value>The default is 262,144: what Azure Bot Service itself lets through.</value>
    public int MaxActivityBytes { get; set; } = 256 * 1024;

    /// <summary>How long one call to a connector may take, connecting included.</summary>
    /// <value>The default is 15 seconds.</value>
    public TimeSpan ConnectorTimeout { get; set; } = TimeSpan.FromSeconds(15);

    private bool IsGovernment => Cloud == BotCloud.UsGovernment;
}

/// <summary>Clouds that are apart from each other: other addresses, other accounts.</summary>
public enum BotCloud
{
    Public,

    /// <summary>Azure Government, with Teams for GCC High.</summary>
    UsGovernment,
}

/// <summary>How the bot was registered in Azure.</summary>
public enum BotAppType
{
    SingleTenant,
    MultiTenant,
    UserAssignedMsi,
}

/// <summary>Stops the host when a setting is wrong, and says which.</summary>
internal sealed class BotFrameworkOptionsCheck : IValidateOptions<BotFrameworkOptions>
{
    public ValidateOptionsResult Validate(string? name, BotFrameworkOptions options)
    {
        var problems = new List<string>();
        var hasAppId = !string.IsNullOrWhiteSpace(options.AppId);
        var hasPassword = !string.IsNullOrWhiteSpace(options.AppPassword);
        if (!hasAppId && hasPassword)
        {
            problems.Add("AppPassword is set but AppId is not: set AppId to the bot's application (client) id.");
        }

        if (hasAppId && !hasPassword && options.AppType != BotAppType.UserAssignedMsi)
        {
            problems.Add("AppId is set but AppPassword is not: set AppPassword to the bot's client secret, or AppType to UserAssignedMsi.");
        }

        if (hasAppId && options.AppType == BotAppType.SingleTenant && string.IsNullOrWhiteSpace(options.TenantId))
        {
            problems.Add("AppType is SingleTenant but TenantId is not set: set it to the directory (tenant) id of the bot's app registration.");
        }

        if (options.MaxActivityBytes is < 1024 or > 64 * 1024 * 1024)
        {
            problems.Add("MaxActivityBytes must be between 1024 and 67108864.");
        }

        if (options.ConnectorTimeout < TimeSpan.FromMilliseconds(100) || options.ConnectorTimeout > TimeSpan.FromMinutes(5))
        {
            problems.Add("ConnectorTimeout must be between 0.1 seconds and 5 minutes.");
        }

        CheckAddress(nameof(options.OpenIdMetadataAddress), options.OpenIdMetadataAddress, problems);
        CheckAddress(nameof(options.Authority), options.Authority, problems);
        if (string.IsNullOrWhiteSpace(options.TokenIssuer))
        {
            problems.Add("TokenIssuer must not be empty.");
        }

        if (!Uri.TryCreate(options.ManagedIdentityTokenAddress, UriKind.Absolute, out _))
        {
            problems.Add("ManagedIdentityTokenAddress must be an absolute URL.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    // Keys and secrets travel here, so plain http is for this machine only.
    private static void CheckAddress(string setting, string address, List<string> problems)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            problems.Add($"{setting} must be an https URL; it is '{address}'.");
        }
    }
}
