using System.Collections.Concurrent;

namespace BotDesk.Channels;

/// <summary>Answers that need not be asked for again, by key. It only saves asking: what would make it too large makes it empty.</summary>
internal sealed class Lookups<TAnswer>
{
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<string, TAnswer> _kept = new(StringComparer.Ordinal);

    public bool TryGet(string key, out TAnswer answer) => _kept.TryGetValue(key, out answer!);

    public void Keep(string key, TAnswer answer)
    {
        // Counting locks all of it, and most of what is kept is known already.
        if (TryGet(key, out var known) && EqualityComparer<TAnswer>.Default.Equals(known, answer))
        {
            return;
        }

        if (_kept.Count >= Most)
        {
            _kept.Clear();
        }

        _kept[key] = answer;
    }
}
