using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>A query bound to one searcher.</summary>
internal abstract class Weight
{
    /// <returns>Null where nothing in the segment can match.</returns>
    public abstract Scorer? Scorer(SegmentReader reader);

    /// <param name="doc">The document's number in the segment.</param>
    public abstract Explanation Explain(SegmentReader reader, int doc);
}

/// <summary>Walks the matches of a query in one segment, forwards only.</summary>
internal abstract class Scorer
{
    /// <summary>The current document; -1 before the first, <see cref="PostingsCursor.NoMoreDocs"/> after the last.</summary>
    public abstract int Doc { get; }

    /// <summary>About how many documents match: the cheapest leads.</summary>
    public abstract long Cost { get; }

    /// <summary>No document from <paramref name="from"/> to before <paramref name="to"/> scores more; minus infinity where none matches.</summary>
    /// <param name="from">Never less than in the call before.</param>
    public abstract float MaxScoreIn(int from, int to);

    public abstract int Next();

    /// <summary>Moves to the first match that is not before the target; does nothing where the current one is not.</summary>
    public abstract int Advance(int target);

    /// <summary>The current document's score.</summary>
    public abstract float Score();

    /// <summary>Adds the scores of all matches in the window, and moves behind it.</summary>
    public virtual void AddTo(ScoreWindow window)
    {
        for (var doc = Advance(window.From); doc < window.To; doc = Next())
        {
            window.Add(doc, Score());
        }
    }
}

/// <summary>What matches nothing in any segment.</summary>
internal sealed class NothingWeight(string reason) : Weight
{
    public override Scorer? Scorer(SegmentReader reader) => null;

    public override Explanation Explain(SegmentReader reader, int doc) => Explanation.NoMatch(reason);
}
