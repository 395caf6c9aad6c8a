using BotDesk.Protocol;
using Microsoft.Extensions.Options;

namespace BotDesk.CompanyDirectory.MicrosoftGraph;

/// <summary>Section <c>Directory:MicrosoftGraph</c>: people, their profiles and managers come from Entra ID by themselves.</summary>
/// <remarks>The application needs the permission <c>User.Read.All</c> of Microsoft Graph, as an application, with an administrator's consent.</remarks>
public sealed class GraphOptions
{
    public const string Section = "Directory:MicrosoftGraph";

    /// <summary>Whether people come from there. Otherwise they come from <c>botdesk import people</c>, and from channels as they write.</summary>
    /// <value>The default is false.</value>
    public bool Enabled { get; set; }

    /// <summary>The directory.</summary>
    /// <value>The default is the bot's own (<c>Channels:BotFramework:TenantId</c>).</value>
    public string? TenantId { get; set; }

    /// <summary>The application that asks.</summary>
    /// <value>The default is the bot, with its secret or its managed identity.</value>
    public string? AppId { get; set; }

    /// <summary>The secret of <see cref="AppId"/>.</summary>
    public string? AppPassword { get; set; }

    /// <summary>Where Microsoft Graph is.</summary>
    /// <value>The default is that of the bot's cloud.</value>
    public Uri? BaseUrl { get; set; }

    /// <summary>How often changes are asked for.</summary>
    /// <value>The default is an hour.</value>
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(1);

    /// <summary><see cref="BaseUrl"/>, or the cloud's, without a slash at its end.</summary>
    internal string Address(BotFrameworkOptions bot) =>
        (BaseUrl?.AbsoluteUri ?? (bot.Cloud == BotCloud.UsGovernment ? "https://graph.microsoft.us" : "https://graph.microsoft.com")).TrimEnd('/');

    /// <summary>Who asks, and for what.</summary>
    internal BotFrameworkOptions Application(BotFrameworkOptions bot)
    {
        var isBot = string.IsNullOrWhiteSpace(AppId);
        return new BotFrameworkOptions
        {
            AppId = isBot ? bot.AppId : AppId,
            AppPassword = isBot ? bot.AppPassword : AppPassword,
            TenantId = string.IsNullOrWhiteSpace(TenantId) ? bot.TenantId : TenantId,

            // A bot of any organisation is asked for in its own directory here, like every other application.
            AppType = isBot && bot.AppType == BotAppType.UserAssignedMsi ? BotAppType.UserAssignedMsi : BotAppType.SingleTenant,
            Cloud = bot.Cloud,
            Authority = bot.Authority,
            ManagedIdentityTokenAddress = bot.ManagedIdentityTokenAddress,
            TokenScope = $"{Address(bot)}/.default",
        };
    }
}

/// <summary>Stops the start when a setting is wrong, and says which.</summary>
internal sealed class GraphOptionsCheck(IOptions<BotFrameworkOptions> bot) : IValidateOptions<GraphOptions>
{
    public ValidateOptionsResult Validate(string? name, GraphOptions options)
    {
        if (!options.Enabled)
        {
            return ValidateOptionsResult.Success;
        }

        var problems = new List<string>();
        var application = options.Application(bot.Value);
        if (string.IsNullOrWhiteSpace(application.AppId))
        {
            problems.Add($"{GraphOptions.Section}:Enabled is true but there is no AppId: set Channels:BotFramework:AppId, or {GraphOptions.Section}:AppId for another application than the bot.");
        }
        else if (application.AppType == BotAppType.SingleTenant && string.IsNullOrWhiteSpace(application.AppPassword))
        {
            problems.Add($"{GraphOptions.Section}:AppPassword is not set: set it to a client secret of {application.AppId}.");
        }

        if (application.AppType == BotAppType.SingleTenant && string.IsNullOrWhiteSpace(application.TenantId))
        {
            problems.Add($"{GraphOptions.Section}:TenantId is not set: set it to the id of the directory whose people are to be known.");
        }

        if (options.BaseUrl is { } address && !(address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))))
        {
            problems.Add($"{GraphOptions.Section}:BaseUrl must be an https address; it is '{address}'.");
        }

        if (options.Every < TimeSpan.FromMinutes(1) || options.Every > TimeSpan.FromDays(7))
        {
            problems.Add($"{GraphOptions.Section}:Every must be from a minute to seven days, written like 01:00:00.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
