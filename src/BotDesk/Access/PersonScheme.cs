using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace BotDesk.Access;

/// <summary>Who makes a request, where it is a person: in Development whom they chose to be, else who signed in.</summary>
internal sealed class PersonScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OpenIdSettings openId)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "person";

    /// <summary>The session of somebody who signed in. A scheme only where signing in is configured.</summary>
    public const string Session = "session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Context.Features.Get<DemoVisitor>() is { } visitor ? AuthenticateResult.Success(new AuthenticationTicket(visitor.Principal, Name))
        : openId.IsConfigured ? await Context.AuthenticateAsync(Session)
        : AuthenticateResult.NoResult();
}
