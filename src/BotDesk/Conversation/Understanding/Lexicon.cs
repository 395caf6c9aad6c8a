using System.Runtime.CompilerServices;

namespace BotDesk.Conversation.Understanding;

/// <summary>
/// Knows words by kind: "outlook" is a product, and a phrase learnt with one product is understood with another. A word with one typing error is
/// still known, and the two halves of a German compound are tried ("druckerproblem").
/// </summary>
internal sealed class Lexicon
{
    private const int ShortestWithTypo = 5;
    private const int ShortestHalf = 4;
    private readonly Dictionary<string, string[]> _kinds;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _typos;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _halves;

    private Lexicon(Dictionary<string, string[]> kinds)
    {
        _kinds = kinds;
        _halves = kinds.GetAlternateLookup<ReadOnlySpan<char>>();
        var typos = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in kinds.Keys.Where(word => word.Length >= ShortestWithTypo).Order(StringComparer.Ordinal))
        {
            for (var gap = 0; gap < word.Length; gap++)
            {
                typos.TryAdd(word.Remove(gap, 1), word);
            }
        }

        _typos = typos.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static Lexicon From(IEnumerable<PhraseFile> files)
    {
        var kinds = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (kind, words) in files.SelectMany(file => file.Lexicons).Where(lexicon => lexicon.Key[0] != '_'))
        {
            foreach (var word in words)
            {
                var tokens = Tokens.Of(word);
                if (tokens is [{ IsWord: true }])
                {
                    (kinds.TryGetValue(tokens[0].Word, out var known) ? known : kinds[tokens[0].Word] = new(StringComparer.Ordinal)).Add(kind);
                }
            }
        }

        return new Lexicon(kinds.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal));
    }

    /// <summary>The kinds of a word, in a fixed order; none when it is not known.</summary>
    public string[] KindsOf(string word)
    {
        if (_kinds.TryGetValue(word, out var kinds))
        {
            return kinds;
        }

        return word.Length < ShortestWithTypo ? [] : OfTypo(word) ?? OfCompound(word) ?? [];
    }

    // One letter missing, one too many, one wrong, or two swapped: all share a form with one letter left out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string[]? OfTypo(string word)
    {
        if (_typos.TryGetValue(word, out var meant))
        {
            return _kinds[meant];
        }

        Span<char> shorter = stackalloc char[64];
        if (word.Length > shorter.Length)
        {
            return null;
        }

        for (var gap = 0; gap < word.Length; gap++)
        {
            word.AsSpan(0, gap).CopyTo(shorter);
            word.AsSpan(gap + 1).CopyTo(shorter[gap..]);
            var form = shorter[..(word.Length - 1)];
            if (_halves.TryGetValue(form, out var kinds) && form.Length >= ShortestWithTypo)
            {
                return kinds;
            }

            if (_typos.TryGetValue(form, out meant) && meant.Length >= ShortestWithTypo + 1)
            {
                return _kinds[meant];
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string[]? OfCompound(string word)
    {
        for (var cut = word.Length - ShortestHalf; cut >= ShortestHalf; cut--)
        {
            if (_halves.TryGetValue(word.AsSpan(0, cut), out var kinds) || _halves.TryGetValue(word.AsSpan(word.Length - cut), out kinds))
            {
                return kinds;
            }
        }

        return null;
    }
}
