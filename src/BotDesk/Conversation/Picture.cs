using BotDesk.Protocol;

namespace BotDesk.Conversation;

/// <summary>A picture that came with a message, checked by what is in it and not by what it is called.</summary>
/// <param name="ContentType">By its first bytes.</param>
public sealed record Picture(string Name, string ContentType, byte[] Bytes)
{
    /// <summary>The largest that is taken, in bytes.</summary>
    public const int Largest = 4 * 1024 * 1024;

    private const int LongestName = 120;

    /// <returns>Null when it is no PNG, JPEG, GIF or WebP, or too large.</returns>
    public static Picture? Of(string? name, byte[] bytes) =>
        bytes.Length <= Largest && FormatOf(bytes) is { } type ? new Picture(Clean(name), type, bytes) : null;

    private static string? FormatOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) ? "image/gif"
        : bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;

    private static string Clean(string? name)
    {
        var clean = string.Concat((name ?? "").Where(letter => !char.IsControl(letter) && letter is not ('"' or '/' or '\\'))).Trim();
        return clean.Length == 0 ? "picture" : clean.Length > LongestName ? clean[^LongestName..] : clean;
    }
}

/// <summary>What came with a message beside its words.</summary>
/// <param name="Refused">How many files are no picture that the desk takes, or could not be had.</param>
public sealed record ReceivedFiles(IReadOnlyList<Picture> Pictures, int Refused)
{
    public static ReceivedFiles None { get; } = new([], 0);

    private const int Most = 10;
    private const string InPlace = "data:";

    /// <summary>Brings the activity's files from where its channel keeps them.</summary>
    internal static async Task<ReceivedFiles> ReadAsync(IChannel channel, Activity activity, CancellationToken cancellationToken)
    {
        var files = activity.Type == ActivityTypes.Message
            ? activity.Attachments?.Where(file => file.ContentUrl is { Length: > 0 }).ToList() ?? []
            : [];
        if (files.Count == 0)
        {
            return None;
        }

        var pictures = new List<Picture>();
        foreach (var file in files.Take(Most))
        {
            if (await BytesAsync(channel, activity, file, cancellationToken) is { } bytes && Picture.Of(file.Name, bytes) is { } picture)
            {
                pictures.Add(picture);
            }
        }

        return new(pictures, files.Count - pictures.Count);
    }

    private static async Task<byte[]?> BytesAsync(IChannel channel, Activity activity, Attachment file, CancellationToken cancellationToken)
    {
        var url = file.ContentUrl!;
        if (!url.StartsWith(InPlace, StringComparison.OrdinalIgnoreCase))
        {
            return await channel.FetchFileAsync(activity, file, cancellationToken);
        }

        // "data:image/png;base64,…" (RFC 2397), as the Emulator sends what was pasted.
        var bytes = new byte[url.Length];
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        return comma > 0 && url.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64Chars(url.AsSpan(comma + 1), bytes, out var length)
            ? bytes[..length]
            : null;
    }
}

/// <summary>A picture to show, as the desk keeps it.</summary>
/// <param name="Path">Where it can be seen, below the desk's address, by whoever has the whole path.</param>
public sealed record OutgoingPicture(string Name, string ContentType, string Path, byte[] Bytes);
