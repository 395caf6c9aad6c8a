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

    /// <summary>The lexicons whose words make German compounds; a half that is only a verb or a "nicht" says nothing about the whole.</summary>
    private static readonly string[] Nouns = ["product", "device", "it", "offtopic", "thing", "infra"];

    private readonly Dictionary<string, string[]> _kinds;
    private readonly HashSet<string> _known;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _typos;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _halves;

    private Lexicon(Dictionary<string, string[]> kinds, HashSet<string> known)
    {
        (_kinds, _known) = (kinds, known);
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

    /// <param name="known">Words that people write, so that they are no typing errors of others.</param>
    public static Lexicon From(IReadOnlyList<PhraseFile> files, HashSet<string> known)
    {
        var kinds = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (kind, words) in files.SelectMany(file => file.Lexicons).Where(lexicon => lexicon.Key[0] != '_'))
        {
            foreach (var word in words)
            {
                if (Tokens.Of(word) is [{ IsWord: true } token])
                {
                    AddOnce(kinds, token.Word, kind);
                }
            }
        }

        return new Lexicon(kinds.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal), known);
    }

    private static void AddOnce(Dictionary<string, List<string>> kinds, string word, string kind)
    {
        if (!kinds.TryGetValue(word, out var of))
        {
            kinds[word] = of = [];
        }

        if (!of.Contains(kind))
        {
            of.Add(kind);
        }
    }

    /// <summary>The kinds of a word, in a fixed order; none when it is not known.</summary>
    public string[] KindsOf(string word)
    {
        if (_kinds.TryGetValue(word, out var kinds))
        {
            return kinds;
        }

        // A word of the phrases is itself and no typing error of another ("there", "where").
        return word.Length < ShortestWithTypo ? [] : (_known.Contains(word) ? null : OfTypo(word)) ?? OfCompound(word) ?? [];
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
            if ((_halves.TryGetValue(word.AsSpan(0, cut), out var kinds) || _halves.TryGetValue(word.AsSpan(word.Length - cut), out kinds)) && Nouns.Intersect(kinds).Any())
            {
                return kinds;
            }
        }

        return null;
    }
}
