using System.Diagnostics;
using System.Globalization;
using BotDesk.Knowledge.Ranking;
using BotDesk.Search;

namespace BotDesk.Benchmarks.Search;

/// <summary>The ranking's figures on the judged sets, and SQLite FTS5's beside them.</summary>
internal static class SearchQuality
{
    private static readonly string[] Sets = ["stackfaq", "mskb", "stackfaq+mskb", JudgedSet.NoAnswer];

    /// <param name="options">Sets, all when none is named, and weights to try ("Title=2.5").</param>
    public static int Run(string data, string[] options)
    {
        System.Console.WriteLine("set             engine   nDCG@10  recall@5   P@1    MRR    answered@90%  offered  right   p50 ms  p99 ms");
        var ranking = new KnowledgeRanking(
            null, RankingOptions.Apply(new RankingWeights(), options.Where(option => option.Contains('=', StringComparison.Ordinal))));
        string[] sets = [.. options.Where(option => !option.Contains('=', StringComparison.Ordinal))];
        foreach (var name in sets.Length > 0 ? sets : Sets)
        {
            var set = JudgedSet.Read(data, name);
            var searcher = Index(set.Articles);
            Measure(set, "BotDesk", text =>
            {
                var answer = ranking.Rank(text, searcher, 10);
                return ([.. answer.Results.Select(result => result.Key)], answer.Results.Count > 0 ? answer.Results[0].Confidence : 0, answer.Answerable);
            });
            using var fts5 = new Fts5Index(set.Articles);
            Measure(set, "FTS5", text => (fts5.Search(text), 0, true));
        }

        return 0;
    }

    public static IndexSearcher Index(IEnumerable<Article> articles)
    {
        var index = new SearchIndex(KnowledgeSchema.Create());
        index.UpdateAll(articles.Select(article => KnowledgeSchema.Document(article.Id, article.Title, article.Body)));
        return index.Refresh();
    }

    private static void Measure(JudgedSet set, string engine, Func<string, (List<string> Found, double Confidence, bool Offered)> search)
    {
        var (figures, times) = (new RankingFigures(), new List<double>());
        foreach (var query in set.Queries)
        {
            var start = Stopwatch.GetTimestamp();
            var (found, confidence, offered) = search(query.Text);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            figures.Add(query.Right, found, confidence, offered);
        }

        times.Sort();
        System.Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{set.Name,-15} {engine,-8} {figures.NdcgAt10:0.0000}   {figures.RecallAt5:0.0000}    {figures.PrecisionAt1:0.000}  {figures.MeanReciprocalRank:0.000}  {figures.AnsweredAt90:0.000}         {figures.Offered.Share:0.000}    {figures.Offered.Right:0.000}   {times[times.Count / 2]:0.00}    {times[times.Count * 99 / 100]:0.00}"));
    }
}
