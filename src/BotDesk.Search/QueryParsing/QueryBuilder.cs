using BotDesk.Search.Analysis;
using BotDesk.Search.Queries;

namespace BotDesk.Search.QueryParsing;

/// <summary>Makes queries out of text, with each field's own analyzer.</summary>
public sealed class QueryBuilder(IndexSchema schema)
{
    /// <summary>
    /// The text as one thing that is looked for: a term; a phrase where it is several words ("wi-fi"); either the whole or
    /// its parts one after the other where it is a code ("kb3089230"). Null where the text has no word.
    /// </summary>
    public Query? One(string field, string text) => Phrase(field, text, 0);

    /// <summary>The words of the text one after the other. Null where it has no word.</summary>
    /// <param name="slop">By how many places they may be moved in all.</param>
    public Query? Phrase(string field, string text, int slop)
    {
        var tokens = Tokens(field, text);
        var positions = tokens.GroupBy(token => token.Position).ToList();
        if (positions.Count == 0)
        {
            return null;
        }

        if (positions.Count == 1)
        {
            return Alternatives([.. positions[0].Select(token => (Query)new TermQuery(field, token.Term))]);
        }

        // A code with its parts and nothing else: the whole alone is enough.
        var whole = tokens[0];
        if (tokens.All(token => token.Start == whole.Start && token.Length == whole.Length) && positions[0].Count() == 2)
        {
            var parts = tokens.Skip(1).Select(token => new PhraseTerm([token.Term], token.Position));
            return Alternatives([new TermQuery(field, whole.Term), new PhraseQuery(field, parts, slop)]);
        }

        return new PhraseQuery(
            field,
            positions.Select(group => new PhraseTerm([.. group.Select(token => token.Term).Distinct()], group.Key - positions[0].Key)),
            slop);
    }

    /// <summary>The words of the text, each for itself; any may match. Null where it has no word.</summary>
    public Query? AnyWord(string field, string text)
    {
        Query[] words = [.. Tokens(field, text).Select(token => token.Term).Distinct().Select(term => new TermQuery(field, term))];
        return words.Length switch { 0 => null, 1 => words[0], _ => BooleanQuery.Any(words) };
    }

    private IReadOnlyList<Token> Tokens(string field, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return schema.Fields[schema.Require(field)].Analyzer.Tokens(text);
    }

    private static Query Alternatives(IReadOnlyList<Query> queries) =>
        queries.Count == 1 ? queries[0] : new DisjunctionMaxQuery(queries);
}
