using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>
/// Finds the best documents of a sum of clauses without scoring every match (MaxScore, by windows, as Lucene's MaxScoreBulkScorer). In each
/// window the clauses that together cannot reach the worst document of the top are set aside: only documents that another clause
/// matches are looked at, and those only as long as they can still get there. With the impacts of the blocks in the window the bounds are close.
/// </summary>
internal sealed class MaxScoreSearch
{
    /// <summary>The first windows are small, so that there soon is a worst document to beat.</summary>
    private const int FirstWindow = 512;

    /// <summary>Sums of rounded numbers may exceed their bound by so much.</summary>
    private const double Slack = 1.00001;

    private readonly TopDocsCollector _collector;
    private readonly SegmentReader _reader;
    private readonly Scorer[] _clauses;
    private readonly double[] _worth;
    private readonly double[] _max;

    /// <summary>For each clause of the window the most that it and those before it can score together.</summary>
    private readonly double[] _bounds;

    public MaxScoreSearch(TopDocsCollector collector, SegmentReader reader, Scorer[] clauses)
    {
        (_collector, _reader, _clauses) = (collector, reader, clauses);
        (_worth, _max, _bounds) = (new double[clauses.Length], new double[clauses.Length], new double[clauses.Length]);
    }

    public void Run()
    {
        var count = _reader.Segment.Count;
        var window = ScoreWindow.Rent(0, 0);
        for (var (from, size) = (0, FirstWindow); from < count; from = window.To, size = Math.Min(2 * size, ScoreWindow.Size))
        {
            window.Reset(from, Math.Min(count, from + size));
            Search(window);
        }

        window.Return();
    }

    private void Search(ScoreWindow window)
    {
        var active = Order(window.From, window.To);
        // The clauses before this one cannot reach the threshold together.
        var essential = 0;
        var bound = 0.0;
        for (; essential < active && (bound + _max[essential]) * Slack < _collector.Threshold; essential++)
        {
            bound += _max[essential];
            _bounds[essential] = bound;
        }

        if (essential < active)
        {
            for (var i = essential; i < active; i++)
            {
                _clauses[i].AddTo(window);
            }

            Collect(window, essential);
        }
        else if (active > 0)
        {
            _collector.SkippedSome();
        }
    }

    /// <summary>Sorts the clauses by what they are worth in the window: those first that cost much and score little.</summary>
    /// <returns>How many can match there at all; these come first.</returns>
    private int Order(int from, int to)
    {
        var active = 0;
        for (var i = 0; i < _clauses.Length; i++)
        {
            var max = _clauses[i].MaxScoreIn(from, to);
            if (max > float.NegativeInfinity)
            {
                (_clauses[i], _clauses[active]) = (_clauses[active], _clauses[i]);
                (_max[active], _worth[active]) = (max, max / Math.Max(1, _clauses[active].Cost));
                active++;
            }
        }

        // Few clauses: insertion is quickest, and they were nearly in order in the window before.
        for (var i = 1; i < active; i++)
        {
            var (clause, max, worth) = (_clauses[i], _max[i], _worth[i]);
            var at = i;
            for (; at > 0 && _worth[at - 1] > worth; at--)
            {
                (_clauses[at], _max[at], _worth[at]) = (_clauses[at - 1], _max[at - 1], _worth[at - 1]);
            }

            (_clauses[at], _max[at], _worth[at]) = (clause, max, worth);
        }

        return active;
    }

    private void Collect(ScoreWindow window, int essential)
    {
        if (essential > 0)
        {
            _collector.SkippedSome();
        }

        for (var doc = window.From; window.TryTake(ref doc, out var score, out _);)
        {
            if (!_reader.IsLive(doc))
            {
                continue;
            }

            var i = essential - 1;
            for (; i >= 0 && (score + _bounds[i]) * Slack >= _collector.Threshold; i--)
            {
                if (_clauses[i].Advance(doc) == doc)
                {
                    score += _clauses[i].Score();
                }
            }

            if (i < 0)
            {
                _collector.Offer(_reader, doc, (float)score);
            }
        }
    }
}
