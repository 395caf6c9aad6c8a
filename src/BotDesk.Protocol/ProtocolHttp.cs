using System.Net;

namespace BotDesk.Protocol;

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
        Proxy = new ProxyForElsewhere(HttpClient.DefaultProxy),
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Below what load balancers keep idle (Azure: 4 minutes), so that a message is not written into a connection they just closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        // Names move; a pool that never closes would not notice.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ActivityHeadersPropagator = null, // our trace ids are nobody's business there
    };
}

/// <summary>
/// The system's proxy, but not for this machine: with <c>HTTP_PROXY</c> set, .NET would send calls to a local connector or to Azure's
/// instance metadata (link-local) there too.
/// </summary>
internal sealed class ProxyForElsewhere(IWebProxy system) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => system.Credentials;
        set => system.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : system.GetProxy(destination);

    public bool IsBypassed(Uri host) =>
        host.IsLoopback || host.Host.StartsWith("169.254.", StringComparison.Ordinal) || system.IsBypassed(host);
}
