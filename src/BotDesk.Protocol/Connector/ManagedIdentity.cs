namespace BotDesk.Protocol;

/// <summary>How a managed identity's token is asked for on Azure, which differs with what the bot runs on.</summary>
internal static class ManagedIdentity
{
    /// <summary>
    /// App Service, Functions and Container Apps give every process an endpoint and a secret for it by environment variables
    /// (https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference).
    /// </summary>
    private const string Endpoint = "IDENTITY_ENDPOINT";
    private const string Header = "IDENTITY_HEADER";

    public static string Address(BotFrameworkOptions options) => OfPlatform()?.Address ?? options.ManagedIdentityTokenAddress;

    /// <remarks>Virtual machines, scale sets and AKS: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token.</remarks>
    public static HttpRequestMessage Request(BotFrameworkOptions options)
    {
        var resource = options.TokenScope.EndsWith("/.default", StringComparison.Ordinal) ? options.TokenScope[..^"/.default".Length] : options.TokenScope;
        var query = $"&resource={Uri.EscapeDataString(resource)}&client_id={Uri.EscapeDataString(options.AppId!)}";
        return OfPlatform() is { } platform
            ? new HttpRequestMessage(HttpMethod.Get, $"{platform.Address}?api-version=2019-08-01{query}") { Headers = { { "X-IDENTITY-HEADER", platform.Secret } } }
            : new HttpRequestMessage(HttpMethod.Get, $"{options.ManagedIdentityTokenAddress}?api-version=2018-02-01{query}") { Headers = { { "Metadata", "true" } } };
    }

    private static (string Address, string Secret)? OfPlatform() =>
        Environment.GetEnvironmentVariable(Endpoint) is { Length: > 0 } address && Environment.GetEnvironmentVariable(Header) is { Length: > 0 } secret ? (address, secret) : null;
}
