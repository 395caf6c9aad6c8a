using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace BotDesk.Protocol;

/// <summary>A key with which channels sign, and the channels that may do so with it.</summary>
internal sealed record SigningKey(RsaSecurityKey Key, FrozenSet<string> Endorsements);

/// <summary>The keys of one fetch. Whatever was concluded from them is forgotten together with them.</summary>
internal sealed class SigningKeys(FrozenDictionary<string, SigningKey> keys, DateTimeOffset fetchedAt)
{
    public DateTimeOffset FetchedAt => fetchedAt;

    /// <summary>Tokens whose signature was verified with these keys; a channel uses one for an hour.</summary>
    public ConcurrentDictionary<string, ChannelToken> Verified { get; } = new(StringComparer.Ordinal);

    public SigningKey? Find(string keyId) => keys.GetValueOrDefault(keyId);

    /// <summary>Reads a JSON Web Key Set (RFC 7517) with the Bot Framework's extra member <c>endorsements</c>. Keys other than RSA are passed over.</summary>
    /// <exception cref="JsonException">It is no key set, or has no usable key.</exception>
    public static SigningKeys Parse(JsonElement set, DateTimeOffset fetchedAt)
    {
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        if (set.ValueKind == JsonValueKind.Object && set.TryGetProperty("keys", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in list.EnumerateArray())
            {
                JsonElement? key = entry;
                if (key.Find("kty") == "RSA" && key.Find("kid") is { } kid && key.Find("n") is { } n && key.Find("e") is { } e)
                {
                    keys[kid] = new SigningKey(RsaKey(kid, n, e), Endorsements(entry));
                }
            }
        }

        return keys.Count > 0
            ? new SigningKeys(keys.ToFrozenDictionary(StringComparer.Ordinal), fetchedAt)
            : throw new JsonException("The key set has no RSA key.");
    }

    private static RsaSecurityKey RsaKey(string kid, string n, string e)
    {
        try
        {
            var parameters = new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(n), Exponent = Base64UrlEncoder.DecodeBytes(e) };
            return new RsaSecurityKey(parameters) { KeyId = kid };
        }
        catch (FormatException malformed)
        {
            throw new JsonException($"Key '{kid}' of the key set is malformed.", malformed);
        }
    }

    private static FrozenSet<string> Endorsements(JsonElement key) =>
        key.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToFrozenSet(StringComparer.Ordinal)
            : [];
}
