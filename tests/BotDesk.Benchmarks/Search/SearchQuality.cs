using System.Diagnostics;
using System.Globalization;
using BotDesk.Knowledge.Ranking;
using BotDesk.Search;

namespace BotDesk.Benchmarks.Search;

/// <summary>The ranking's figures on the judged sets.</summary>
internal static class SearchQuality
{
    private static readonly string[] Sets = ["stackfaq", "mskb", "stackfaq+mskb", JudgedSet.NoAnswer];

    public static int Run(string data, string[] options)
    {
        Console.WriteLine("set             nDCG@10  recall@5   P@1    MRR    answered@90%  offered  right   p50 ms  p99 ms");
        var weights = RankingOptions.Apply(new RankingWeights(), options.Where(option => option.Contains('=', StringComparison.Ordinal)));
        string[] sets = [.. options.Where(option => !option.Contains('=', StringComparison.Ordinal))];
        foreach (var name in sets.Length > 0 ? sets : Sets)
        {
            var set = JudgedSet.Read(data, name);
            var searcher = Index(set.Articles);
            var ranking = new KnowledgeRanking(null, weights);
            var figures = new RankingFigures();
            var times = new List<double>();
            foreach (var query in set.Queries)
            {
                var start = Stopwatch.GetTimestamp();
                var answer = ranking.Rank(query.Text, searcher, null, 10);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                figures.Add(
                    query.Right, [.. answer.Results.Select(result => result.Key)], answer.Results.Count > 0 ? answer.Results[0].Confidence : 0, answer.Answerable);
            }

            times.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-15} {figures.NdcgAt10:0.0000}   {figures.RecallAt5:0.0000}    {figures.PrecisionAt1:0.000}  {figures.MeanReciprocalRank:0.000}  {figures.AnsweredAt90:0.000}         {figures.Offered.Share:0.000}    {figures.Offered.Right:0.000}   {times[times.Count / 2]:0.00}    {times[times.Count * 99 / 100]:0.00}"));
        }

        return 0;
    }

    public static IndexSearcher Index(IEnumerable<Article> articles)
    {
        var index = new SearchIndex(KnowledgeSchema.Create());
        index.UpdateAll(articles.Select(article => KnowledgeSchema.Document(article.Id, article.Title, article.Body)));
        return index.Refresh();
    }
}
