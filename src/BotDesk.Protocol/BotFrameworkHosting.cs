using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol;

/// <summary>Puts the Bot Framework into an application.</summary>
public static class BotFrameworkHosting
{
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

    /// <summary>Maps the messaging endpoint, usually <c>/api/messages</c>.</summary>
    public static IEndpointConventionBuilder MapBotFramework(this IEndpointRouteBuilder endpoints, string pattern = "/api/messages")
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<MessagingEndpoint>();
        endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], MessagingEndpoint.DescribeAsync);
        return endpoints.MapPost(pattern, endpoint.HandleAsync);
    }
}

/// <summary>The one pool of connections for all that the protocol calls.</summary>
internal sealed class ProtocolHttp(HttpMessageHandler handler) : IDisposable
{
    public ProtocolHttp() : this(NewHandler())
    {
    }

    public HttpMessageInvoker Invoker { get; } = new(handler);

    public void Dispose() => Invoker.Dispose();

    private static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false, // a token must not follow where somebody else points
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Below what load balancers keep idle (Azure: 4 minutes), so that a message is not written into a connection they just closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        // Names move; a pool that never closes would not notice.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ActivityHeadersPropagator = null, // our trace ids are nobody's business there
    };
}
