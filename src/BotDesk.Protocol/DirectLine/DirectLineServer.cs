using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace BotDesk.Protocol.DirectLine;

/// <summary>
/// Direct Line 3.0 ("Direct Line API 3.0 reference") as far as Web Chat and botframework-directlinejs use it. Which status a client gets
/// matters: 403 makes it wait for a new token, 404 ends the conversation, 5xx makes it try again, other 4xx is final.
/// </summary>
internal sealed partial class DirectLineServer(
    IDirectLineStore store, DirectLineTokens tokens, DirectLineAccess access, DirectLinePosts posts, DirectLineStreams streams,
    IHostApplicationLifetime lifetime, IOptions<DirectLineOptions> options, ILogger<DirectLineServer> logger)
{
    private const int MaxParametersBytes = 64 * 1024;
    private const int MaxLocaleLength = 35;
    private const int MaxUserIdLength = 256;

    private readonly DirectLineOptions _options = options.Value;

    /// <summary>The path under which the server was mapped, without a slash at its end.</summary>
    public string Prefix { get; set; } = string.Empty;

    public async Task GenerateAsync(HttpContext context)
    {
        if (!access.Authenticate(context).IsIssuer)
        {
            throw new DirectLineException(StatusCodes.Status403Forbidden, "BadArgument", "A token cannot make tokens; refresh it.");
        }

        var parameters = await ReadParametersAsync(context);
        await WriteAsync(context, StatusCodes.Status200OK, tokens.Create(parameters.UserId ?? NewUserId(), parameters.UserName), stream: null);
    }

    public async Task RefreshAsync(HttpContext context)
    {
        var claims = access.Authenticate(context).Claims
            ?? throw new DirectLineException(StatusCodes.Status403Forbidden, "BadArgument", "Only a token can be refreshed.");
        if (await store.FindAsync(claims.ConversationId, context.RequestAborted) is { IsEnded: true })
        {
            throw DirectLineAccess.NoConversation();
        }

        var token = tokens.Create(claims.UserId, claims.UserName, claims.ConversationId);
        streams.Extend(claims.ConversationId, claims.UserId, tokens.Now + _options.TokenLifetime);
        await WriteAsync(context, StatusCodes.Status200OK, token, stream: null);
    }

    public async Task StartAsync(HttpContext context)
    {
        var claims = access.Authenticate(context).Claims;
        var parameters = await ReadParametersAsync(context);
        if (claims is null && parameters.UserId?.StartsWith("dl_", StringComparison.Ordinal) == true)
        {
            // directlinejs: such an id "must be embedded into the Direct Line token to prevent forgery".
            throw new DirectLineException(StatusCodes.Status400BadRequest, "BadArgument", "A user id that starts with 'dl_' can only come from a token.");
        }

        var token = claims is null
            ? tokens.Create(parameters.UserId ?? NewUserId(), parameters.UserName)
            : tokens.Create(claims.UserId, claims.UserName, claims.ConversationId);
        var conversation = new DirectLineConversation(
            token.ConversationId, claims?.UserId ?? tokens.Read(token.Token)!.UserId, claims is null ? parameters.UserName : claims.UserName, parameters.Locale);
        var status = await store.StartAsync(conversation, posts.ConversationUpdate(conversation), context.RequestAborted) switch
        {
            DirectLineStart.Created => StatusCodes.Status201Created,
            DirectLineStart.Exists => StatusCodes.Status200OK,
            DirectLineStart.Ended => throw DirectLineAccess.NoConversation(),
            _ => throw DirectLineAccess.Foreign(),
        };
        streams.Notify(conversation.Id);
        await WriteAsync(context, status, token, StreamUrl(context, conversation, watermark: null));
    }

    /// <summary>"Reconnect to a conversation": a new token and a stream that goes on after the watermark.</summary>
    public async Task ReconnectAsync(HttpContext context)
    {
        var conversation = await OpenAsync(context);
        var watermark = Watermark(context);
        var token = tokens.Create(conversation.UserId, conversation.UserName, conversation.Id);
        await WriteAsync(context, StatusCodes.Status200OK, token, StreamUrl(context, conversation, watermark));
    }

    public async Task ReadAsync(HttpContext context)
    {
        var conversation = await OpenAsync(context);
        var after = await StartOfAsync(conversation.Id, Watermark(context), context.RequestAborted);
        var entries = await store.ReadAsync(conversation.Id, after, _options.PageSize, context.RequestAborted);
        var body = new ArrayBufferWriter<byte>(4096);
        DirectLineFrame.WriteAll(body, entries, entries.Count > 0 ? entries[^1].Sequence : after);
        await WriteJsonAsync(context, StatusCodes.Status200OK, body.WrittenMemory);
    }

    public async Task PostAsync(HttpContext context)
    {
        var caller = access.Authenticate(context);
        var conversation = await access.OpenAsync(caller, ConversationId(context), context.RequestAborted);
        using var body = await ReadBodyAsync(context, _options.MaxActivityBytes);
        if (!ActivityJson.TryParse(body.Bytes, out var activity, out var error))
        {
            throw new DirectLineException(StatusCodes.Status400BadRequest, "BadSyntax", error);
        }

        await AppendAsync(context, posts.Accept(activity, conversation, caller.Claims?.UserName, []));
    }

    public async Task UploadAsync(HttpContext context)
    {
        var caller = access.Authenticate(context);
        var conversation = await access.OpenAsync(caller, ConversationId(context), context.RequestAborted);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = (long)_options.MaxUploadBytes + _options.MaxActivityBytes + MaxParametersBytes;
        }

        var address = new Uri($"{PublicAddress.Of(context, _options).AbsoluteUri.TrimEnd('/')}{Prefix}/attachments");
        var (activity, files) = await DirectLineUpload.ReadAsync(context, conversation.Id, address, _options);
        await AppendAsync(context, posts.Accept(activity, conversation, caller.Claims?.UserName, files));
    }

    public async Task FileAsync(HttpContext context)
    {
        var file = await store.FindFileAsync((string)context.GetRouteValue("fileId")!, context.RequestAborted)
            ?? throw new DirectLineException(StatusCodes.Status404NotFound, "BadArgument", "There is no such file.");
        var headers = context.Response.Headers;
        var disposition = new ContentDispositionHeaderValue(file.ContentType.StartsWith("image/", StringComparison.Ordinal) ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox"; // a stranger made it
        headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Bytes.Length;
        await context.Response.BodyWriter.WriteAsync(file.Bytes, context.RequestAborted);
    }

    public async Task StreamAsync(HttpContext context)
    {
        var claims = access.CheckStreamToken(context.Request.Query["t"]);
        var conversation = await access.OpenAsync(new DirectLineCaller(claims), ConversationId(context), context.RequestAborted);
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw new DirectLineException(StatusCodes.Status426UpgradeRequired, "BadArgument", "This address speaks WebSocket.");
        }

        using var subscription = streams.TryOpen(conversation.Id, conversation.UserId, claims.ExpiresAt, _options.MaxSocketsPerConversation)
            ?? throw new DirectLineException(StatusCodes.Status429TooManyRequests, "TooManySockets", "This conversation has too many open streams.");
        subscription.Seen = await StartOfAsync(conversation.Id, Watermark(context), context.RequestAborted);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        if (await new DirectLineSocket(socket, store, _options, subscription).RunAsync(lifetime.ApplicationStopping) is { } trouble)
        {
            Log.StreamFailed(logger, conversation.Id, trouble);
        }
    }

    private async Task<DirectLineConversation> OpenAsync(HttpContext context) =>
        await access.OpenAsync(access.Authenticate(context), ConversationId(context), context.RequestAborted);

    private async Task AppendAsync(HttpContext context, DirectLinePost post)
    {
        var appended = await store.AppendAsync(post, context.RequestAborted);
        if (appended.Outcome == DirectLineAppendOutcome.NoConversation)
        {
            throw DirectLineAccess.NoConversation();
        }

        streams.Notify(post.ConversationId);
        var body = new ArrayBufferWriter<byte>(64);
        await using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, appended.ActivityId);
            writer.WriteEndObject();
        }

        await WriteJsonAsync(context, StatusCodes.Status200OK, body.WrittenMemory);
    }

    /// <summary>Where to begin: after the watermark, or, without one, with the latest part of the history.</summary>
    private async Task<long> StartOfAsync(string conversationId, long? watermark, CancellationToken cancellationToken)
    {
        if (watermark is { } given)
        {
            return given;
        }

        var last = await store.LastSequencesAsync([conversationId], cancellationToken);
        return Math.Max(0, last.GetValueOrDefault(conversationId) - _options.HistoryLimit);
    }

    /// <exception cref="DirectLineException">It is none that this server gave.</exception>
    private static long? Watermark(HttpContext context) => context.Request.Query["watermark"].ToString() switch
    {
        "" => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var watermark) => watermark,
        _ => throw new DirectLineException(StatusCodes.Status400BadRequest, "BadArgument", "The watermark is not one of this server."),
    };

    private static string ConversationId(HttpContext context) => (string)context.GetRouteValue("conversationId")!;

    private static string NewUserId() => $"dl_{Guid.NewGuid():N}";

    private string StreamUrl(HttpContext context, DirectLineConversation conversation, long? watermark)
    {
        var address = new UriBuilder(PublicAddress.Of(context, _options));
        address.Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        address.Path = $"{address.Path.TrimEnd('/')}{Prefix}/conversations/{conversation.Id}/stream";
        address.Query = $"watermark={watermark?.ToString(CultureInfo.InvariantCulture)}&t={Uri.EscapeDataString(tokens.CreateForStream(conversation))}";
        return address.Uri.AbsoluteUri;
    }

    private static async Task<RequestBody> ReadBodyAsync(HttpContext context, int limit)
    {
        var body = await RequestBody.ReadAsync(context.Request, limit);
        return body.IsTooLarge
            ? throw new DirectLineException(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"At most {limit} bytes are taken.")
            : body;
    }

    /// <summary>The optional body <c>{"user":{"id","name"},"locale"}</c>.</summary>
    private static async Task<(string? UserId, string? UserName, string? Locale)> ReadParametersAsync(HttpContext context)
    {
        using var body = await ReadBodyAsync(context, MaxParametersBytes);
        if (body.Bytes.IsEmpty)
        {
            return default;
        }

        if (!SafeJson.TryParse(body.Bytes, out var document, out var error))
        {
            throw new DirectLineException(StatusCodes.Status400BadRequest, "BadSyntax", error);
        }

        using (document)
        {
            JsonElement? root = document.RootElement;
            var (userId, userName, locale) = (root.Find("user", "id"), root.Find("user", "name"), root.Find("locale"));
            return userId?.Length > MaxUserIdLength || userName?.Length > MaxUserIdLength
                ? throw new DirectLineException(StatusCodes.Status400BadRequest, "BadArgument", $"'user.id' and 'user.name' may have {MaxUserIdLength} characters.")
                : (string.IsNullOrWhiteSpace(userId) ? null : userId, userName, locale?.Length <= MaxLocaleLength ? locale : null);
        }
    }

    private static async Task WriteAsync(HttpContext context, int status, DirectLineToken token, string? stream)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        await using (var writer = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("conversationId"u8, token.ConversationId);
            writer.WriteString("token"u8, token.Token);
            writer.WriteNumber("expires_in"u8, token.ExpiresInSeconds);
            if (stream is not null)
            {
                writer.WriteString("streamUrl"u8, stream);
            }

            writer.WriteEndObject();
        }

        await WriteJsonAsync(context, status, body.WrittenMemory);
    }

    private static async Task WriteJsonAsync(HttpContext context, int status, ReadOnlyMemory<byte> json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json, context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The stream of conversation {ConversationId} failed; its client will come back.")]
        public static partial void StreamFailed(ILogger logger, string conversationId, Exception exception);
    }
}
