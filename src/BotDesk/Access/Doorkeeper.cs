using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace BotDesk.Access;

/// <summary>What somebody is told who is not let in: a page or a problem, and the way in where there is one.</summary>
internal sealed class Doorkeeper(OpenIdSettings openId, LocalDevelopment development) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
        }
        else if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || policy.Requirements.OfType<ApiRequirement>().Any())
        {
            await RefuseProgramAsync(context, policy.Requirements.OfType<ApiRequirement>().LastOrDefault(requirement => requirement.Scope is not null)?.Scope);
        }
        else if (await context.RequestServices.GetRequiredService<SignedInPerson>().FindAsync(context.RequestAborted) is not null)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, policy.Requirements.OfType<PersonRequirement>().FirstOrDefault()?.Refusal ?? Phrase.Of("access.notForYou"));
        }
        else
        {
            await AskWhoAsync(context);
        }
    }

    private static Task RefuseProgramAsync(HttpContext context, string? scope)
    {
        if (ApiKeyScheme.IsKey(context.User))
        {
            return ProblemAsync(context, StatusCodes.Status403Forbidden, $"The API key '{context.User.Identity!.Name}' does not have the scope {scope ?? "for this"}.");
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemAsync(context, StatusCodes.Status401Unauthorized, ApiKeyScheme.HasKey(context.Request)
            ? "The API key is not known. Send one that this desk has as Authorization: Bearer KEY."
            : "Send an API key as Authorization: Bearer KEY. 'botdesk api-key create' makes one.");
    }

    private Task AskWhoAsync(HttpContext context)
    {
        if (openId.IsConfigured && IsNavigation(context.Request))
        {
            return context.ChallengeAsync(OpenIdSignIn.Name, new AuthenticationProperties { RedirectUri = Address(context.Request) });
        }

        if (development.LetsIn(context) && IsNavigation(context.Request) && context.Request.Path != "/")
        {
            // The front page is where one chooses whom to be.
            context.Response.Redirect("/");
            return Task.CompletedTask;
        }

        return RefuseAsync(context, StatusCodes.Status401Unauthorized, openId.IsConfigured
            ? Phrase.Of("access.notSignedIn")
            : $"Nobody can sign in here: this desk has no OpenID Connect provider. Its administrator can set {OpenIdSettings.Section}:Authority, {OpenIdSettings.Section}:ClientId and {OpenIdSettings.Section}:ClientSecret.");
    }

    /// <summary>Whether a person looks at what is answered, so that they can be sent elsewhere. A script that fetches cannot.</summary>
    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate";

    /// <summary>The address within this desk; <c>//elsewhere.example</c> would lead away from it.</summary>
    private static string Address(HttpRequest request) =>
        $"{request.PathBase}{request.Path}{request.QueryString}" is var address && address.Length > 1 && address[1] is '/' or '\\' ? "/" : address;

    internal static async Task RefuseAsync(HttpContext context, int status, Phrase text)
    {
        var language = await ReaderLanguage.OfAsync(context);
        var sentence = text.In(language);
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            await ProblemAsync(context, status, sentence);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        await context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{language}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>BotDesk</title>
            <style>body{"{"}font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem{"}"}</style></head>
            <body><h1>BotDesk</h1><p>{WebUtility.HtmlEncode(sentence)}</p></body>
            </html>
            """,
            context.RequestAborted);
    }

    private static Task ProblemAsync(HttpContext context, int status, string sentence)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Problem(sentence, statusCode: status).ExecuteAsync(context);
    }
}
