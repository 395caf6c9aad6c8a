using Microsoft.AspNetCore.Http;

namespace BotDesk.Protocol.DirectLine;

/// <summary>Which pages may talk to the server from a browser (CORS, as Web Chat needs it).</summary>
internal static class DirectLineOrigins
{
    /// <summary>Preflight answers may be kept so long; browsers cap it at two hours.</summary>
    private const string MaxAge = "7200";

    public static void AddHeaders(HttpContext context, DirectLineOptions options)
    {
        var headers = context.Response.Headers;
        headers.Append("Vary", "Origin");
        if (context.Request.Headers.Origin is [{ Length: > 0 } origin] && MayCall(context, options))
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = "Retry-After";
            if (HttpMethods.IsOptions(context.Request.Method))
            {
                headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
                headers.AccessControlAllowHeaders = "authorization, content-type, x-ms-bot-agent, x-requested-with";
                headers.AccessControlMaxAge = MaxAge;
            }
        }
    }

    /// <summary>Programs name no origin; pages may be the server's own, those that are allowed, and in development any of this machine.</summary>
    public static bool MayCall(HttpContext context, DirectLineOptions options)
    {
        var origins = context.Request.Headers.Origin;
        if (origins.Count == 0)
        {
            return true;
        }

        return origins is [{ } origin]
            && (origin == PublicAddress.Of(context, options).GetLeftPart(UriPartial.Authority)
                || options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
                || (options.AllowUnauthenticatedLocalCallers && LocalCaller.IsLocal(context) && LocalCaller.IsLoopbackAddress(origin)));
    }
}

/// <summary>Where clients reach this application.</summary>
internal static class PublicAddress
{
    public static Uri Of(HttpContext context, DirectLineOptions options)
    {
        var request = context.Request;
        return options.PublicUrl
            ?? (Uri.TryCreate($"{request.Scheme}://{request.Host}{request.PathBase}", UriKind.Absolute, out var own)
                ? own
                : throw new DirectLineException(StatusCodes.Status400BadRequest, "BadArgument", "The Host header is not valid."));
    }
}
