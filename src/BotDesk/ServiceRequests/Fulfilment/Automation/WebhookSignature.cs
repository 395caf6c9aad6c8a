using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotDesk.ServiceRequests.Fulfilment.Automation;

/// <summary>How both sides prove that a message is theirs: Standard Webhooks (https://www.standardwebhooks.com), symmetric signatures.</summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";
    private const int ShortestKey = 24;
    private const int LongestKey = 64;

    /// <summary>A message older, or more ahead, may be one that somebody recorded.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Reads <c>whsec_</c> and 24 to 64 bytes in Base64.</summary>
    public static bool TryReadKey(string? secret, [NotNullWhen(true)] out byte[]? key)
    {
        key = null;
        if (secret is null || !secret.StartsWith(SecretPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var bytes = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret[SecretPrefix.Length..], bytes, out var written) || written is < ShortestKey or > LongestKey)
        {
            return false;
        }

        key = bytes[..written];
        return true;
    }

    /// <summary><c>v1,</c> and the HMAC-SHA256 over <c>id.timestamp.body</c> in Base64.</summary>
    public static string Sign(byte[] key, string id, long timestamp, ReadOnlySpan<byte> body) => Version + Convert.ToBase64String(Mac(key, id, timestamp, body));

    /// <param name="signatures">One or several, with spaces between them.</param>
    /// <returns>Whether one of them is right and the message is not old.</returns>
    public static bool IsRight(byte[] key, string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Window.TotalSeconds)
        {
            return false;
        }

        var (right, given, isRight) = (Mac(key, id, seconds, body), new byte[HMACSHA256.HashSizeInBytes], false);
        foreach (var signature in (signatures ?? "").Split(' ').Where(signature => signature.StartsWith(Version, StringComparison.Ordinal)))
        {
            isRight |= Convert.TryFromBase64String(signature[Version.Length..], given, out var written) && CryptographicOperations.FixedTimeEquals(given.AsSpan(0, written), right);
        }

        return isRight;
    }

    private static byte[] Mac(byte[] key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
