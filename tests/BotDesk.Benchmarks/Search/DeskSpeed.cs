using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace BotDesk.Benchmarks.Search;

/// <summary>
/// What a running desk takes to search by HTTP, to import, to show an edit that another process makes, and to start; SQLite FTS5 answers the same
/// questions beside it.
/// </summary>
internal static class DeskSpeed
{
    private const int ImportedArticles = 8000;
    private const int StartArticles = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const int Starts = 5;

    /// <summary>After so much time without a change the desk has written its index down.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(15);
    private static string _desk = AppContext.BaseDirectory;

    /// <param name="published">The folder of a published desk, which starts as an organisation's does; null: the one that was built with this.</param>
    public static async Task<int> RunAsync(string data, string? published)
    {
        _desk = published ?? _desk;
        var folder = Directory.CreateTempSubdirectory("botdesk-benchmark-").FullName;
        var set = JudgedSet.Read(data, "stackfaq+mskb");
        List<string> sentences = [.. set.Queries.Select(query => query.Text)];
        try
        {
            await MeasureAsync(folder, set, sentences);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task MeasureAsync(string folder, JudgedSet set, List<string> sentences)
    {
        var (_, url, desk) = await StartAsync(folder);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        try
        {
            var start = Stopwatch.GetTimestamp();
            await ImportAsync(folder, set.Articles.Take(ImportedArticles));
            await FoundAsync(http, "*:*", ImportedArticles);
            Print($"{ImportedArticles} articles imported by the command line, and searchable: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");

            // The first round warms up, as the first minutes of a day do.
            await AskAsync(http, sentences);
            Report("whole sentence through HTTP", await AskAsync(http, sentences));
            using (var fts5 = new Fts5Index(set.Articles.Take(ImportedArticles)))
            {
                Report("whole sentence, SQLite FTS5 without HTTP", [.. sentences.Select(text => Time(() => fts5.Search(text)))]);
            }

            await EditAsync(folder, http);
            var copies = Enumerable.Range(0, StartArticles - ImportedArticles).Select(each => set.Articles[each] with { Id = $"copy-{each}" });
            await ImportAsync(folder, copies);
            await Task.Delay(Kept);
        }
        finally
        {
            desk.Kill();
            await desk.WaitForExitAsync();
        }

        await StartsAsync(folder, $"started with {StartArticles} articles after kill -9");
        File.Delete(Path.Combine(folder, "articles.index"));
        await StartsAsync(folder, "the same, each time without the file of the index");
        var empty = Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName;
        await StartsAsync(empty, "started without any article");
    }

    private static async Task StartsAsync(string folder, string what)
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            var (ready, _, desk) = await StartAsync(folder);
            times.Add(ready.TotalSeconds);
            desk.Kill();
            await desk.WaitForExitAsync();
        }

        times.Sort();
        Print($"{what}, until /health/ready: {string.Join(", ", times.Select(time => time.ToString("0.00", CultureInfo.InvariantCulture)))} s");
    }

    /// <summary>From the end of the other process, which has committed shortly before.</summary>
    private static async Task EditAsync(string folder, HttpClient http)
    {
        await ImportAsync(folder, [new Article("edited", "Quagga", "The quagga grazes.")]);
        var start = Stopwatch.GetTimestamp();
        await FoundAsync(http, "title:quagga", 1);
        Print($"an edit by another process, until it is found: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s after that process ended");
    }

    private static async Task ImportAsync(string folder, IEnumerable<Article> articles)
    {
        var file = Path.Combine(folder, "articles.jsonl");
        await File.WriteAllLinesAsync(file, articles.Select(article => JsonSerializer.Serialize(new { id = article.Id, title = article.Title, body = article.Body })));
        using var import = Launch(folder, "import", "knowledge", file);
        await import.WaitForExitAsync();
    }

    private static async Task<List<double>> AskAsync(HttpClient http, List<string> sentences)
    {
        var times = new List<double>();
        foreach (var text in sentences)
        {
            var start = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync($"/api/knowledge/search?top=10&q={Uri.EscapeDataString(text)}");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private static async Task FoundAsync(HttpClient http, string query, int atLeast)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience)
        {
            using var answer = JsonDocument.Parse(await http.GetByteArrayAsync($"/api/knowledge/search?syntax=lucene&top=1&q={Uri.EscapeDataString(query)}"));
            if (answer.RootElement.GetProperty("total").GetInt32() >= atLeast)
            {
                return;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException($"{query} did not find {atLeast} articles.");
    }

    private static async Task<(TimeSpan Ready, string Url, Process Desk)> StartAsync(string folder)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = Stopwatch.GetTimestamp();
        var desk = Launch(folder, "--urls", url);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        while (Stopwatch.GetElapsedTime(start) < Patience && !desk.HasExited)
        {
            try
            {
                using var response = await http.GetAsync("/health/ready");
                if (response.IsSuccessStatusCode)
                {
                    return (Stopwatch.GetElapsedTime(start), url, desk);
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(10);
        }

        throw new InvalidOperationException("The desk did not start.");
    }

    private static Process Launch(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_desk, "BotDesk.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["BotDesk__DataDirectory"] = folder, ["BotDesk__Demo"] = "false", ["Logging__LogLevel__Default"] = "None" },
        };
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Time(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Report(string what, List<double> times)
    {
        times.Sort();
        Print($"{what}: p50 {times[times.Count / 2]:0.00} ms, p99 {times[times.Count * 99 / 100]:0.00} ms, {times.Count} times");
    }

    private static void Print(FormattableString line) => System.Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
