using System.Numerics;

namespace BotDesk.Search.Queries;

/// <summary>Scores of neighbouring documents, gathered query by query: their sum and their maximum.</summary>
internal sealed class ScoreWindow
{
    public const int Size = 4096;

    [ThreadStatic]
    private static Stack<ScoreWindow>? spare;

    private readonly ulong[] _matched = new ulong[Size / 64];
    private readonly double[] _sums = new double[Size];
    private readonly float[] _bests = new float[Size];

    public int From { get; private set; }

    /// <summary>The first document behind the window.</summary>
    public int To { get; private set; }

    /// <summary>An empty window, to be given back with <see cref="Return"/>. Belongs to the thread.</summary>
    public static ScoreWindow Rent(int from, int to)
    {
        var window = (spare ??= new Stack<ScoreWindow>()).TryPop(out var known) ? known : new ScoreWindow();
        window.Reset(from, to);
        return window;
    }

    /// <summary>Moves to other documents. What was gathered has been read by then.</summary>
    public void Reset(int from, int to) => (From, To) = (from, to);

    /// <summary>Gives back a window that <see cref="TryTake"/> has emptied.</summary>
    public void Return() => spare!.Push(this);

    public void Add(int doc, float score)
    {
        var at = doc - From;
        _matched[at >> 6] |= 1UL << (at & 63);
        _sums[at] += score;
        _bests[at] = Math.Max(_bests[at], score);
    }

    /// <summary>Adds the BM25 scores of a term.</summary>
    public void Add(ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, byte[] norms, float weight, float[] factors)
    {
        var (matched, sums, bests) = (_matched, _sums, _bests);
        for (var i = 0; i < docs.Length; i++)
        {
            var doc = docs[i];
            var score = BM25Similarity.Score(weight, freqs[i], factors[norms[doc]]);
            var at = doc - From;
            matched[at >> 6] |= 1UL << (at & 63);
            sums[at] += score;
            bests[at] = Math.Max(bests[at], score);
        }
    }

    /// <summary>The next matched document from <paramref name="doc"/> on; it is taken out of the window.</summary>
    /// <param name="sum">The sum of its scores.</param>
    /// <param name="best">The highest of them.</param>
    public bool TryTake(ref int doc, out double sum, out float best)
    {
        var at = doc - From;
        for (var word = at >> 6; word < _matched.Length; word++)
        {
            // Everything before was taken, so the lowest bit is the next document.
            if (_matched[word] is not 0 and var bits)
            {
                at = (word << 6) + BitOperations.TrailingZeroCount(bits);
                _matched[word] = bits & (bits - 1);
                (doc, sum, best) = (From + at, _sums[at], _bests[at]);
                (_sums[at], _bests[at]) = (0, 0);
                return true;
            }
        }

        (sum, best) = (0, 0);
        return false;
    }
}
