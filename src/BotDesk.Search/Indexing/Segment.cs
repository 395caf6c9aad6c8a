using System.Text;

namespace BotDesk.Search.Indexing;

/// <summary>A part of the index: documents numbered from 0, all their fields, their keys and their texts. Immutable.</summary>
internal sealed class Segment(string[] keys, FieldSegment[] fields, StoredTexts[] texts)
{
    private readonly int[] _byKey = SortByKey(keys);

    public string[] Keys => keys;

    public FieldSegment[] Fields => fields;

    /// <summary>By field number; the fields that copy another have none of their own.</summary>
    public StoredTexts[] Texts => texts;

    public int Count => keys.Length;

    public long SizeInBytes => fields.Sum(part => part.SizeInBytes) + (sizeof(int) * (long)_byKey.Length);

    /// <summary>The document with the key, deleted or not, or -1.</summary>
    public int Find(string key)
    {
        var (low, high) = (0, _byKey.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (string.CompareOrdinal(keys[_byKey[middle]], key))
            {
                case 0:
                    return _byKey[middle];
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return -1;
    }

    private static int[] SortByKey(string[] keys)
    {
        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort((string[])keys.Clone(), order, StringComparer.Ordinal);
        return order;
    }
}

/// <summary>The original texts of one field, for snippets.</summary>
/// <param name="Starts">Where each document's text begins, and the end of the last; empty where the field stores none.</param>
/// <param name="Utf8">All texts, one after the other.</param>
internal sealed record StoredTexts(int[] Starts, byte[] Utf8)
{
    public static StoredTexts None { get; } = new([], []);

    public string Of(int doc) => Encoding.UTF8.GetString(Bytes(doc));

    public ReadOnlySpan<byte> Bytes(int doc) => Starts.Length == 0 ? [] : Utf8.AsSpan(Starts[doc], Starts[doc + 1] - Starts[doc]);
}
