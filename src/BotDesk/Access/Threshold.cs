namespace BotDesk.Access;

/// <summary>Marks an endpoint that decides by itself who may call it, by a protocol of its own.</summary>
/// <param name="ChecksOrigin">Whether it also decides which web pages may call it.</param>
internal sealed record OwnAuthentication(bool ChecksOrigin);

/// <summary>
/// Keeps out what no signing in can stop: in Development callers from elsewhere, and web pages of other sites that make somebody's
/// browser call the desk.
/// </summary>
internal sealed class Threshold(RequestDelegate next, LocalDevelopment development, IHostEnvironment environment)
{
    public Task InvokeAsync(HttpContext context)
    {
        var own = context.GetEndpoint()?.Metadata.GetMetadata<OwnAuthentication>();
        if (own is null && environment.IsDevelopment() && !development.LetsIn(context) && !IsHealth(context))
        {
            return Doorkeeper.RefuseAsync(context, StatusCodes.Status403Forbidden,
                "In the Development environment only callers on this machine are answered, by the name localhost. For others start the desk outside Development, with a way to sign in.");
        }

        // Who shows a token is no browser that was tricked: browsers add cookies by themselves, but no token.
        return own is not { ChecksOrigin: true } && !ApiKeyScheme.HasKey(context.Request) && IsForeign(context)
            ? Doorkeeper.RefuseAsync(context, StatusCodes.Status403Forbidden, "A page of another site made this request; the desk answers only its own pages.")
            : next(context);
    }

    private bool IsForeign(HttpContext context)
    {
        var headers = context.Request.Headers;
        var isForeign = headers["Sec-Fetch-Site"] == "cross-site"
            // Behind a proxy the desk may not know its own address, and there a session's cookie stays out of what other sites make (SameSite).
            || (environment.IsDevelopment() && headers.Origin.Count > 0 && !(headers.Origin is [{ } origin] && Protocol.LocalCaller.IsLoopbackAddress(origin)));

        // A link to the desk on another site is followed by the person: it changes nothing, and the other site sees nothing.
        return isForeign && !(HttpMethods.IsGet(context.Request.Method) && headers["Sec-Fetch-Mode"] == "navigate" && headers["Sec-Fetch-Dest"] == "document");
    }

    private static bool IsHealth(HttpContext context) => context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
