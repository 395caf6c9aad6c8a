using System.Text;

namespace BotDesk.Search.Indexing;

/// <summary>
/// The terms within a few edits of a word: letters inserted, left out, replaced, or two neighbours swapped. Walks the sorted terms as
/// a trie: the rows of the edit distance table belong to a prefix and serve all terms that begin with it, and a prefix that is already too
/// far is passed over as a whole, as a Levenshtein automaton does.
/// </summary>
internal ref struct SimilarTerms
{
    private readonly TermDictionary _terms;
    private readonly ReadOnlySpan<char> _word;
    private readonly int _maxEdits;

    /// <summary>The rows of the table, one for each length of the prefix.</summary>
    private readonly List<int[]> _rows = [];
    private readonly byte[] _prefixUtf8;
    private char[] _letters = new char[64];
    private char[] _previous = new char[64];
    private int _known;
    private int _next;

    /// <param name="prefixLength">So many letters at the beginning have to be the same.</param>
    public SimilarTerms(TermDictionary terms, ReadOnlySpan<char> word, int maxEdits, int prefixLength)
    {
        _terms = terms;
        _word = word;
        _maxEdits = maxEdits;
        prefixLength = Math.Min(prefixLength, word.Length);
        // Half a surrogate pair is no prefix.
        prefixLength -= prefixLength > 0 && char.IsHighSurrogate(word[prefixLength - 1]) ? 1 : 0;
        _prefixUtf8 = Encoding.UTF8.GetBytes(word[..prefixLength].ToArray());
        _next = terms.Ceiling(_prefixUtf8);
        _rows.Add([.. Enumerable.Range(0, word.Length + 1)]);
    }

    public int Term { get; private set; }

    public int Distance { get; private set; }

    public bool MoveNext()
    {
        while (_next < _terms.Count)
        {
            var utf8 = _terms[_next];
            if (!utf8.StartsWith(_prefixUtf8))
            {
                return false;
            }

            (_letters, _previous) = (_previous, _letters);
            if (_letters.Length < utf8.Length)
            {
                _letters = new char[2 * utf8.Length];
            }

            var length = Encoding.UTF8.GetChars(utf8, _letters);
            var letters = _letters.AsSpan(0, length);
            var depth = Math.Min(_known, letters.CommonPrefixLength(_previous));
            var far = false;
            while (depth < length && !far)
            {
                far = !Step(depth++);
            }

            _known = depth;
            if (far)
            {
                _next = After(letters[..depth]);
                continue;
            }

            Term = _next++;
            Distance = _rows[length][^1];
            if (Distance <= _maxEdits)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the row for the prefix that is one letter longer.</summary>
    /// <returns>Whether any term that begins so can be near enough.</returns>
    private readonly bool Step(int depth)
    {
        if (_rows.Count == depth + 1)
        {
            _rows.Add(new int[_word.Length + 1]);
        }

        var (above, row, letter) = (_rows[depth], _rows[depth + 1], _letters[depth]);
        row[0] = depth + 1;
        var least = row[0];
        for (var i = 1; i < row.Length; i++)
        {
            var best = Math.Min(Math.Min(above[i], row[i - 1]) + 1, above[i - 1] + (_word[i - 1] == letter ? 0 : 1));
            if (depth > 0 && i > 1 && _word[i - 2] == letter && _word[i - 1] == _letters[depth - 1])
            {
                best = Math.Min(best, _rows[depth - 1][i - 2] + 1);
            }

            row[i] = best;
            least = Math.Min(least, best);
        }

        return least <= _maxEdits;
    }

    /// <summary>The first term that does not begin so.</summary>
    private readonly int After(ReadOnlySpan<char> prefix)
    {
        if (char.IsHighSurrogate(prefix[^1]))
        {
            return _next + 1;
        }

        var utf8 = new byte[(prefix.Length * 3) + 1];
        var length = Encoding.UTF8.GetBytes(prefix, utf8);
        // UTF-8 has no byte 0xFF: the prefix with it stands behind everything that begins with the prefix.
        utf8[length] = 0xFF;
        return _terms.Ceiling(utf8.AsSpan(0, length + 1), _next + 1);
    }
}
