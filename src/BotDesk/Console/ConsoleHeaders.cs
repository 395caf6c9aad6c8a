namespace BotDesk.Console;

/// <summary>What a browser may do with a page of the console: only its own files, in no frame, and keep nothing.</summary>
internal static class ConsoleHeaders
{
    /// <param name="formsLeadTo">Where its forms may lead beside the desk itself, as a source of the policy's <c>form-action</c>.</param>
    public static void Secure(HttpContext context, string formsLeadTo = "")
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = $"default-src 'self'; base-uri 'none'; form-action 'self'{(formsLeadTo.Length == 0 ? "" : $" {formsLeadTo}")}; frame-ancestors 'none'; object-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store"; // it shows what people wrote; in these words antiforgery would say it too
    }
}
