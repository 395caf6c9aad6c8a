using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>Documents that at least some of the scorers match; scores the sum, or the best with a part of the others.</summary>
/// <param name="atLeast">How many must match.</param>
/// <param name="tieBreaker">1 for the sum.</param>
internal sealed class DisjunctionScorer(Scorer[] scorers, int atLeast, float tieBreaker) : Scorer
{
    private int _doc = -1;

    public override int Doc => _doc;

    public override long Cost => scorers.Sum(scorer => scorer.Cost);

    public override float MaxScore
    {
        get
        {
            var (best, sum) = (0.0, 0.0);
            foreach (var scorer in scorers)
            {
                (best, sum) = (Math.Max(best, scorer.MaxScore), sum + scorer.MaxScore);
            }

            return (float)(best + ((sum - best) * tieBreaker));
        }
    }

    public override int Next() => _doc == PostingsCursor.NoMoreDocs ? _doc : Advance(_doc + 1);

    public override int Advance(int target)
    {
        if (_doc >= target)
        {
            return _doc;
        }

        while (true)
        {
            var (next, matching) = (PostingsCursor.NoMoreDocs, 0);
            foreach (var scorer in scorers)
            {
                var doc = scorer.Advance(target);
                (next, matching) = doc < next ? (doc, 1) : (next, matching + (doc == next ? 1 : 0));
            }

            if (next == PostingsCursor.NoMoreDocs || matching >= atLeast)
            {
                return _doc = next;
            }

            target = next + 1;
        }
    }

    public override float Score()
    {
        var (best, sum) = (0.0, 0.0);
        foreach (var scorer in scorers)
        {
            if (scorer.Doc == _doc)
            {
                var score = scorer.Score();
                (best, sum) = (Math.Max(best, score), sum + score);
            }
        }

        return (float)(best + ((sum - best) * tieBreaker));
    }
}
