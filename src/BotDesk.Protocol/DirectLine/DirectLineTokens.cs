using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.DirectLine;

/// <summary>A token for a client.</summary>
public sealed record DirectLineToken(string ConversationId, string Token, int ExpiresInSeconds);

/// <summary>What a token says.</summary>
internal sealed record DirectLineClaims(string ConversationId, string UserId, string? UserName, DateTimeOffset ExpiresAt);

/// <summary>
/// Tokens are for one conversation and one person, and end by themselves ("Direct Line authentication"). They are sealed with ASP.NET
/// Core data protection: all instances that share its key ring accept each other's.
/// </summary>
public sealed class DirectLineTokens
{
    // The first byte says what a token is for.
    private const byte ForEverything = 1;
    private const byte ForStream = 2;

    private readonly IDataProtector _protector;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lifetime;

    public DirectLineTokens(IDataProtectionProvider protection, IOptions<DirectLineOptions> options, TimeProvider time)
    {
        _protector = protection.CreateProtector("BotDesk.Protocol.DirectLine.Token");
        (_time, _lifetime) = (time, options.Value.TokenLifetime);
    }

    /// <summary>Makes a token for somebody whom the caller has identified.</summary>
    /// <param name="conversationId">One of this person's conversations; null for a new one.</param>
    /// <exception cref="ArgumentException">The user id is empty, or the conversation id cannot stand in a URL.</exception>
    public DirectLineToken Create(string userId, string? userName, string? conversationId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userId);
        conversationId ??= NewConversationId();
        if (!IsConversationId(conversationId))
        {
            // The public client puts it into its URLs unescaped.
            throw new ArgumentException("A conversation id may have 128 letters, digits and - _ . only.", nameof(conversationId));
        }

        return new(conversationId, Seal(ForEverything, conversationId, userId, userName), (int)_lifetime.TotalSeconds);
    }

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>For the stream's URL, which ends up in logs: with it one can only listen.</summary>
    internal string CreateForStream(DirectLineConversation conversation) => Seal(ForStream, conversation.Id, conversation.UserId, conversation.UserName);

    /// <param name="isForStream">A token of a stream's URL is taken too.</param>
    /// <returns>Null when it was not made here, or for something else. The claims are returned also when they expired.</returns>
    internal DirectLineClaims? Read(string token, bool isForStream = false)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(_protector.Unprotect(WebEncoders.Base64UrlDecode(token))));
            var purpose = reader.ReadByte();
            if (purpose != ForEverything && !(isForStream && purpose == ForStream))
            {
                return null;
            }

            var expires = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
            var (conversationId, userId, userName) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
            return new DirectLineClaims(conversationId, userId, userName.Length == 0 ? null : userName, expires);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Letters that are the same in a URL, because the public client does not escape it there.</summary>
    internal static bool IsConversationId(string id) =>
        id.Length is > 0 and <= 128 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && id.Any(c => c != '.');

    internal static string NewConversationId() => Guid.CreateVersion7().ToString("N");

    private string Seal(byte purpose, string conversationId, string userId, string? userName)
    {
        var content = new MemoryStream();
        using (var writer = new BinaryWriter(content))
        {
            writer.Write(purpose);
            writer.Write((_time.GetUtcNow() + _lifetime).UtcTicks);
            writer.Write(conversationId);
            writer.Write(userId);
            writer.Write(userName ?? string.Empty);
        }

        return WebEncoders.Base64UrlEncode(_protector.Protect(content.ToArray()));
    }
}
