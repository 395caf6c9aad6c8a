using System.Net;
using System.Security.Cryptography;
using System.Text;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack.Workspaces;

/// <summary>
/// Lets workspaces install the app (https://docs.slack.dev/authentication/installing-with-oauth): <c>/slack/install</c> sends to Slack with a state that
/// only the same browser can bring back, within ten minutes; <c>/slack/oauth</c> changes the code into the workspace's token, if it is one of those that may.
/// </summary>
internal sealed partial class SlackInstall(SlackApi api, SlackWorkspaces workspaces, IOptions<SlackOptions> options, IOptions<DeskOptions> desk, IDataProtectionProvider protection, ILogger<SlackInstall> logger)
{
    private const string Cookie = "slack-install";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("BotDesk.Slack.Install").ToTimeLimitedDataProtector();

    public IResult Start(HttpContext context)
    {
        var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(24));
        context.Response.Cookies.Append(Cookie, secret, new CookieOptions { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = Lifetime, Path = "/slack", IsEssential = true });
        return TypedResults.Redirect(QueryHelpers.AddQueryString(options.Value.AuthorizeUrl, new Dictionary<string, string?>
        {
            ["client_id"] = options.Value.ClientId,
            ["scope"] = string.Join(',', SlackScopes.Bot),
            ["redirect_uri"] = ReturnTo(context.Request),
            ["state"] = _seal.Protect(secret, Lifetime),
        }));
    }

    public async Task<IResult> FinishAsync(HttpContext context)
    {
        var language = Language.Of(context.Request.GetTypedHeaders().AcceptLanguage.FirstOrDefault()?.Value.Value) ?? Language.English;
        var (query, secret) = (context.Request.Query, context.Request.Cookies[Cookie]);
        context.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/slack" });
        if (query["error"].ToString() is { Length: > 0 })
        {
            return Page(Phrase.Of("channels.slack.install.declined"), language, StatusCodes.Status200OK);
        }

        if (secret is null || query["code"].ToString() is not { Length: > 0 } code || !IsState(query["state"].ToString(), secret))
        {
            Log.WrongState(logger);
            return Page(Phrase.Of("channels.slack.install.stale"), language, StatusCodes.Status400BadRequest);
        }

        var answer = await api.ExchangeAsync(code, ReturnTo(context.Request), context.RequestAborted);
        if (!answer.IsOk || !answer.Body.TryGetProperty("team", out var team) || team.Text("id") is not { } id || answer.Text("access_token") is not { Length: > 0 } token)
        {
            Log.NotInstalled(logger, answer.Error ?? "no team or token");
            return Page(Phrase.Of("channels.slack.install.failed"), language, StatusCodes.Status502BadGateway);
        }

        if (!options.Value.AllowedWorkspaces.Contains(id))
        {
            Log.NotAllowed(logger, id);
            await api.RevokeAsync(token, context.RequestAborted);
            return Page(Phrase.Of("channels.slack.install.notAllowed", new { name = team.Text("name") ?? id, id }), language, StatusCodes.Status403Forbidden);
        }

        var by = answer.Body.TryGetProperty("authed_user", out var user) ? user.Text("id") : null;
        await workspaces.InstallAsync(id, team.Text("name") ?? id, answer.Text("bot_user_id") ?? SlackChannel.Id, token, answer.Text("scope") ?? "", by);
        return Page(Phrase.Of("channels.slack.install.done", new { name = team.Text("name") ?? id }), language, StatusCodes.Status200OK);
    }

    private bool IsState(string state, string secret)
    {
        try
        {
            return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_seal.Unprotect(state)), Encoding.UTF8.GetBytes(secret));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private string ReturnTo(HttpRequest request) =>
        desk.Value.AddressOf("/slack/oauth")?.AbsoluteUri ?? $"{request.Scheme}://{request.Host}/slack/oauth";

    private static ContentHttpResult Page(Phrase words, Language language, int status) => TypedResults.Content(
        $"<!doctype html><html lang=\"{language.Code}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>BotDesk</title><p style=\"font:1.1rem/1.5 system-ui;max-width:34rem;margin:15vh auto;padding:0 1rem\">{WebUtility.HtmlEncode(words.In(language))}</p></html>",
        "text/html; charset=utf-8", Encoding.UTF8, status);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Somebody came back from Slack without having been sent there from here, or too late; nothing was installed.")]
        public static partial void WrongState(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "The workspace {Team} wanted to install the app and is none of Channels:Slack:AllowedWorkspaces; nothing was installed, and its token was given back.")]
        public static partial void NotAllowed(ILogger logger, string team);

        [LoggerMessage(LogLevel.Warning, "Slack did not give a workspace's token ({Error}); nothing was installed.")]
        public static partial void NotInstalled(ILogger logger, string error);
    }
}
