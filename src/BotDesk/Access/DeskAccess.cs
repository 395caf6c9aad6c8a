using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace BotDesk.Access;

/// <summary>Puts into the application who may come in, and how.</summary>
internal static partial class DeskAccess
{
    public static void AddDeskAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var openId = builder.Configuration.GetSection(OpenIdSettings.Section).Get<OpenIdSettings>() ?? new OpenIdSettings();
        services.AddSingleton(openId);
        services.AddSingleton(new ApiKeys(builder.Configuration));
        services.AddSingleton<LocalDevelopment>();
        services.AddHttpContextAccessor();
        services.AddScoped<SignedInPerson>();
        services.AddScoped<SignInDesk>();
        services.AddScoped<RoleDesk>();

        var authentication = services.AddAuthentication(PersonScheme.Name)
            .AddScheme<AuthenticationSchemeOptions, PersonScheme>(PersonScheme.Name, null)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyScheme>(ApiKeyScheme.Name, null);
        if (openId is { IsConfigured: true } && openId.Problems().Count == 0)
        {
            AddSignIn(authentication, openId);
        }

        services.AddAuthorization(DeskPolicies.Add);
        services.AddScoped<IAuthorizationHandler, DeskAuthorization>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Doorkeeper>();
    }

    /// <summary>Before every endpoint and page. It sets the order of routing, too: who one is in Development is part of the path.</summary>
    public static void UseDeskAccess(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.UseMiddleware<DemoSignIn>();
        }

        app.UseRouting();
        app.UseMiddleware<Threshold>();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    /// <summary>Maps <c>POST /sign-out</c>, where people sign in.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<OpenIdSettings>().IsConfigured)
        {
            endpoints.MapPost("/sign-out", SignOutAsync).ExcludeFromDescription();
        }
    }

    private static void AddSignIn(AuthenticationBuilder authentication, OpenIdSettings openId)
    {
        authentication.AddCookie(PersonScheme.Session, Sessions.Configure);
        authentication.AddOAuth<OpenIdOptions, OpenIdSignIn>(OpenIdSignIn.Name, options =>
        {
            options.ClientId = openId.ClientId!;
            options.ClientSecret = openId.ClientSecret!;
            options.CallbackPath = openId.CallbackPath;
            options.SignInScheme = PersonScheme.Session;
            options.UsePkce = true;
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            foreach (var scope in openId.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                options.Scope.Add(scope);
            }

            options.BackchannelHttpHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // the client secret must not follow where somebody else points
                UseProxy = !new Uri(openId.Authority!).IsLoopback,
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            };
            // Both are known from the provider's metadata alone, before they are first used (OpenIdSignIn).
            (options.AuthorizationEndpoint, options.TokenEndpoint) = (openId.Authority!, openId.Authority!);
            options.Events.OnRemoteFailure = FailedAsync;
        });
        authentication.Services.AddOptions<OpenIdOptions>(OpenIdSignIn.Name).PostConfigure<TimeProvider>((options, clock) =>
            options.Provider = new OpenIdProvider(openId, options.Backchannel, clock));
    }

    private static async Task FailedAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        Log.SignInFailed(context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenIdSignIn>>(), context.Failure?.Message ?? "no reason given");
        await Doorkeeper.RefuseAsync(context.HttpContext, StatusCodes.Status401Unauthorized,
            Phrase.Of("access.signInFailed"));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, OpenIdSettings settings, IOptionsMonitor<OpenIdOptions> monitor)
    {
        await context.SignOutAsync(PersonScheme.Session);

        // OpenID Connect RP-Initiated Logout 1.0: without it the next visit would sign the person in again unasked.
        return await monitor.Get(OpenIdSignIn.Name).Provider.EndSessionAsync(context.RequestAborted) is { } end
            ? TypedResults.Redirect(QueryHelpers.AddQueryString(end, "client_id", settings.ClientId!))
            : TypedResults.Text($"{Phrase.Of("access.signedOut").In(await ReaderLanguage.OfAsync(context))}\n");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Somebody could not be signed in: {Reason}")]
        public static partial void SignInFailed(ILogger logger, string reason);
    }
}
