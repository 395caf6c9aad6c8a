using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>The addresses to which programs tell what came of a task. Each is good for one task, and nobody guesses it.</summary>
public sealed class WebhookAddresses(IDataProtectionProvider protection, IOptions<DeskOptions> options, IHostEnvironment environment, IServiceProvider services)
{
    public const string Path = "/api/service-requests/callbacks/";

    private readonly IDataProtector _seal = protection.CreateProtector("BotDesk.ServiceRequests.Callbacks");

    /// <returns>Null where the desk does not know under which address it is reached (the setting <c>BotDesk:PublicUrl</c>).</returns>
    public Uri? Of(WebhookCall call) => Base is { } desk ? new Uri($"{desk.TrimEnd('/')}{Path}{_seal.Protect(call.MessageId)}") : null;

    /// <summary>For which message the address was made; null when it was not made here.</summary>
    public string? Read(string token)
    {
        try
        {
            return _seal.Unprotect(token);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private string? Base => options.Value.PublicUrl?.AbsoluteUri
        ?? (environment.IsDevelopment() ? services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() : null);
}
