using BotDesk.Search;
using BotDesk.Search.Highlighting;
using BotDesk.Search.Queries;

namespace BotDesk.Knowledge.Ranking;

/// <summary>Finds the articles that answer what a person wrote, and says how sure it is. Stateless: one serves all threads.</summary>
public sealed class KnowledgeRanking
{
    private const int SnippetLength = 240;

    /// <summary>The best articles for the text.</summary>
    /// <param name="text">As the person wrote it: a few words, a sentence, a pasted mail.</param>
    /// <param name="searcher">Over an index with <see cref="KnowledgeSchema"/>.</param>
    /// <param name="filter">The articles that the person may read; null for all.</param>
    /// <param name="top">How many at most.</param>
    public KnowledgeAnswer Rank(string text, IndexSearcher searcher, DocumentFilter? filter, int top)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(searcher);
        var query = QueryOf(text, searcher);
        var found = searcher.Search(query, top, filter).ScoreDocs;
        var highlighter = new Highlighter(searcher, query);
        return new KnowledgeAnswer(
            [.. found.Select(hit => Result(hit, searcher, highlighter, hit.Score))], found.Count > 0);
    }

    private static KnowledgeResult Result(ScoreDoc hit, IndexSearcher searcher, Highlighter highlighter, double confidence)
    {
        var (title, body) = (searcher.Text(hit.Key, KnowledgeSchema.Title)!, searcher.Text(hit.Key, KnowledgeSchema.Body)!);
        return new KnowledgeResult(
            hit.Key, hit.Score, confidence,
            highlighter.Snippet(KnowledgeSchema.Title, title, Math.Max(1, title.Length)),
            highlighter.Snippet(KnowledgeSchema.Body, body, SnippetLength));
    }

    private static BooleanQuery QueryOf(string text, IndexSearcher searcher)
    {
        var terms = searcher.Schema.Fields[0].Analyzer.Tokens(text).GroupBy(token => token.Term);
        return BooleanQuery.Any(terms.Select(term => new DisjunctionMaxQuery(
            searcher.Schema.Fields.Take(3).Select(field => new BoostQuery(new TermQuery(field.Name, term.Key), field.Weight)), 0.15f)));
    }
}
