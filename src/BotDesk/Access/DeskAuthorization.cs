using Microsoft.AspNetCore.Authorization;

namespace BotDesk.Access;

/// <summary>Decides by what the database says about a person now, or by the scopes of an API key.</summary>
internal sealed class DeskAuthorization(SignedInPerson signedIn, IHttpContextAccessor http, LocalDevelopment development) : IAuthorizationHandler
{
    public async Task HandleAsync(AuthorizationHandlerContext context)
    {
        foreach (var requirement in context.PendingRequirements.ToArray())
        {
            var met = requirement switch
            {
                VisitorRequirement => await signedIn.FindAsync() is not null || IsLocalDeveloper || (ApiKeyScheme.IsKey(context.User) && LeadsNowhere),
                PersonRequirement person => await signedIn.FindAsync() is { } known && person.May(known),
                ApiRequirement { Scope: var scope } => ApiKeyScheme.IsKey(context.User)
                    ? scope is null || Has(context, scope) || (ApiScope.WiderThan(scope) is { } wider && Has(context, wider))
                    : IsLocalDeveloper && !ApiKeyScheme.HasKey(http.HttpContext!.Request),
                _ => false,
            };
            if (met)
            {
                context.Succeed(requirement);
            }
        }
    }

    private static bool Has(AuthorizationHandlerContext context, string scope) => context.User.HasClaim(ApiKeyScheme.ScopeClaim, scope);

    /// <summary>Routing found no endpoint, or put one of its own in its place that says "method not allowed" or "unsupported media type".</summary>
    private bool LeadsNowhere => http.HttpContext!.GetEndpoint() is not RouteEndpoint;

    private bool IsLocalDeveloper => http.HttpContext is { } context && development.LetsIn(context);
}
