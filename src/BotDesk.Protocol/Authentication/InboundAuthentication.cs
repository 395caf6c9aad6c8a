using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol;

/// <summary>Why somebody is not let in.</summary>
/// <param name="Status">401 without a valid token, 403 with one that is for something else, 503 while it cannot be known.</param>
internal readonly record struct InboundRefusal(int Status, string Reason);

/// <summary>Who posts an activity, and what they may say.</summary>
internal abstract class InboundCaller
{
    /// <returns>Null when the caller may hand in this activity.</returns>
    public abstract InboundRefusal? Refuses(Activity activity);
}

/// <summary>A program on the developer's machine, without a token.</summary>
internal sealed class LocalDeveloper : InboundCaller
{
    public static LocalDeveloper Instance { get; } = new();

    /// <summary>Nobody vouches for the serviceUrl, so that the bot is made to post to this machine only.</summary>
    public override InboundRefusal? Refuses(Activity activity) =>
        LocalCaller.IsLoopbackAddress(activity.ServiceUrl)
            ? null
            : new(StatusCodes.Status403Forbidden, "Without a token 'serviceUrl' must be an http address of this machine.");
}

/// <summary>Decides who may post activities.</summary>
internal sealed class InboundAuthentication(InboundTokens tokens, IOptions<BotFrameworkOptions> options)
{
    private readonly BotFrameworkOptions _options = options.Value;

    public async ValueTask<(InboundCaller? Caller, InboundRefusal Refusal)> AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        var hasAppId = !string.IsNullOrWhiteSpace(_options.AppId);

        // The Playground sends a token of its own making when none is configured: without an AppId there is nothing to hold it against.
        if (_options.AllowUnauthenticatedLocalCallers && (header.Count == 0 || !hasAppId) && LocalCaller.IsLocal(context))
        {
            return (LocalDeveloper.Instance, default);
        }

        if (!hasAppId)
        {
            return (null, new(StatusCodes.Status401Unauthorized, BotFrameworkHosting.WithoutAppId));
        }

        return header is [{ } value] && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? await tokens.AuthenticateAsync(value["Bearer ".Length..].Trim(), context.RequestAborted)
            : (null, new(StatusCodes.Status401Unauthorized, "A bearer token is required."));
    }
}
