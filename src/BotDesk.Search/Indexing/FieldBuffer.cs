using System.Text;
using BotDesk.Search.Analysis;

namespace BotDesk.Search.Indexing;

/// <summary>The words of one field of the documents that are not in a segment yet, in the order in which they came.</summary>
internal sealed class FieldBuffer(FieldType type) : ITokenSink
{
    private readonly Dictionary<string, int> _terms = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly IntList _tokenTerms = new();
    private readonly IntList _tokenPositions = new();

    /// <summary>Where each document's tokens begin.</summary>
    private readonly IntList _docStarts = new();
    private readonly List<byte> _norms = [];
    private int _position;
    private int _words;

    public FieldType Type => type;

    /// <summary>How many tokens are held, as a measure of the memory taken.</summary>
    public int Tokens => _tokenTerms.Count;

    public void BeginDocument()
    {
        _docStarts.Add(_tokenTerms.Count);
        (_position, _words) = (-1, 0);
    }

    public void Accept(ReadOnlySpan<char> term, int start, int length, int positionIncrement)
    {
        _position += positionIncrement;
        if (positionIncrement > 0 && ++_words > type.MaxWords)
        {
            _words = type.MaxWords;
            _full = true;
        }

        if (_full)
        {
            return;
        }

        var lookup = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(term, out var number))
        {
            number = _texts.Count;
            var text = term.ToString();
            _texts.Add(text);
            _terms.Add(text, number);
        }

        _tokenTerms.Add(number);
        _tokenPositions.Add(_position);
    }

    private bool _full;

    public void EndDocument()
    {
        // As in Lucene, several terms at one position count once for the length.
        _norms.Add(SmallFloat.Encode(_words));
        _full = false;
    }

    /// <param name="numbers">For each buffered document its number in the segment, or -1 where it was deleted meanwhile.</param>
    /// <param name="count">How many documents the segment has.</param>
    public FieldSegment Flush(ReadOnlySpan<int> numbers, int count)
    {
        var norms = new byte[count];
        var docCount = 0;
        var counts = new int[_texts.Count + 1];
        for (var doc = 0; doc < numbers.Length; doc++)
        {
            if (numbers[doc] < 0)
            {
                continue;
            }

            norms[numbers[doc]] = _norms[doc];
            var (from, to) = TokensOf(doc);
            docCount += to > from ? 1 : 0;
            for (var token = from; token < to; token++)
            {
                counts[_tokenTerms[token] + 1]++;
            }
        }

        for (var term = 0; term < _texts.Count; term++)
        {
            counts[term + 1] += counts[term];
        }

        // A counting sort by term keeps documents and positions in order.
        var next = counts.AsSpan(0, _texts.Count).ToArray();
        var (docs, positions) = (new int[counts[^1]], new int[counts[^1]]);
        for (var doc = 0; doc < numbers.Length; doc++)
        {
            if (numbers[doc] < 0)
            {
                continue;
            }

            var (from, to) = TokensOf(doc);
            for (var token = from; token < to; token++)
            {
                var at = next[_tokenTerms[token]]++;
                (docs[at], positions[at]) = (numbers[doc], _tokenPositions[token]);
            }
        }

        var writer = new PostingsWriter(norms);
        var (termDocs, termFreqs) = (new IntList(), new IntList());
        foreach (var (utf8, term) in SortedTerms())
        {
            var (from, to) = (counts[term], counts[term + 1]);
            if (from == to)
            {
                continue;
            }

            termDocs.Clear();
            termFreqs.Clear();
            for (var at = from; at < to;)
            {
                var first = at;
                while (at < to && docs[at] == docs[first])
                {
                    at++;
                }

                termDocs.Add(docs[first]);
                termFreqs.Add(at - first);
            }

            writer.Add(utf8, termDocs.Items, termFreqs.Items, positions.AsSpan(from, to - from));
        }

        return writer.Build(docCount);
    }

    private (int From, int To) TokensOf(int doc) =>
        (_docStarts[doc], doc + 1 < _docStarts.Count ? _docStarts[doc + 1] : _tokenTerms.Count);

    private (byte[] Utf8, int Term)[] SortedTerms()
    {
        var sorted = new (byte[] Utf8, int Term)[_texts.Count];
        for (var term = 0; term < sorted.Length; term++)
        {
            sorted[term] = (Encoding.UTF8.GetBytes(_texts[term]), term);
        }

        Array.Sort(sorted, (x, y) => x.Utf8.AsSpan().SequenceCompareTo(y.Utf8));
        return sorted;
    }
}
