using System.Diagnostics;

namespace BotDesk.Benchmarks.Search;

/// <summary>Apache Lucene 8 over the same articles, to compare with, where Java and Debian's <c>liblucene8-java</c> are.</summary>
internal static class LuceneSpeed
{
    private const string Jars = "/usr/share/java";

    public static void Run(IReadOnlyList<Article> articles, IEnumerable<(string Kind, List<string> Texts)> questions)
    {
        if (!File.Exists("/usr/bin/java") || !Directory.Exists(Jars) || Directory.GetFiles(Jars, "lucene-core-8*.jar") is not [var core, ..])
        {
            System.Console.WriteLine("  Lucene 8 is not here (apt-get install default-jre-headless liblucene8-java)");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("botdesk-lucene-").FullName;
        try
        {
            List<string> arguments = [Written("articles", articles.Select(article => $"{OnOneLine(article.Title)}\t{OnOneLine(article.Body)}"))];
            foreach (var (kind, texts) in questions)
            {
                arguments.AddRange([kind, Written(kind, texts.Select(OnOneLine))]);
            }

            var common = Path.Combine(Jars, Path.GetFileName(core).Replace("core", "analyzers-common", StringComparison.Ordinal));
            using var java = Process.Start(new ProcessStartInfo("java", ["-Xmx2g", "-cp", $"{core}:{common}", Path.Combine(AppContext.BaseDirectory, "LuceneSpeed.java"), .. arguments]))!;
            java.WaitForExit();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Written(string name, IEnumerable<string> lines)
        {
            var file = Path.Combine(folder, name);
            File.WriteAllLines(file, lines);
            return file;
        }
    }

    private static string OnOneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
