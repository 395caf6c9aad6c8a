using System.Collections.Concurrent;
using BotDesk.Data;
using BotDesk.Indexing;
using BotDesk.Knowledge.Ranking;
using BotDesk.Search;
using BotDesk.Search.Queries;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Knowledge;

/// <summary>What people said that an article solved, found again by similar words.</summary>
public sealed class SolvedQuestions(IDbContextFactory<DeskDb> readers, TimeProvider clock, ILogger<SolvedQuestions> logger)
    : FollowingIndex<ArticleOffer>(FullText.NewIndex(new IndexSchema(new FieldType(Words, ArticleAnalyzer.English))), readers, clock, logger)
{
    private const string Words = "words";

    /// <summary>So many of the most similar questions are asked.</summary>
    private const int MostSimilar = 30;

    /// <summary>Questions that share less of what tells are about something else.</summary>
    private const double LeastSimilar = 0.5;

    /// <summary>By key: who said what solved it, and the words that the question was made of.</summary>
    private readonly ConcurrentDictionary<string, (Solution Solution, string[] Terms)> _solutions = new(StringComparer.Ordinal);
    private volatile IIndexSearcher? _searcher;

    /// <summary>The articles that solved similar questions, from 0 to 1: each person counts once for an article, and each further one for less.</summary>
    /// <param name="articles">By these is told how much a word tells.</param>
    public IReadOnlyDictionary<string, double> For(string text, IIndexSearcher articles)
    {
        var raised = new Dictionary<string, double>(StringComparer.Ordinal);
        if (_searcher is not { Count: > 0 } searcher)
        {
            return raised;
        }

        var asked = Weights(TermsOf(text), articles);
        var found = searcher.Search(BooleanQuery.Any(asked.Keys.Select(term => new TermQuery(Words, term))), MostSimilar);
        var voices =
            from hit in found.ScoreDocs
            let solved = _solutions[hit.Key]
            let similarity = Similarity(asked, Weights(solved.Terms, articles))
            where similarity >= LeastSimilar
            group similarity by solved.Solution into same
            select (same.Key.Article, Similarity: same.Max());
        foreach (var (article, similarity) in voices)
        {
            // Two people who asked the same leave half of what is missing to 1, and so on.
            raised[article] = 1 - ((1 - raised.GetValueOrDefault(article)) * (1 - (similarity / 2)));
        }

        return raised;
    }

    protected override IQueryable<ArticleOffer> Rows(DeskDb db) => db.Set<ArticleOffer>().Where(offer => offer.SolvedBy != null);

    protected override IQueryable<ArticleOffer> ChangedSince(IQueryable<ArticleOffer> rows, DateTimeOffset since) => rows.Where(offer => offer.SolvedAt >= since);

    protected override IQueryable<ArticleOffer> WithIds(IQueryable<ArticleOffer> rows, IReadOnlyList<long> ids) => rows.Where(offer => ids.Contains(offer.Id));

    protected override IQueryable<RowState> StatesOf(IQueryable<ArticleOffer> rows) =>
        rows.Select(offer => new RowState(offer.Id, 0, offer.SolvedAt ?? offer.At));

    protected override RowState StateOf(ArticleOffer row) => new(row.Id, 0, row.SolvedAt ?? row.At);

    protected override Document? Read(ArticleOffer row, out string key)
    {
        key = $"{row.Id}";
        _solutions[key] = (new Solution(row.PersonId, row.SolvedBy!), TermsOf(row.Query));
        return new Document(key, (Words, row.Query));
    }

    protected override void Publish(IIndexSearcher searcher) => _searcher = searcher;

    private static string[] TermsOf(string text) => [.. new QueryWords(text).Telling.Select(word => word.Term)];

    /// <summary>The words of a question that articles have, and how much each tells.</summary>
    private static Dictionary<string, double> Weights(string[] terms, IIndexSearcher articles)
    {
        var docCount = articles.DocCount(KnowledgeSchema.Body);
        var weights = new Dictionary<string, double>(terms.Length, StringComparer.Ordinal);
        foreach (var term in terms)
        {
            if (articles.DocFreq(KnowledgeSchema.Body, term) is > 0 and var docFreq)
            {
                weights.Add(term, BM25Similarity.Idf(docFreq, docCount));
            }
        }

        return weights;
    }

    /// <summary>What two questions share, of all that they have, by how much each word tells.</summary>
    private static double Similarity(Dictionary<string, double> one, Dictionary<string, double> other)
    {
        var shared = one.Where(word => other.ContainsKey(word.Key)).Sum(word => word.Value);
        return shared > 0 ? shared / (one.Values.Sum() + other.Values.Sum() - shared) : 0;
    }

    private sealed record Solution(long Person, string Article);
}
