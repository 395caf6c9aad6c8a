using BotDesk.Search.Indexing;

namespace BotDesk.Search.Queries;

/// <summary>How a clause takes part in a boolean query.</summary>
public enum Occur
{
    /// <summary>The clause has to match, and scores.</summary>
    Must,

    /// <summary>The clause has to match, and does not score.</summary>
    Filter,

    /// <summary>The clause scores where it matches. Where there is no Must or Filter, at least one has to.</summary>
    Should,

    /// <summary>The clause may not match.</summary>
    MustNot,
}

/// <summary>One clause of a <see cref="BooleanQuery"/>.</summary>
public sealed record BooleanClause(Query Query, Occur Occur)
{
    public override string ToString() => Occur switch
    {
        Occur.Must => $"+{Query}",
        Occur.Filter => $"#{Query}",
        Occur.MustNot => $"-{Query}",
        _ => $"{Query}",
    };
}

/// <summary>Combines queries; the score is the sum of the matching clauses'. With nothing but MustNot it matches nothing.</summary>
public sealed class BooleanQuery(IEnumerable<BooleanClause> clauses, int minimumShouldMatch = 0) : Query
{
    public IReadOnlyList<BooleanClause> Clauses { get; } = [.. clauses];

    /// <summary>How many of the Should clauses have to match.</summary>
    public int MinimumShouldMatch => minimumShouldMatch;

    /// <summary>Any of the queries.</summary>
    public static BooleanQuery Any(params IEnumerable<Query> queries) =>
        new(queries.Select(query => new BooleanClause(query, Occur.Should)));

    /// <summary>All of the queries.</summary>
    public static BooleanQuery All(params IEnumerable<Query> queries) =>
        new(queries.Select(query => new BooleanClause(query, Occur.Must)));

    public override string ToString() =>
        $"({string.Join(' ', Clauses)}){(minimumShouldMatch > 0 ? $"~{minimumShouldMatch}" : "")}";

    internal override Weight CreateWeight(IndexSearcher searcher, float boost) => new BooleanWeight(
        [.. Clauses.Select(clause => (clause.Occur, clause.Query.CreateWeight(searcher, clause.Occur is Occur.Must or Occur.Should ? boost : 0)))],
        minimumShouldMatch);

    internal override void CollectTerms(IIndexSearcher searcher, string field, ISet<string> terms)
    {
        foreach (var clause in Clauses.Where(clause => clause.Occur != Occur.MustNot))
        {
            clause.Query.CollectTerms(searcher, field, terms);
        }
    }
}

internal sealed class BooleanWeight((Occur Occur, Weight Weight)[] clauses, int minimumShouldMatch) : Weight
{
    /// <summary>With no clause that has to match, one of the optional ones has to.</summary>
    private readonly int _atLeast =
        minimumShouldMatch == 0 && !clauses.Any(clause => clause.Occur is Occur.Must or Occur.Filter) ? 1 : minimumShouldMatch;

    public override Scorer? Scorer(SegmentReader reader)
    {
        var (required, optional, excluded) = (new List<(Scorer, bool)>(), new List<Scorer>(), new List<Scorer>());
        foreach (var (occur, weight) in clauses)
        {
            var scorer = weight.Scorer(reader);
            switch (occur)
            {
                case Occur.Must or Occur.Filter when scorer is null:
                    return null;
                case Occur.Must or Occur.Filter:
                    required.Add((scorer!, occur == Occur.Must));
                    break;
                case Occur.Should when scorer is not null:
                    optional.Add(scorer);
                    break;
                case Occur.MustNot when scorer is not null:
                    excluded.Add(scorer);
                    break;
            }
        }

        if (optional.Count < _atLeast)
        {
            return null;
        }

        var any = optional.Count switch
        {
            0 => null,
            1 => optional[0],
            _ => new DisjunctionScorer([.. optional], Math.Max(1, _atLeast), 1),
        };
        if (any is not null && _atLeast > 0)
        {
            required.Add((any, true));
            any = null;
        }

        return required.Count == 0 ? null
            : required.Count == 1 && any is null && excluded.Count == 0 && required[0].Item2 ? required[0].Item1
            : new ConjunctionScorer([.. required], any, [.. excluded]);
    }

    public override Explanation Explain(SegmentReader reader, int doc)
    {
        var (sum, optional, details) = (0.0, 0, new List<Explanation>());
        foreach (var (occur, weight) in clauses)
        {
            var part = weight.Explain(reader, doc);
            switch (occur)
            {
                case Occur.Must or Occur.Filter when !part.IsMatch:
                    return Explanation.NoMatch("a required clause does not match", part);
                case Occur.MustNot when part.IsMatch:
                    return Explanation.NoMatch("an excluded clause matches", part);
                case Occur.Must or Occur.Should when part.IsMatch:
                    optional += occur == Occur.Should ? 1 : 0;
                    sum += part.Value;
                    details.Add(part);
                    break;
            }
        }

        return optional < _atLeast || clauses.All(clause => clause.Occur == Occur.MustNot)
            ? Explanation.NoMatch($"{optional} optional clauses match, {_atLeast} have to")
            : Explanation.Match((float)sum, "sum of", details);
    }
}
