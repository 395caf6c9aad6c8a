using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol;

/// <summary>Puts the Bot Framework into an application.</summary>
public static partial class BotFrameworkHosting
{
    /// <summary>What the messaging endpoint answers everybody while the bot has no <see cref="BotFrameworkOptions.AppId"/>.</summary>
    public const string WithoutAppId = "This bot has no AppId, so that no token can be for it.";

    /// <summary>
    /// Adds authentication in both directions and the <see cref="IConnectorClient"/>. The application adds its own
    /// <see cref="IActivityReceiver"/>. Wrong settings stop the start.
    /// </summary>
    public static IServiceCollection AddBotFramework(this IServiceCollection services, Action<BotFrameworkOptions> configure)
    {
        services.AddOptions<BotFrameworkOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BotFrameworkOptions>, BotFrameworkOptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProtocolHttp>();
        services.TryAddSingleton(provider => new SigningKeySource(
            provider.GetRequiredService<ProtocolHttp>().Invoker, provider.GetRequiredService<IOptions<BotFrameworkOptions>>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SigningKeySource>>()));
        services.TryAddSingleton<InboundTokens>();
        services.TryAddSingleton<InboundAuthentication>();
        services.TryAddSingleton(provider => new OutboundTokens(
            provider.GetRequiredService<ProtocolHttp>().Invoker, provider.GetRequiredService<IOptions<BotFrameworkOptions>>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<OutboundTokens>>()));
        services.TryAddSingleton<IConnectorClient>(provider => new ConnectorClient(
            provider.GetRequiredService<ProtocolHttp>().Invoker, provider.GetRequiredService<OutboundTokens>(),
            provider.GetRequiredService<IOptions<BotFrameworkOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<MessagingEndpoint>();
        return services;
    }

    /// <summary>Tokens for another service of the same cloud, in the name of an application.</summary>
    /// <param name="application">Who asks, and for which <see cref="BotFrameworkOptions.TokenScope"/>.</param>
    public static IAppTokens CreateAppTokens(this IServiceProvider services, BotFrameworkOptions application) => new OutboundTokens(
        services.GetRequiredService<ProtocolHttp>().Invoker, Options.Create(application), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<OutboundTokens>>());

    /// <summary>Maps the messaging endpoint, usually <c>/api/messages</c>.</summary>
    public static IEndpointConventionBuilder MapBotFramework(this IEndpointRouteBuilder endpoints, string pattern = "/api/messages")
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<MessagingEndpoint>();
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<BotFrameworkOptions>>().Value.AllowUnauthenticatedLocalCallers)
        {
            Log.AuthenticationIsOff(endpoints.ServiceProvider.GetRequiredService<ILogger<MessagingEndpoint>>(), pattern);
        }

        // It authenticates by itself: the application's own policies are for people.
        endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], MessagingEndpoint.DescribeAsync).AllowAnonymous();
        return endpoints.MapPost(pattern, endpoint.HandleAsync).AllowAnonymous();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Authentication of channels is OFF for callers on this machine ({Pattern}; setting AllowUnauthenticatedLocalCallers). This is for development only.")]
        public static partial void AuthenticationIsOff(ILogger logger, string pattern);
    }
}
