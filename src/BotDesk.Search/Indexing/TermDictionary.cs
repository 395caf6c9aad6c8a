using System.Text;

namespace BotDesk.Search.Indexing;

/// <summary>The terms of one field of one segment in the order of their UTF-8 bytes, found by hash or by order.</summary>
internal sealed class TermDictionary
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly int[] _slots;

    /// <param name="bytes">All terms, sorted, one after the other.</param>
    /// <param name="starts">Where each begins, and the end of the last.</param>
    public TermDictionary(byte[] bytes, int[] starts)
    {
        (_bytes, _starts) = (bytes, starts);
        _slots = new int[1 + (Count * 3 / 2)];
        for (var term = 0; term < Count; term++)
        {
            var slot = SlotOf(this[term]);
            while (_slots[slot] != 0)
            {
                slot = slot + 1 == _slots.Length ? 0 : slot + 1;
            }

            _slots[slot] = term + 1;
        }
    }

    /// <summary>As it was made from.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>As it was made from.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    public int Count => _starts.Length - 1;

    public long SizeInBytes => _bytes.Length + (sizeof(int) * (long)(_starts.Length + _slots.Length));

    public ReadOnlySpan<byte> this[int term] => _bytes.AsSpan(_starts[term], _starts[term + 1] - _starts[term]);

    public string Text(int term) => Encoding.UTF8.GetString(this[term]);

    /// <summary>The term's number, or -1.</summary>
    public int Find(ReadOnlySpan<byte> term)
    {
        var slot = SlotOf(term);
        while (_slots[slot] != 0)
        {
            if (this[_slots[slot] - 1].SequenceEqual(term))
            {
                return _slots[slot] - 1;
            }

            slot = slot + 1 == _slots.Length ? 0 : slot + 1;
        }

        return -1;
    }

    /// <summary>The number of the first term from <paramref name="from"/> on that is not before the given one; <see cref="Count"/> where there is none.</summary>
    public int Ceiling(ReadOnlySpan<byte> term, int from = 0)
    {
        var (low, high) = (from, Count);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (this[middle].SequenceCompareTo(term) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The numbers of the terms that begin with these bytes.</summary>
    public IEnumerable<int> WithPrefix(byte[] prefix)
    {
        for (var term = Ceiling(prefix); term < Count && this[term].StartsWith(prefix); term++)
        {
            yield return term;
        }
    }

    private int SlotOf(ReadOnlySpan<byte> term)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in term)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        // The high bits of a multiplication are the mixed ones.
        return (int)((((hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15UL) >> 32) * (ulong)_slots.Length >> 32);
    }
}
