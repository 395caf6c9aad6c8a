using System.Security.Cryptography;

namespace BotDesk.Channels.WebChat;

/// <summary>What the desk's own pages tell a browser to refuse.</summary>
internal static class PageSecurity
{
    private const string Nothing = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    /// <summary>
    /// Sets the headers of a page. Scripts come from files of the desk alone. Web Chat makes style sheets while it runs, with the nonce
    /// (BotFramework-WebChat, docs/CONTENT_SECURITY_POLICY.md); a part of it, react-scroll-to-bottom, makes one without, which is empty
    /// when it is checked: hence the digest of nothing. What somebody attaches is a blob until it is sent, which Web Chat reads back, and makes smaller in a worker.
    /// </summary>
    /// <returns>The nonce of this answer.</returns>
    public static string Secure(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}' '{Nothing}'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob:; worker-src blob:; "
            + "base-uri 'none'; frame-ancestors 'none'"; // form-action stays open: signing out leads on to the identity provider
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store"; // it says who is signed in
        return nonce;
    }
}
