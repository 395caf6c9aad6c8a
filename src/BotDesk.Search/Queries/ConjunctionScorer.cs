using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>Documents that all required scorers match and no excluded one does.</summary>
internal sealed class ConjunctionScorer : Scorer
{
    private readonly Scorer[] _required;
    private readonly Scorer[] _scoring;
    private readonly Scorer? _optional;
    private readonly Scorer[] _excluded;
    private int _doc = -1;

    /// <param name="optional">Adds its score where it matches.</param>
    public ConjunctionScorer((Scorer Scorer, bool Scores)[] required, Scorer? optional, Scorer[] excluded)
    {
        // The rarest leads.
        _required = [.. required.Select(clause => clause.Scorer).OrderBy(scorer => scorer.Cost)];
        _scoring = [.. required.Where(clause => clause.Scores).Select(clause => clause.Scorer)];
        (_optional, _excluded) = (optional, excluded);
    }

    public override int Doc => _doc;

    public override long Cost => _required[0].Cost;

    public override float MaxScoreIn(int from, int to)
    {
        var sum = 0.0;
        foreach (var scorer in _required)
        {
            var max = scorer.MaxScoreIn(from, to);
            if (float.IsNegativeInfinity(max))
            {
                return max;
            }

            sum += _scoring.Contains(scorer) ? max : 0;
        }

        return (float)(sum + Math.Max(0, _optional?.MaxScoreIn(from, to) ?? 0));
    }

    public override int Next() => _doc == PostingsCursor.NoMoreDocs ? _doc : Advance(_doc + 1);

    public override int Advance(int target)
    {
        if (_doc >= target)
        {
            return _doc;
        }

        while (target != PostingsCursor.NoMoreDocs)
        {
            var doc = _required[0].Advance(target);
            target = doc;
            for (var i = 1; i < _required.Length && target == doc; i++)
            {
                target = _required[i].Advance(doc);
            }

            if (target != doc)
            {
                continue;
            }

            if (doc == PostingsCursor.NoMoreDocs || !IsExcluded(doc))
            {
                return _doc = doc;
            }

            target = doc + 1;
        }

        return _doc = PostingsCursor.NoMoreDocs;
    }

    public override float Score()
    {
        var sum = 0.0;
        foreach (var scorer in _scoring)
        {
            sum += scorer.Score();
        }

        if (_optional?.Advance(_doc) == _doc)
        {
            sum += _optional.Score();
        }

        return (float)sum;
    }

    private bool IsExcluded(int doc)
    {
        foreach (var scorer in _excluded)
        {
            if (scorer.Advance(doc) == doc)
            {
                return true;
            }
        }

        return false;
    }
}
