using BotDesk.Knowledge.Ranking;
using BotDesk.People;
using BotDesk.Search;
using BotDesk.Search.Highlighting;
using BotDesk.Search.Queries;
using BotDesk.Search.QueryParsing;

namespace BotDesk.Knowledge;

/// <summary>What is asked of the knowledge base.</summary>
/// <param name="Text">As the person wrote it.</param>
/// <param name="Reader">Who asks; null: somebody of whom nothing is known, who finds what is for everybody.</param>
/// <param name="Top">How many articles at most.</param>
public sealed record KnowledgeQuestion(string Text, Person? Reader, int Top)
{
    /// <summary>What they said before, which the text narrows.</summary>
    public string Earlier { get; init; } = "";

    /// <summary>Whether they still type, so that the last word may be the beginning of one.</summary>
    public bool Typing { get; init; }
}

/// <summary>Articles that match a query, whatever is made of it; a confidence is only given to what answers a question.</summary>
/// <param name="Total">How many match in all.</param>
public sealed record MatchingArticles(IReadOnlyList<KnowledgeResult> Results, int Total);

/// <summary>Finds articles for people, among those that they may read. Chat, console and <c>GET /api/knowledge/search</c> share it.</summary>
public sealed class KnowledgeSearch(KnowledgeIndex index, KnowledgeRanking ranking, SolvedQuestions solved)
{
    private const int SnippetLength = 240;

    /// <summary>Articles that answer what somebody wrote.</summary>
    public KnowledgeAnswer Find(KnowledgeQuestion asked)
    {
        var searcher = index.For(asked.Reader);
        return ranking.Rank(asked.Text, searcher, asked.Top, ContextOf(asked, searcher));
    }

    /// <summary>How the score of an article comes about. One that the reader may not read looks like one that does not fit.</summary>
    public Explanation Explain(KnowledgeQuestion asked, string number)
    {
        var searcher = index.For(asked.Reader);
        return ranking.Explain(asked.Text, searcher, number, ContextOf(asked, searcher));
    }

    /// <summary>Articles by a query in Lucene's classic syntax.</summary>
    public Outcome<MatchingArticles> Query(string query, Person? reader, int top)
    {
        var searcher = index.For(reader);
        return new QueryParser(searcher.Schema).Parse(query) switch
        {
            { Error: { } error } => Refusal.Invalid("q", $"{error}"),
            var parsed => Matching(parsed.Query!, searcher, top),
        };
    }

    /// <summary>Articles that are like this one, which is itself left out.</summary>
    public MatchingArticles Similar(string number, Person? reader, int top)
    {
        var searcher = index.For(reader);
        return new MoreLikeThis(searcher) { Fields = [KnowledgeSchema.Title, KnowledgeSchema.Body] }.Like(number) is { } like
            ? Matching(new BooleanQuery([new BooleanClause(like, Occur.Must), new BooleanClause(new TermQuery(KnowledgeSchema.Number, number.ToLowerInvariant()), Occur.MustNot)]), searcher, top)
            : new MatchingArticles([], 0);
    }

    /// <summary>What outsiders call the article with this number.</summary>
    public string PublicId(string number) => index.PublicId(number);

    private static MatchingArticles Matching(Query query, IIndexSearcher searcher, int top)
    {
        var found = searcher.Search(query, top, countAll: true);
        var highlighter = new Highlighter(searcher, query);
        return new MatchingArticles([.. found.ScoreDocs.Select(hit => Result(hit, searcher, highlighter))], (int)found.TotalHits);
    }

    private static KnowledgeResult Result(ScoreDoc hit, IIndexSearcher searcher, Highlighter highlighter)
    {
        var title = searcher.Text(hit.Doc, KnowledgeSchema.Title);
        return new KnowledgeResult(
            hit.Key, hit.Score, 0,
            highlighter.Snippet(KnowledgeSchema.Title, title, Math.Max(1, title.Length)),
            highlighter.Snippet(KnowledgeSchema.Body, searcher.Text(hit.Doc, KnowledgeSchema.Body), SnippetLength));
    }

    private RankingContext ContextOf(KnowledgeQuestion asked, IIndexSearcher searcher) =>
        new() { Earlier = asked.Earlier, Typing = asked.Typing, Solved = solved.For($"{asked.Earlier}\n{asked.Text}", searcher) };
}
