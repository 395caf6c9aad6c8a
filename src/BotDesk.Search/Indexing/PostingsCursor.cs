using System.Runtime.InteropServices;

namespace BotDesk.Search.Indexing;

/// <summary>Walks the documents of one term in one segment, forwards only. Blocks that are passed over are never decoded.</summary>
internal sealed class PostingsCursor
{
    public const int NoMoreDocs = int.MaxValue;

    private readonly int[] _docs;
    private readonly int[] _freqs;
    private readonly FieldSegment _field;
    private readonly int _start;
    private readonly int _positionsStart;
    private readonly int _blocks;
    private readonly int _restCount;
    private int _positionsAt;

    /// <summary>The block being read; -1 before the first, the number of full blocks for the rest.</summary>
    private int _block = -1;
    private int _count;
    private int _index;

    /// <summary>Where the frequencies of the block are packed; -1 where they are decoded.</summary>
    private int _freqsAt = -1;
    private int _freqBits;

    /// <summary>How many documents of the block have had their positions passed over.</summary>
    private int _positionsIndex;

    public PostingsCursor(FieldSegment field, int term)
    {
        (_field, _start, DocFreq) = (field, field.PostingsStart[term], field.DocFreq[term]);
        _positionsStart = field.PositionsStart[term];
        (_blocks, _restCount) = (DocFreq / PostingsWriter.BlockSize, DocFreq % PostingsWriter.BlockSize);
        var length = Math.Min(DocFreq, PostingsWriter.BlockSize);
        (_docs, _freqs) = (new int[length], new int[length]);
    }

    public int DocFreq { get; }

    /// <summary>How many full blocks there are; the rest, where there is one, counts as one more.</summary>
    public int Blocks => _blocks;

    public bool HasRest => _restCount > 0;

    /// <summary>The current document; -1 before the first, <see cref="NoMoreDocs"/> after the last.</summary>
    public int Doc { get; private set; } = -1;

    public int Freq
    {
        get
        {
            DecodeFreqs();
            return _freqs[_index];
        }
    }

    public int Next()
    {
        if (++_index < _count)
        {
            return Doc = _docs[_index];
        }

        return LoadFrom(_block + 1);
    }

    /// <summary>Moves to the first document that is not before the target; does nothing where the current one is not.</summary>
    public int Advance(int target)
    {
        if (Doc >= target)
        {
            return Doc;
        }

        if (_count == 0 || _docs[_count - 1] < target)
        {
            var block = _block + 1;
            while (block < _blocks && LastDoc(block) < target)
            {
                block++;
            }

            if (LoadFrom(block) >= target)
            {
                return Doc;
            }

            if (_docs[_count - 1] < target)
            {
                // Only the rest can end before the target, because a block was chosen by its last document.
                return LoadFrom(_block + 1);
            }
        }

        // The last document of the block is not before the target.
        var (low, high) = (_index + 1, _count - 1);
        if (_docs[low] < target)
        {
            while (low < high)
            {
                var middle = (low + high) >> 1;
                if (_docs[middle] < target)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }
        }

        _index = low;
        return Doc = _docs[low];
    }

    /// <summary>
    /// The documents from the current one on that are in the block at hand and before a limit; empty when the current one is not before
    /// it. <see cref="Skip(int)"/> has to be told how many there were before the cursor is used again.
    /// </summary>
    public ReadOnlySpan<int> Before(int limit, out ReadOnlySpan<int> freqs)
    {
        if (Doc >= limit)
        {
            freqs = [];
            return [];
        }

        DecodeFreqs();
        var end = _count;
        if (_docs[end - 1] >= limit)
        {
            end = _index + 1;
            while (_docs[end] < limit)
            {
                end++;
            }
        }

        freqs = _freqs.AsSpan(_index, end - _index);
        return _docs.AsSpan(_index, end - _index);
    }

    /// <summary>Moves on by so many documents, at most to the one behind the block at hand.</summary>
    public void Skip(int docs)
    {
        _index += docs - 1;
        Next();
    }

