using BotDesk.Search.Indexing;
using BotDesk.Search.Queries;

namespace BotDesk.Search;

/// <summary>Keeps the best documents of all segments.</summary>
internal sealed class TopDocsCollector(int count, bool countAll)
{
    private static readonly Comparer<(float Score, string Key)> WorstFirst = Comparer<(float Score, string Key)>.Create(
        (x, y) => x.Score != y.Score ? x.Score.CompareTo(y.Score) : string.CompareOrdinal(y.Key, x.Key));

    private readonly PriorityQueue<int, (float Score, string Key)> _best = new(WorstFirst);
    private long _total;
    private bool _skipped;

    /// <summary>A document with less can no longer be among the best.</summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    public void Collect(SegmentReader reader, Scorer scorer)
    {
        if (!countAll && count > 0)
        {
            new MaxScoreSearch(this, reader, scorer is DisjunctionScorer { IsSum: true } sum ? [.. sum.Scorers] : [scorer]).Run();
            return;
        }

        for (var doc = scorer.Next(); doc != PostingsCursor.NoMoreDocs; doc = scorer.Next())
        {
            if (reader.IsLive(doc))
            {
                Offer(reader, doc, count > 0 ? scorer.Score() : 0);
            }
        }
    }

    /// <summary>Not every match is offered.</summary>
    public void SkippedSome() => _skipped = true;

    public void Offer(SegmentReader reader, int doc, float score)
    {
        _total++;
        if (count == 0 || score < Threshold)
        {
            return;
        }

        var rank = (score, reader.Segment.Keys[doc]);
        if (_best.Count < count)
        {
            _best.Enqueue(reader.DocBase + doc, rank);
        }
        else
        {
            _best.EnqueueDequeue(reader.DocBase + doc, rank);
        }

        if (_best.Count == count && _best.TryPeek(out _, out var worst))
        {
            Threshold = worst.Score;
        }
    }

    public TopDocs TopDocs()
    {
        var docs = new ScoreDoc[_best.Count];
        for (var i = docs.Length - 1; i >= 0; i--)
        {
            _best.TryDequeue(out var doc, out var rank);
            docs[i] = new ScoreDoc(doc, rank.Key, rank.Score);
        }

        return new TopDocs(_total, !_skipped, docs);
    }
}
