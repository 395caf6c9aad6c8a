namespace BotDesk.Console;

/// <summary>What a browser may do with a page of the console: only its own files, in no frame, and keep nothing.</summary>
internal static class ConsoleHeaders
{
    public static void Secure(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store"; // it shows what people wrote
    }
}
