using System.Runtime.InteropServices;

namespace BotDesk.Search.Indexing;

/// <summary>Walks the documents of one term in one segment, forwards only.</summary>
internal sealed class PostingsCursor
{
    public const int NoMoreDocs = int.MaxValue;

    private readonly int[] _docs = new int[PostingsWriter.BlockSize];
    private readonly int[] _freqs = new int[PostingsWriter.BlockSize];
    private readonly FieldSegment _field;
    private readonly int _start;
    private readonly int _blocks;
    private readonly int _restCount;
    private int _positionsAt;

    /// <summary>The block being read; -1 before the first, the number of full blocks for the rest.</summary>
    private int _block = -1;
    private int _count;
    private int _index;

    /// <summary>How many documents of the block have had their positions passed over.</summary>
    private int _positionsIndex;

    public PostingsCursor(FieldSegment field, int term)
    {
        (_field, _start, DocFreq) = (field, field.PostingsStart[term], field.DocFreq[term]);
        _positionsStart = field.PositionsStart[term];
        (_blocks, _restCount) = (DocFreq / PostingsWriter.BlockSize, DocFreq % PostingsWriter.BlockSize);
    }

    private readonly int _positionsStart;

    public int DocFreq { get; }

    /// <summary>The current document; -1 before the first, <see cref="NoMoreDocs"/> after the last.</summary>
    public int Doc { get; private set; } = -1;

    public int Freq => _freqs[_index];

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
        }

        do
        {
            if (++_index == _count)
            {
                return LoadFrom(_block + 1);
            }
        }
        while (_docs[_index] < target);
        return Doc = _docs[_index];
    }

    /// <summary>The positions of the term in the current document, ascending.</summary>
    public void ReadPositions(List<int> positions)
    {
        positions.Clear();
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
        for (var i = 0; i < Freq; i++)
        {
            position += (int)ByteList.ReadVarint(bytes, ref at);
            positions.Add(position);
        }
    }

    private int LoadFrom(int block)
    {
        if (block > _blocks || (block == _blocks && _restCount == 0))
        {
            (_block, _count, _index) = (_blocks + 1, 0, 0);
            return Doc = NoMoreDocs;
        }

        var last = block == 0 ? -1 : LastDoc(block - 1);
        var at = _blocks == 0 ? _start : _start + Skip(block, sizeof(int));
        _positionsAt = _positionsStart + (_blocks == 0 ? 0 : Skip(block, 2 * sizeof(int)));
        (_block, _index, _positionsIndex) = (block, 0, 0);
        if (block < _blocks)
        {
            ReadBlock(at, last);
        }
        else
        {
            ReadRest(at, last);
        }

        return Doc = _docs[0];
    }

    private void ReadBlock(int at, int last)
    {
        var bytes = _field.Postings;
        var (stepBits, freqBits) = (bytes[at], bytes[at + 1]);
        at += 3 + (2 * bytes[at + 2]);
        Packed.Read(bytes, at, stepBits, _docs);
        Packed.Read(bytes, at + Packed.Bytes(PostingsWriter.BlockSize, stepBits), freqBits, _freqs);
        for (var i = 0; i < _docs.Length; i++)
        {
            _docs[i] = last += _docs[i] + 1;
            _freqs[i]++;
        }

        _count = PostingsWriter.BlockSize;
    }

    private void ReadRest(int at, int last)
    {
        var bytes = _field.Postings;
        for (var i = 0; i < _restCount; i++)
        {
            var code = ByteList.ReadVarint(bytes, ref at);
            _docs[i] = last += (int)(code >> 1) + 1;
            _freqs[i] = (code & 1) != 0 ? 1 : (int)ByteList.ReadVarint(bytes, ref at);
        }

        _count = _restCount;
    }

    private int LastDoc(int block) => Skip(block, 0);

    private int Skip(int block, int offset) =>
        MemoryMarshal.Read<int>(_field.Postings.AsSpan(_start + (block * PostingsWriter.SkipEntryBytes) + offset));
}
