namespace BotDesk.Search.Indexing;

/// <summary>Numbers that are appended to and read in place.</summary>
internal sealed class IntList
{
    private int[] _items = new int[64];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    public int this[int index] => _items[index];

    public void Add(int item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, 2 * Count);
        }

        _items[Count++] = item;
    }

    public void Clear() => Count = 0;
}
