using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BotDesk.Benchmarks.Search;

/// <summary>An article to be found.</summary>
internal sealed record Article(string Id, string Title, string Body);

/// <summary>A question, and the articles that are right answers to it. A question without any is one to stay silent at.</summary>
internal sealed record JudgedQuery(string Id, string Kind, string? Group, string Text, IReadOnlySet<string> Right);

/// <summary>Articles and judged questions: "docs.jsonl.gz", "queries.jsonl" and "qrels.tsv" of the sets joined by + in the name.</summary>
internal sealed class JudgedSet
{
    /// <summary>The set without a fifth of the threads: the questions that belong to those have no right article.</summary>
    public const string NoAnswer = "noanswer";

    private JudgedSet(string name, IReadOnlyList<Article> articles, IReadOnlyList<JudgedQuery> queries) =>
        (Name, Articles, Queries) = (name, articles, queries);

    public string Name { get; }

    public IReadOnlyList<Article> Articles { get; }

    public IReadOnlyList<JudgedQuery> Queries { get; }

    public static JudgedSet Read(string folder, string name)
    {
        if (name == NoAnswer)
        {
            var full = Read(folder, "stackfaq+mskb");
            return new JudgedSet(
                name, [.. full.Articles.Where(article => article.Id.Contains(':', StringComparison.Ordinal) || !IsGone(article.Id.Split('a')[0]))], full.Queries);
        }

        var parts = name.Split('+');
        return new JudgedSet(name, [.. parts.SelectMany(part => ReadArticles(Path.Combine(folder, part)))], ReadQueries(Path.Combine(folder, parts[0])));
    }

    public static IEnumerable<Article> ReadArticles(string folder)
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(Path.Combine(folder, "docs.jsonl.gz")), CompressionMode.Decompress), Encoding.UTF8);
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var article = json.RootElement;
            yield return new Article(
                article.GetProperty("id").GetString()!,
                article.TryGetProperty("title", out var title) ? title.GetString() ?? "" : "",
                article.GetProperty("body").GetString()!);
        }
    }

    /// <summary>Whether the thread belongs to the fifth that <see cref="NoAnswer"/> leaves out.</summary>
    public static bool IsGone(string thread) => MD5.HashData(Encoding.UTF8.GetBytes("gone" + thread))[0] < 51;

    private static List<JudgedQuery> ReadQueries(string folder)
    {
        var queries = new List<JudgedQuery>();
        if (!File.Exists(Path.Combine(folder, "queries.jsonl")))
        {
            return queries;
        }

        var right = File.ReadLines(Path.Combine(folder, "qrels.tsv"))
            .Select(line => line.Split('\t'))
            .ToLookup(row => row[0], row => row[1]);
        foreach (var line in File.ReadLines(Path.Combine(folder, "queries.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var query = json.RootElement;
            var id = query.GetProperty("id").GetString()!;
            if (right.Contains(id))
            {
                queries.Add(new JudgedQuery(
                    id,
                    query.GetProperty("kind").GetString()!,
                    query.TryGetProperty("group", out var group) ? group.GetString() : null,
                    query.GetProperty("text").GetString()!,
                    right[id].ToHashSet()));
            }
        }

        return queries;
    }
}
