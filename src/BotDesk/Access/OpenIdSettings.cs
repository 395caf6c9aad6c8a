namespace BotDesk.Access;

/// <summary>Settings <c>Authentication:OpenId</c>: with which OpenID Connect provider people sign in (Entra ID or any other).</summary>
internal sealed class OpenIdSettings
{
    public const string Section = "Authentication:OpenId";

    /// <summary>The provider's issuer address, such as <c>https://login.microsoftonline.com/TENANT/v2.0</c>; <c>/.well-known/openid-configuration</c> is added.</summary>
    public string? Authority { get; set; }

    /// <summary>What the desk is called at the provider.</summary>
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>Where the provider sends people back to, below the desk's address; to be registered there.</summary>
    /// <value>The default is <c>/signin-oidc</c>.</value>
    public string CallbackPath { get; set; } = "/signin-oidc";

    /// <summary>What is asked for.</summary>
    /// <value>The default is <c>openid profile email</c>.</value>
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>
    /// The claim that holds the directory's id of a person, by which channels such as Teams know them too. Only the directory itself may be
    /// able to write it.
    /// </summary>
    /// <value>The default is <c>oid</c> at Entra ID, and none elsewhere.</value>
    public string? DirectoryIdClaim { get; set; }

    public bool IsConfigured => !string.IsNullOrWhiteSpace(Authority) || !string.IsNullOrWhiteSpace(ClientId) || !string.IsNullOrWhiteSpace(ClientSecret);

    /// <summary><see cref="DirectoryIdClaim"/>, or its default.</summary>
    public string? EffectiveDirectoryIdClaim =>
        !string.IsNullOrWhiteSpace(DirectoryIdClaim) ? DirectoryIdClaim
        : Uri.TryCreate(Authority, UriKind.Absolute, out var authority) && EntraHosts.Contains(authority.Host) ? "oid"
        : null;

    /// <summary>What is wrong with the settings, each with its full name.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!IsConfigured)
        {
            return problems;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority)
            || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            problems.Add($"{Section}:Authority must be the https address of the provider's issuer, such as https://login.microsoftonline.com/TENANT/v2.0; it is '{Authority}'.");
        }
        else if (authority.Segments.Any(segment => segment.TrimEnd('/') is "common" or "organizations" or "consumers"))
        {
            problems.Add($"{Section}:Authority names everybody's directory; put your own tenant's id in the place of '{authority.Segments[1].TrimEnd('/')}', else strangers could sign in.");
        }

        if (string.IsNullOrWhiteSpace(ClientId))
        {
            problems.Add($"{Section}:ClientId is missing: set it to the application (client) id that the provider gave the desk.");
        }

        if (string.IsNullOrWhiteSpace(ClientSecret))
        {
            problems.Add($"{Section}:ClientSecret is missing: set it to a client secret of the desk's registration at the provider.");
        }

        if (!CallbackPath.StartsWith('/') || CallbackPath.Length < 2 || CallbackPath.StartsWith("//", StringComparison.Ordinal))
        {
            problems.Add($"{Section}:CallbackPath must be a path like /signin-oidc; it is '{CallbackPath}'.");
        }

        if (!Scopes.Split(' ').Contains("openid"))
        {
            problems.Add($"{Section}:Scopes must contain openid; it is '{Scopes}'.");
        }

        return problems;
    }

    private static readonly HashSet<string> EntraHosts = new(StringComparer.OrdinalIgnoreCase)
    {
        "login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn", "sts.windows.net",
    };
}
