using System.Net;
using Microsoft.AspNetCore.Http;

namespace BotDesk.Protocol;

/// <summary>Whether a request comes from this very machine: what development mode trusts.</summary>
public static class LocalCaller
{
    /// <summary>
    /// A loopback address alone proves little: a reverse proxy or a tunnel on this machine has one too, and so has a browser that
    /// follows a foreign name which suddenly means 127.0.0.1 (DNS rebinding). So nothing may have been forwarded, and the caller must
    /// have asked for this machine by a loopback name.
    /// </summary>
    public static bool IsLocal(HttpContext context)
    {
        var headers = context.Request.Headers;
        return (context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote))
            && !headers.ContainsKey("X-Forwarded-For") && !headers.ContainsKey("X-Original-For") && !headers.ContainsKey("X-Forwarded-Host") && !headers.ContainsKey("Forwarded")
            && IsLoopbackName(context.Request.Host.Host);
    }

    /// <summary>An absolute http or https address of this machine.</summary>
    public static bool IsLoopbackAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && IsLoopbackName(uri.Host);

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.AsSpan().Trim("[]"), out var address) && IPAddress.IsLoopback(address));
}
