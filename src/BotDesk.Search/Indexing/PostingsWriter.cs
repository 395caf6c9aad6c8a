namespace BotDesk.Search.Indexing;

/// <summary>
/// Writes the postings of one field, term by term in order. A term's documents come in blocks of 128 and a rest:
/// <code>
/// term   = [skip table: for each block and the rest 3 int32: last document, data offset, positions offset]   only from 128 documents on
///          block* rest
/// block  = bits per document step, bits per frequency, count of impacts, (frequency, norm) of each impact,
///          128 packed document steps, 128 packed frequencies less 1
/// rest   = varint(document step * 2 + 1 where the frequency is 1), else varint(frequency) behind it
/// </code>
/// A document step is counted from the document before, less 1; the first from -1. Offsets count from the term's own start.
/// The impacts of a block are those of its (frequency, norm) pairs that no other pair beats in both, so that the highest
/// score in a block is known before it is read, whatever the statistics are by then. Positions are varint steps, document by document.
/// </summary>
internal sealed class PostingsWriter(byte[] norms)
{
    public const int BlockSize = 128;
    public const int SkipEntryBytes = 3 * sizeof(int);

    /// <summary>Stands for itself and every higher frequency in an impact.</summary>
    public const byte UnboundedFreq = 255;

    private readonly ByteList _postings = new();
    private readonly ByteList _positions = new();
    private readonly List<int> _docFreq = [];
    private readonly List<int> _postingsStart = [];
    private readonly List<int> _positionsStart = [];
    private readonly List<int> _termStarts = [];
    private readonly ByteList _terms = new();
    private readonly TermVectors.Builder _vectors = new(norms.Length);
    private readonly int[] _steps = new int[BlockSize];
    private readonly int[] _lessOne = new int[BlockSize];
    private readonly List<(byte Freq, byte Norm)> _impacts = [];
    private long _totalTermFreq;

    /// <param name="docs">Ascending.</param>
    /// <param name="freqs">How often each of the documents has the term.</param>
    /// <param name="positions">The positions of all these occurrences, ascending within a document.</param>
    public void Add(ReadOnlySpan<byte> term, ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, ReadOnlySpan<int> positions)
    {
        _termStarts.Add(_terms.Length);
        _terms.Append(term);
        _docFreq.Add(docs.Length);
        _vectors.Add(docs, freqs);
        _totalTermFreq += positions.Length;
        var (start, positionsStart) = (_postings.Length, _positions.Length);
        _postingsStart.Add(start);
        _positionsStart.Add(positionsStart);

        var blocks = docs.Length / BlockSize;
        if (blocks > 0)
        {
            _postings.Append((blocks + 1) * SkipEntryBytes).Clear();
        }

        var last = -1;
        for (var block = 0; block < blocks; block++)
        {
            var (from, to) = (block * BlockSize, (block + 1) * BlockSize);
            WriteSkip(start + (block * SkipEntryBytes), docs[to - 1], start, positionsStart);
            WriteBlock(docs[from..to], freqs[from..to], last);
            positions = WritePositions(freqs[from..to], positions);
            last = docs[to - 1];
        }

        if (blocks > 0)
        {
            WriteSkip(start + (blocks * SkipEntryBytes), docs[^1], start, positionsStart);
        }

        var rest = blocks * BlockSize;
        WriteRest(docs[rest..], freqs[rest..], last);
        WritePositions(freqs[rest..], positions);
    }

    public FieldSegment Build(int docCount) => new()
    {
        Terms = new TermDictionary(_terms.Written.ToArray(), [.. _termStarts, _terms.Length]),
        DocFreq = [.. _docFreq],
        PostingsStart = [.. _postingsStart],
        Postings = _postings.ToPaddedArray(),
        PositionsStart = [.. _positionsStart],
        Positions = _positions.ToPaddedArray(),
        Norms = norms,
        Vectors = _vectors.Build(),
        TotalTermFreq = _totalTermFreq,
        DocCount = docCount,
    };

    private void WriteSkip(int at, int lastDoc, int start, int positionsStart)
    {
        _postings.Overwrite(at, lastDoc);
        _postings.Overwrite(at + sizeof(int), _postings.Length - start);
        _postings.Overwrite(at + (2 * sizeof(int)), _positions.Length - positionsStart);
    }

    private void WriteBlock(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, int last)
    {
        var (anyStep, anyFreq) = (0, 0);
        _impacts.Clear();
        for (var i = 0; i < docs.Length; i++)
        {
            _steps[i] = docs[i] - last - 1;
            _lessOne[i] = freqs[i] - 1;
            (anyStep, anyFreq, last) = (anyStep | _steps[i], anyFreq | _lessOne[i], docs[i]);
            AddImpact((byte)Math.Min(freqs[i], UnboundedFreq), norms[docs[i]]);
        }

        var (stepBits, freqBits) = (Packed.BitsFor(anyStep), Packed.BitsFor(anyFreq));
        _postings.Append([(byte)stepBits, (byte)freqBits, (byte)_impacts.Count]);
        foreach (var (freq, norm) in _impacts)
        {
            _postings.Append([freq, norm]);
        }

        Packed.Write(_steps, stepBits, _postings);
        Packed.Write(_lessOne, freqBits, _postings);
    }

    private void AddImpact(byte freq, byte norm)
    {
        for (var i = _impacts.Count - 1; i >= 0; i--)
        {
            var (otherFreq, otherNorm) = _impacts[i];
            if (otherFreq >= freq && otherNorm <= norm)
            {
                return;
            }

            if (freq >= otherFreq && norm <= otherNorm)
            {
                _impacts.RemoveAt(i);
            }
        }

        _impacts.Add((freq, norm));
    }

    private void WriteRest(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, int last)
    {
        for (var i = 0; i < docs.Length; i++)
        {
            _postings.AppendVarint(((uint)(docs[i] - last - 1) << 1) | (freqs[i] == 1 ? 1u : 0u));
            last = docs[i];
            if (freqs[i] != 1)
            {
                _postings.AppendVarint((uint)freqs[i]);
            }
        }
    }

    private ReadOnlySpan<int> WritePositions(ReadOnlySpan<int> freqs, ReadOnlySpan<int> positions)
    {
        foreach (var freq in freqs)
        {
            var last = 0;
            foreach (var position in positions[..freq])
            {
                _positions.AppendVarint((uint)(position - last));
                last = position;
            }

            positions = positions[freq..];
        }

        return positions;
    }
}
