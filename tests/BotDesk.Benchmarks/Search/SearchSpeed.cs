using System.Diagnostics;
using System.Globalization;
using System.Text;
using BotDesk.Knowledge.Ranking;

namespace BotDesk.Benchmarks.Search;

/// <summary>How long indexing and searching take, and what the index takes, on a folder of judged sets.</summary>
internal static class SearchSpeed
{
    private const int ParagraphWords = 100;
    private const int Samples = 150;

    public static int Run(string data, string[] sets)
    {
        if (sets.Length == 0)
        {
            Measure("8,000 articles of stackfaq+mskb", JudgedSet.Read(data, "stackfaq+mskb"), 8000);
            Measure("mskb+scale", JudgedSet.Read(data, "mskb+scale"), int.MaxValue);
        }

        foreach (var name in sets)
        {
            Measure(name, JudgedSet.Read(data, name), int.MaxValue);
        }

        return 0;
    }

    private static void Measure(string name, JudgedSet set, int most)
    {
        List<Article> articles = [.. set.Articles.Take(most)];
        var bytes = articles.Sum(article => (long)Encoding.UTF8.GetByteCount(article.Title) + Encoding.UTF8.GetByteCount(article.Body));
        var start = Stopwatch.GetTimestamp();
        var searcher = SearchQuality.Index(articles);
        var built = Stopwatch.GetElapsedTime(start);
        Print($"{name}: {articles.Count} articles, {bytes / 1e6:0.0} MB of text, indexed in {built.TotalSeconds:0.00} s, index {searcher.SizeInBytes / (double)bytes:0.00} of the text, {searcher.Readers.Length} segments");

        List<(string Kind, List<string> Texts)> questions =
        [
            ("whole sentence", [.. set.Queries.Where((_, i) => i % (1 + (set.Queries.Count / Samples)) == 0).Select(query => query.Text)]),
            ("whole paragraph", [.. articles.Where((_, i) => i % (1 + (articles.Count / Samples)) == 0).Select(article => string.Join(' ', article.Body.Split(' ').Take(ParagraphWords)))]),
        ];
        start = Stopwatch.GetTimestamp();
        using var fts5 = new Fts5Index(articles);
        Print($"  SQLite FTS5 indexed the same in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        foreach (var (kind, texts) in questions)
        {
            var understood = texts.Select(text => Question.Of(text, searcher, Synonyms.Default, new RankingWeights())).ToList();
            Measure($"  {kind}, the index alone", understood, question => searcher.Search(question.Query, 10));
            Measure($"  {kind}, SQLite FTS5", texts, text => fts5.Search(text));
            Measure($"  {kind}, understood and ranked", texts, text => new KnowledgeRanking().Rank(text, searcher, 10));
        }

        LuceneSpeed.Run(articles, questions);
    }

    private static void Measure<T>(string what, IReadOnlyList<T> items, Action<T> run)
    {
        // Two rounds for the compiler, which works in the background.
        foreach (var item in items.Concat(items))
        {
            run(item);
        }

        var times = new List<double>();
        foreach (var item in items)
        {
            var start = Stopwatch.GetTimestamp();
            run(item);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        Print($"{what,-45} p50 {times[times.Count / 2]:0.000} ms, p99 {times[times.Count * 99 / 100]:0.000} ms, {times.Count} times");
    }

    private static void Print(FormattableString line) => System.Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
