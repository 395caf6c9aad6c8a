using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.DirectLine;

/// <summary>Who calls: the holder of a token, or somebody who may make tokens.</summary>
/// <param name="Claims">Null for somebody who may make tokens.</param>
internal sealed record DirectLineCaller(DirectLineClaims? Claims)
{
    public static DirectLineCaller Issuer { get; } = new((DirectLineClaims?)null);

    public bool IsIssuer => Claims is null;
}

/// <summary>Decides who may do what ("Direct Line authentication").</summary>
internal sealed class DirectLineAccess(DirectLineTokens tokens, IDirectLineStore store, IOptions<DirectLineOptions> options)
{
    private readonly DirectLineOptions _options = options.Value;

    // Digests have one length, so that comparing them takes the same time for any guess.
    private readonly byte[][] _secrets = [.. options.Value.Secrets.Select(secret => SHA256.HashData(Encoding.UTF8.GetBytes(secret)))];

    /// <exception cref="DirectLineException">401 without a token, 403 with one that is not good.</exception>
    public DirectLineCaller Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return _options.AllowUnauthenticatedLocalCallers && LocalCaller.IsLocal(context) && DirectLineOrigins.MayCall(context, _options)
                ? DirectLineCaller.Issuer
                : throw new DirectLineException(StatusCodes.Status401Unauthorized, "Unauthorized", "A Direct Line token is required.");
        }

        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            throw new DirectLineException(StatusCodes.Status401Unauthorized, "Unauthorized", "Authorization must be 'Bearer TOKEN'.");
        }

        var value = header["Bearer ".Length..].Trim();
        return IsSecret(value) ? DirectLineCaller.Issuer : new(Check(tokens.Read(value)));
    }

    /// <summary>The conversation a caller asks for, if it is theirs.</summary>
    /// <exception cref="DirectLineException">403 when it is somebody else's, 404 when it is over or never was.</exception>
    public async Task<DirectLineConversation> OpenAsync(DirectLineCaller caller, string conversationId, CancellationToken cancellationToken)
    {
        if (caller.Claims is { } claims && claims.ConversationId != conversationId)
        {
            throw Foreign();
        }

        var conversation = DirectLineTokens.IsConversationId(conversationId) ? await store.FindAsync(conversationId, cancellationToken) : null;
        if (conversation is null || conversation.IsEnded)
        {
            throw NoConversation();
        }

        return caller.Claims is null || caller.Claims.UserId == conversation.UserId ? conversation : throw Foreign();
    }

    /// <summary>The token of a stream's URL, because a browser cannot give a WebSocket a header.</summary>
    public DirectLineClaims CheckStreamToken(string? token) =>
        string.IsNullOrEmpty(token)
            ? throw new DirectLineException(StatusCodes.Status401Unauthorized, "Unauthorized", "A Direct Line token is required.")
            : Check(tokens.Read(token, isForStream: true));

    public static DirectLineException NoConversation() =>
        new(StatusCodes.Status404NotFound, "BadArgument", "There is no such conversation, or it has ended.");

    public static DirectLineException Foreign() =>
        new(StatusCodes.Status403Forbidden, "BadArgument", "The token is for another conversation.");

    private DirectLineClaims Check(DirectLineClaims? claims) =>
        claims is null ? throw new DirectLineException(StatusCodes.Status403Forbidden, "BadArgument", "The token is not valid.")
        : claims.ExpiresAt <= tokens.Now ? throw new DirectLineException(StatusCodes.Status403Forbidden, "TokenExpired", "The token has expired.")
        : claims;

    private bool IsSecret(string value)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(value));
        var isSecret = false;
        foreach (var secret in _secrets)
        {
            isSecret |= CryptographicOperations.FixedTimeEquals(digest, secret);
        }

        return isSecret;
    }
}

/// <summary>A refusal on the way through an endpoint; it is answered as Direct Line's <c>{"error":{"code","message"}}</c>.</summary>
internal sealed class DirectLineException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;
}
