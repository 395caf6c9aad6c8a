using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BotDesk.Rest;

/// <summary>A part of a list.</summary>
internal interface IPage
{
    /// <summary>What to give as <c>cursor</c> for the next page; null when this is the last.</summary>
    string? Next { get; }
}

/// <summary>
/// Where a page begins: behind the last row of the one before, whatever was added or taken away meanwhile. Opaque to callers, and good only for the
/// list and the filters that it came with.
/// </summary>
/// <param name="list">Name of the list.</param>
/// <param name="filters">What narrows it, and how it is ordered.</param>
internal sealed class Cursor(string list, params string?[] filters)
{
    public const string Parameter = "cursor";
    public const int DefaultLimit = 50;
    public const int LargestLimit = 200;
    private const int MarkBytes = 6;
    private const int Longest = 600;

    private readonly byte[] _mark = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(filters.Prepend(list)))[..MarkBytes];

    /// <summary>How many rows were asked for.</summary>
    public static bool TryLimit(int? asked, out int limit, [NotNullWhen(false)] out Refusal? refusal)
    {
        limit = asked ?? DefaultLimit;
        refusal = limit is < 1 or > LargestLimit ? Refusal.Invalid("limit", $"limit is a number from 1 to {LargestLimit}.") : null;
        return refusal is null;
    }

    /// <param name="last">What tells the last row of this page from every other, in the order of the list.</param>
    public string After(string last) => Base64Url.EncodeToString([.. _mark, .. Encoding.UTF8.GetBytes(last)]);

    /// <summary>Where the page after this one begins; null when this is the last.</summary>
    /// <param name="found">The rows of this page, and further ones where there are any.</param>
    /// <param name="last">What tells a row from every other, in the order of the list.</param>
    public string? Next<TRow>(IReadOnlyList<TRow> found, int limit, Func<TRow, string> last) => found.Count > limit ? After(last(found[limit - 1])) : null;

    /// <summary>What <see cref="After"/> was given.</summary>
    /// <param name="last">Null: from the beginning.</param>
    public bool TryRead(string? cursor, out string? last, [NotNullWhen(false)] out Refusal? refusal)
    {
        (last, refusal) = (null, null);
        if (string.IsNullOrEmpty(cursor))
        {
            return true;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(cursor.Length)];
        if (cursor.Length <= Longest
            && Base64Url.DecodeFromChars(cursor, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && written > MarkBytes
            && bytes.AsSpan(0, MarkBytes).SequenceEqual(_mark))
        {
            last = Encoding.UTF8.GetString(bytes, MarkBytes, written - MarkBytes);
            return true;
        }

        refusal = Refusal.Invalid(Parameter, $"{Parameter} is the next of a page of this list with the same filters. Start again without it.");
        return false;
    }
}
