using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>One place of a phrase in one segment: the terms that may stand there, and where they do in the current document.</summary>
internal sealed class PhrasePlace(PostingsCursor[] cursors, int offset)
{
    private readonly List<int> _one = [];

    /// <summary>Positions in the document, less the place in the phrase: equal for all places where the phrase stands as it is.</summary>
    public List<int> Starts { get; } = [];

    public int Offset => offset;

    public long Cost => cursors.Sum(cursor => (long)cursor.DocFreq);

    public int Advance(int target)
    {
        var next = PostingsCursor.NoMoreDocs;
        foreach (var cursor in cursors)
        {
            next = Math.Min(next, cursor.Advance(target));
        }

        return next;
    }

    public void ReadStarts(int doc)
    {
        Starts.Clear();
        foreach (var cursor in cursors)
        {
            if (cursor.Doc == doc)
            {
                cursor.ReadPositions(_one);
                foreach (var position in _one)
                {
                    Starts.Add(position - offset);
                }
            }
        }

        if (cursors.Length > 1)
        {
            Starts.Sort();
        }
    }
}

internal sealed class PhraseScorer : Scorer
{
    private readonly FieldSegment _field;
    private readonly PhrasePlace[] _places;
    private readonly PhrasePlace[] _rarestFirst;
    private readonly int _slop;
    private readonly float _weight;
    private readonly float[] _factors;
    private int _doc = -1;

    public PhraseScorer(FieldSegment field, PhrasePlace[] places, int slop, float weight, float[] factors)
    {
        (_field, _places, _slop, _weight, _factors) = (field, places, slop, weight, factors);
        _rarestFirst = [.. places.OrderBy(place => place.Cost)];
    }

    public override int Doc => _doc;

    public override long Cost => _rarestFirst[0].Cost;

    public override float MaxScoreIn(int from, int to) => _doc < to ? _weight : float.NegativeInfinity;

    /// <summary>How often the phrase stands in the current document; moved ones count less.</summary>
    public float Freq { get; private set; }

    public override int Next() => _doc == PostingsCursor.NoMoreDocs ? _doc : Advance(_doc + 1);

    public override int Advance(int target)
    {
        if (_doc >= target)
        {
            return _doc;
        }

        while (target != PostingsCursor.NoMoreDocs)
        {
            var doc = _rarestFirst[0].Advance(target);
            target = doc;
            for (var i = 1; i < _rarestFirst.Length && target == doc; i++)
            {
                target = _rarestFirst[i].Advance(doc);
            }

            if (doc == PostingsCursor.NoMoreDocs)
            {
                break;
            }

            if (target == doc)
            {
                Freq = Count(doc);
                if (Freq > 0)
                {
                    return _doc = doc;
                }

                target = doc + 1;
            }
        }

        return _doc = PostingsCursor.NoMoreDocs;
    }

    public override float Score() => BM25Similarity.Score(_weight, Freq, _factors[_field.Norms[_doc]]);

    private float Count(int doc)
    {
        foreach (var place in _places)
        {
            place.ReadStarts(doc);
        }

        return PhraseFrequency.Count(_places, _slop);
    }
}
