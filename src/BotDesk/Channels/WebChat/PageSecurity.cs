using System.Security.Cryptography;

namespace BotDesk.Channels.WebChat;

/// <summary>What the desk's own pages tell a browser to refuse.</summary>
internal static class PageSecurity
{
    /// <summary>
    /// Sets the headers of a page. Scripts come from files of the desk alone. Web Chat makes style sheets while it runs, so those need the
    /// nonce (BotFramework-WebChat, docs/CONTENT_SECURITY_POLICY.md).
    /// </summary>
    /// <returns>The nonce of this answer.</returns>
    public static string Secure(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store"; // it says who is signed in
        return nonce;
    }

    /// <summary>
    /// Whether a page of the desk itself sent this request, for what changes something without a secret in its body. Browsers name the
    /// sender; a program that does not is no browser that somebody else's page could use.
    /// </summary>
    public static bool IsOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return site is "" or "same-origin"
            && (origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
