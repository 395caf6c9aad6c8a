using BotDesk.Search;
using BotDesk.Search.Queries;

namespace BotDesk.Knowledge.Ranking;

/// <summary>A word of the question and how it is looked for.</summary>
/// <param name="Idf">How much the word tells, by how few articles have it.</param>
/// <param name="Ideal">More than the word can score in any article.</param>
/// <param name="Query">The word in all fields, with its alternatives and its weight.</param>
internal sealed record Clause(QueryWord Word, float Idf, float Ideal, Query Query);

/// <summary>What a person wrote, as queries.</summary>
internal sealed class Question
{
    /// <summary>Of a long text the rarest words that articles have are looked for, and no more than these.</summary>
    private const int MaxWords = 64;

    private Question(IReadOnlyList<Clause> clauses, Query titleQuery, IReadOnlySet<string> terms)
    {
        (Clauses, TitleQuery, Terms) = (clauses, titleQuery, terms);
        Query = BooleanQuery.Any(clauses.Select(clause => clause.Query));
    }

    public IReadOnlyList<Clause> Clauses { get; }

    /// <summary>Any of the words.</summary>
    public BooleanQuery Query { get; }

    /// <summary>Any of the words in a title.</summary>
    public Query TitleQuery { get; }

    /// <summary>The words, and what else may stand for them.</summary>
    public IReadOnlySet<string> Terms { get; }

    public static Question Of(string text, IIndexSearcher searcher, Synonyms synonyms, RankingWeights weights, RankingContext? context = null)
    {
        context ??= RankingContext.None;
        var words = new QueryWords(text);
        var fields = new FieldQueries(searcher, weights);
        var alternatives = new Alternatives(searcher, synonyms, fields, weights, context.Typing).Of(words.All);
        var terms = new HashSet<string>(words.Telling.Select(word => word.Term), StringComparer.Ordinal);
        var clauses = new List<Clause>();
        foreach (var word in MostTelling(words.Telling, fields))
        {
            var others = word.Positions.SelectMany(position => alternatives[position]).DistinctBy(alternative => alternative.Text).ToList();
            terms.UnionWith(others.Select(alternative => alternative.Text));
            clauses.Add(ClauseOf(word, others, fields, weights));
        }

        foreach (var word in new QueryWords(context.Earlier).Telling.Where(word => terms.Add(word.Term)))
        {
            var clause = ClauseOf(word, [], fields, weights);
            clauses.Add(clause with { Ideal = clause.Ideal * weights.Earlier, Query = new BoostQuery(clause.Query, weights.Earlier) });
        }

        var titleQuery = BooleanQuery.Any(terms.Order(StringComparer.Ordinal).Select(fields.TitleTerm));
        return new Question(clauses, titleQuery, terms);
    }

    private static IEnumerable<QueryWord> MostTelling(IReadOnlyList<QueryWord> words, FieldQueries fields) => words.Count <= MaxWords
        ? words
        : words.OrderByDescending(word => fields.IsKnown(word.Term) ? fields.Idf(word.Term) : 0).Take(MaxWords);

    private static Clause ClauseOf(QueryWord word, List<Alternative> others, FieldQueries fields, RankingWeights weights)
    {
        var weight = MathF.Pow(word.Count, weights.Repetition);
        var exact = fields.Term(word.Term);
        Query query = others.Count == 0
            ? exact
            : new DisjunctionMaxQuery([exact, .. others.Select(alternative => new BoostQuery(alternative.Query, alternative.Weight))]);
        return new Clause(word, fields.Idf(word.Term), weight * fields.Ideal(word.Term), new BoostQuery(query, weight));
    }
}
