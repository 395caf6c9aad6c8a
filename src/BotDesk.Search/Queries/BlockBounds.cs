using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>The most that a term can score in a range of documents, from the impacts of the blocks that lie there.</summary>
internal sealed class BlockBounds
{
    private readonly PostingsCursor _cursor;
    private readonly float _weight;
    private readonly float[] _factors;
    private readonly float _restMax = float.NegativeInfinity;
    private readonly int _restFirst = PostingsCursor.NoMoreDocs;
    private readonly int _restLast = -1;
    private int _block;

    /// <summary>The block whose maximum is known; it may reach into several ranges.</summary>
    private int _known = -1;
    private float _knownMax;

    public BlockBounds(PostingsCursor cursor, byte[] norms, float weight, float[] factors)
    {
        (_cursor, _weight, _factors) = (cursor, weight, factors);
        if (cursor.RestCount == 0)
        {
            return;
        }

        // The rest is at most one block long: its maximum is computed from its documents.
        Span<int> docs = stackalloc int[PostingsWriter.BlockSize];
        Span<int> freqs = stackalloc int[PostingsWriter.BlockSize];
        cursor.ReadRest(docs, freqs);
        (_restFirst, _restLast) = (docs[0], docs[cursor.RestCount - 1]);
        for (var i = 0; i < cursor.RestCount; i++)
        {
            _restMax = Math.Max(_restMax, BM25Similarity.Score(weight, freqs[i], factors[norms[docs[i]]]));
        }
    }

    /// <param name="from">Never less than in the call before.</param>
    public float MaxIn(int from, int to)
    {
        while (_block < _cursor.Blocks && _cursor.LastDoc(_block) < from)
        {
            _block++;
        }

        var max = _restFirst < to && _restLast >= from ? _restMax : float.NegativeInfinity;
        for (var block = _block; block < _cursor.Blocks && (block == 0 ? -1 : _cursor.LastDoc(block - 1)) < to - 1; block++)
        {
            if (_known != block)
            {
                (_known, _knownMax) = (block, MaxOf(_cursor.Impacts(block)));
            }

            max = Math.Max(max, _knownMax);
        }

        return max;
    }

    private float MaxOf(ReadOnlySpan<byte> impacts)
    {
        var max = 0f;
        for (var i = 0; i < impacts.Length; i += 2)
        {
            // A frequency that does not fit its byte may be any: the score approaches the weight.
            var score = impacts[i] == PostingsWriter.UnboundedFreq
                ? _weight
                : BM25Similarity.Score(_weight, impacts[i], _factors[impacts[i + 1]]);
            max = Math.Max(max, score);
        }

        return max;
    }
}
