using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>How Slack proves that a request is its own (https://docs.slack.dev/authentication/verifying-requests-from-slack).</summary>
internal static class SlackSignature
{
    public const string SignatureHeader = "X-Slack-Signature";
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    private const string Version = "v0";

    /// <summary>A request older, or more ahead, may be one that somebody recorded.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary><c>v0=</c> and the HMAC-SHA256 over <c>v0:timestamp:body</c>, in hexadecimal digits.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body) =>
        $"{Version}={Convert.ToHexStringLower(Mac(secret, timestamp, body))}";

    /// <param name="body">As it came: one byte read and written differently, and the signature is wrong.</param>
    /// <returns>Why the request is not believed; null when it is Slack's.</returns>
    public static string? Problem(string? secret, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return "No signing secret is set: what Slack sends comes over Socket Mode.";
        }

        if (string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature))
        {
            return "The request is not signed.";
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return "The request's timestamp is none.";
        }

        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Window.TotalSeconds)
        {
            return "The request is older than 5 minutes, or the clocks differ by that much.";
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isWellFormed = signature.StartsWith(Version + "=", StringComparison.Ordinal)
            && Convert.FromHexString(signature.AsSpan(Version.Length + 1), given, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == given.Length;
        return isWellFormed && CryptographicOperations.FixedTimeEquals(given, Mac(secret, timestamp, body)) ? null : "The request's signature is wrong.";
    }

    private static byte[] Mac(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"{Version}:{timestamp}:"));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
