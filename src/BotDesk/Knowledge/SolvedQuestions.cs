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

    private readonly ConcurrentDictionary<string, (long Person, string Article)> _solutions = new(StringComparer.Ordinal);
    private volatile IIndexSearcher? _searcher;

    /// <summary>The articles that solved similar questions, from 0 to 1: each person counts once for an article, and each further one for less.</summary>
    /// <param name="articles">By these is told how much a word tells.</param>
    public IReadOnlyDictionary<string, double> For(string text, IIndexSearcher articles)
    {
        var solved = new Dictionary<string, double>(StringComparer.Ordinal);
        if (_searcher is not { Count: > 0 } searcher)
        {
            return solved;
        }

        var asked = Weights(text, articles);
        var found = searcher.Search(BooleanQuery.Any(asked.Keys.Select(term => new TermQuery(Words, term))), MostSimilar);
        var voices =
            from hit in found.ScoreDocs
            let similarity = Similarity(asked, Weights(searcher.Text(hit.Doc, Words), articles))
            where similarity >= LeastSimilar && _solutions.ContainsKey(hit.Key)
            let solution = _solutions[hit.Key]
            group similarity by solution into same
            select (same.Key.Article, Similarity: same.Max());
        foreach (var (article, similarity) in voices)
        {
            // Two people who asked the same leave half of what is missing to 1, and so on.
            solved[article] = 1 - ((1 - solved.GetValueOrDefault(article)) * (1 - (similarity / 2)));
        }

        return solved;
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
        _solutions[key] = (row.PersonId, row.SolvedBy!);
        return new Document(key, (Words, row.Query));
    }

    protected override void Publish(IIndexSearcher searcher) => _searcher = searcher;

    /// <summary>The words of a question that articles have, and how much each tells.</summary>
    private static Dictionary<string, double> Weights(string text, IIndexSearcher articles) => new QueryWords(text).Telling
        .Select(word => (word.Term, DocFreq: articles.DocFreq(KnowledgeSchema.Body, word.Term)))
        .Where(word => word.DocFreq > 0)
        .ToDictionary(word => word.Term, word => (double)BM25Similarity.Idf(word.DocFreq, articles.DocCount(KnowledgeSchema.Body)), StringComparer.Ordinal);

    /// <summary>What two questions share, of all that they have, by how much each word tells.</summary>
    private static double Similarity(Dictionary<string, double> one, Dictionary<string, double> other)
    {
        var shared = one.Where(word => other.ContainsKey(word.Key)).Sum(word => word.Value);
        return shared > 0 ? shared / (one.Values.Sum() + other.Values.Sum() - shared) : 0;
    }
}
