using BotDesk.Search;
using BotDesk.Search.Queries;

namespace BotDesk.Knowledge.Ranking;

/// <summary>A word of the question and how it is looked for.</summary>
/// <param name="Weight">What it counts in the question.</param>
/// <param name="Query">The word in all fields, with its other spellings; the weight is in it.</param>
internal sealed record Clause(QueryWord Word, float Weight, Query Query);

/// <summary>What a person wrote, as queries.</summary>
internal sealed class Question
{
    private Question(IReadOnlyList<Clause> clauses, IReadOnlyList<Query> titlePairs)
    {
        (Clauses, TitlePairs) = (clauses, titlePairs);
        Query = BooleanQuery.Any(clauses.Select(clause => clause.Query));
    }

    public IReadOnlyList<Clause> Clauses { get; }

    /// <summary>Neighbours of the question as neighbours in a title.</summary>
    public IReadOnlyList<Query> TitlePairs { get; }

    /// <summary>Any of the words.</summary>
    public BooleanQuery Query { get; }

    public static Question Of(string text, IndexSearcher searcher, DocumentFilter? filter, RankingWeights weights)
    {
        var words = QueryWords.Of(text, searcher.Schema.Fields[0].Analyzer);
        var statistics = TopicStatistics.Of(searcher);
        var clauses = new List<Clause>();
        foreach (var word in words)
        {
            var weight = MathF.Pow(word.Count, weights.Repetition);
            clauses.Add(new Clause(word, weight, new BoostQuery(InFields(word.Term, statistics, weights), weight)));
        }

        var byPosition = words.SelectMany(word => word.Positions.Select(position => (position, word.Term))).ToLookup(pair => pair.position, pair => pair.Term);
        var pairs = byPosition
            .SelectMany(first => byPosition[first.Key + 1].SelectMany(second => first.Select(term => (term, second))))
            .Distinct()
            .Select(pair => (Query)new BoostQuery(new PhraseQuery(KnowledgeSchema.Title, [pair.term, pair.second]), weights.Title * weights.TitlePair));
        return new Question(clauses, [.. pairs]);
    }

    private static DisjunctionMaxQuery InFields(string term, TopicStatistics statistics, RankingWeights weights) => new(
        [
            new BoostQuery(new TermQuery(KnowledgeSchema.Title, term) { Statistics = statistics.Title(term) }, weights.Title),
            new BoostQuery(new TermQuery(KnowledgeSchema.Body, term), weights.Body),
            new BoostQuery(new TermQuery(KnowledgeSchema.Lead, term), weights.Lead),
        ],
        weights.OtherFields);
}
