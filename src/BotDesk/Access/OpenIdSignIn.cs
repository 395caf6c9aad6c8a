using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using BotDesk.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace BotDesk.Access;

internal sealed class OpenIdOptions : OAuthOptions
{
    public OpenIdProvider Provider { get; set; } = null!;
}

/// <summary>
/// Signs people in by OpenID Connect's code flow (OpenID Connect Core 1.0, section 3.1), on ASP.NET Core's OAuth handler, which does
/// state, PKCE, the correlation cookie and the exchange of the code. What it leaves open is here: the provider's metadata, the nonce, and
/// the id_token, which alone says who it is.
/// </summary>
internal sealed partial class OpenIdSignIn(IOptionsMonitor<OpenIdOptions> options, ILoggerFactory logger, UrlEncoder encoder, DeskWriter writer)
    : OAuthHandler<OpenIdOptions>(options, logger, encoder)
{
    public const string Name = "openid";

    private const string Nonce = ".nonce";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await FindProviderAsync();
        properties.Items[Nonce] = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), "nonce", properties.Items[Nonce]!);

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        await FindProviderAsync();
        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var token = tokens.Response!.RootElement.TryGetProperty("id_token", out var value) ? value.GetString() : null;
        var who = await Options.Provider.ValidateAsync(token, Options.ClientId, properties.Items[Nonce], Context.RequestAborted);
        var person = await writer.DoAsync((SignInDesk desk) => desk.SignInAsync(who), Context.RequestAborted);
        Log.SignedIn(Logger, person.Handle);

        // Who it is and nothing else: what the person may do is read from the database at every request.
        identity.AddClaim(new Claim(SignedInPerson.PersonId, person.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Name, person.Name));
        var session = new AuthenticationProperties { RedirectUri = properties.RedirectUri };
        Sessions.Begin(session, TimeProvider.GetUtcNow());
        return new AuthenticationTicket(new ClaimsPrincipal(identity), session, Scheme.Name);
    }

    // The handler reads both addresses from its options. The provider's are the same for every request.
    private async Task FindProviderAsync() =>
        (Options.AuthorizationEndpoint, Options.TokenEndpoint) = await Options.Provider.EndpointsAsync(Context.RequestAborted);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Handle} signed in.")]
        public static partial void SignedIn(ILogger logger, string handle);
    }
}
