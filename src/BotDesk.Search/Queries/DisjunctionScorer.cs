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

    public IReadOnlyList<Scorer> Scorers => scorers;

    /// <summary>Whether any match counts, and the scores are added up.</summary>
    public bool IsSum => atLeast == 1 && tieBreaker == 1;

    public override float MaxScoreIn(int from, int to)
    {
        var (best, sum, any) = (0.0, 0.0, false);
        foreach (var scorer in scorers)
        {
            var max = scorer.MaxScoreIn(from, to);
            if (max > float.NegativeInfinity)
            {
                (best, sum, any) = (Math.Max(best, max), sum + max, true);
            }
        }

        return any ? (float)(best + ((sum - best) * tieBreaker)) : float.NegativeInfinity;
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

    public override void AddTo(ScoreWindow window)
    {
        if (atLeast > 1)
        {
            base.AddTo(window);
            return;
        }

        var own = ScoreWindow.Rent(window.From, window.To);
        foreach (var scorer in scorers)
        {
            scorer.AddTo(own);
        }

        for (var doc = own.From; own.TryTake(ref doc, out var sum, out var best);)
        {
            window.Add(doc, (float)(best + ((sum - best) * tieBreaker)));
        }

        own.Return();
        // The scorers stand behind the window, and so does this one once it is asked.
        _doc = Math.Max(_doc, window.To - 1);
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
