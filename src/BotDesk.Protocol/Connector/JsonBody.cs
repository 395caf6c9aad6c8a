using System.Net;
using System.Net.Http.Headers;

namespace BotDesk.Protocol;

/// <summary>A request's JSON body that remembers whether any of it may have left this machine.</summary>
internal sealed class JsonBody : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json") { CharSet = "utf-8" };

    private readonly ReadOnlyMemory<byte> _utf8;

    public JsonBody(ReadOnlyMemory<byte> utf8)
    {
        _utf8 = utf8;
        Headers.ContentType = Json;
    }

    /// <summary>
    /// False as long as no connection was there to write to: name not resolved, refused, no TLS. It is the handler that calls for the
    /// body, and a request whose announced body never came cannot have been carried out.
    /// </summary>
    public bool WasStarted { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasStarted = true;
        return stream.WriteAsync(_utf8, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _utf8.Length;
        return true;
    }
}