    /// <summary>The positions of the term in the current document, ascending.</summary>
    public void ReadPositions(List<int> positions)
    {
        positions.Clear();
        DecodeFreqs();
        var bytes = _field.Positions;
        for (; _positionsIndex < _index; _positionsIndex++)
        {
            for (var i = 0; i < _freqs[_positionsIndex]; i++)
            {
                while (bytes[_positionsAt++] >= 0x80)
                {
                }
            }
        }

        // The reader stays before this document, so that its positions can be asked for again.
        var at = _positionsAt;
        var position = 0;
        for (var i = 0; i < _freqs[_index]; i++)
        {
            position += (int)ByteList.ReadVarint(bytes, ref at);
            positions.Add(position);
        }
    }

    /// <summary>The last document of a full block.</summary>
    public int LastDoc(int block) => SkipEntry(block, 0);

    /// <summary>Pairs of a frequency and an encoded length: none of the block's documents scores more than the best of these.</summary>
    public ReadOnlySpan<byte> Impacts(int block)
    {
        var at = _start + SkipEntry(block, sizeof(int));
        return _field.Postings.AsSpan(at + 3, 2 * _field.Postings[at + 2]);
    }

    /// <summary>The documents of the rest, without moving the cursor.</summary>
    public void ReadRest(Span<int> docs, Span<int> freqs)
    {
        var last = _blocks == 0 ? -1 : LastDoc(_blocks - 1);
        ReadRest(_blocks == 0 ? _start : _start + SkipEntry(_blocks, sizeof(int)), last, docs, freqs);
    }

    public int RestCount => _restCount;

    private int LoadFrom(int block)
    {
        if (block > _blocks || (block == _blocks && _restCount == 0))
        {
            (_block, _count, _index) = (_blocks + 1, 0, 0);
            return Doc = NoMoreDocs;
        }

        var last = block == 0 ? -1 : LastDoc(block - 1);
        var at = _blocks == 0 ? _start : _start + SkipEntry(block, sizeof(int));
        _positionsAt = _positionsStart + (_blocks == 0 ? 0 : SkipEntry(block, 2 * sizeof(int)));
        (_block, _index, _positionsIndex) = (block, 0, 0);
        if (block < _blocks)
        {
            ReadBlock(at, last);
        }
        else
        {
            (_count, _freqsAt) = (_restCount, -1);
            ReadRest(at, last, _docs, _freqs);
        }

        return Doc = _docs[0];
    }

    private void ReadBlock(int at, int last)
    {
        var bytes = _field.Postings;
        var stepBits = bytes[at];
        _freqBits = bytes[at + 1];
        at += 3 + (2 * bytes[at + 2]);
        Packed.Read(bytes, at, stepBits, _docs);
        _freqsAt = at + Packed.Bytes(PostingsWriter.BlockSize, stepBits);
        var docs = _docs;
        for (var i = 0; i < docs.Length; i++)
        {
            last += docs[i] + 1;
            docs[i] = last;
        }

        _count = PostingsWriter.BlockSize;
    }

    private void DecodeFreqs()
    {
        if (_freqsAt < 0)
        {
            return;
        }

        Packed.Read(_field.Postings, _freqsAt, _freqBits, _freqs);
        _freqsAt = -1;
        foreach (ref var freq in _freqs.AsSpan())
        {
            freq++;
        }
    }

    private void ReadRest(int at, int last, Span<int> docs, Span<int> freqs)
    {
        var bytes = _field.Postings;
        for (var i = 0; i < _restCount; i++)
        {
            var code = ByteList.ReadVarint(bytes, ref at);
            docs[i] = last += (int)(code >> 1) + 1;
            freqs[i] = (code & 1) != 0 ? 1 : (int)ByteList.ReadVarint(bytes, ref at);
        }
    }

    private int SkipEntry(int block, int offset) =>
        MemoryMarshal.Read<int>(_field.Postings.AsSpan(_start + (block * PostingsWriter.SkipEntryBytes) + offset));
}
