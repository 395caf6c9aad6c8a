using System.Globalization;
using BotDesk.Search.Analysis;
using BotDesk.Search.Queries;
using BotDesk.Search.QueryParsing;

namespace BotDesk.Search.Tests;

/// <summary>
/// Plain BM25 gives the scores of Apache Lucene 8. The table was computed once by Lucene itself (TestData/lucene/MakeScores.java).
/// </summary>
public sealed class LuceneScoreTests
{
    public static TheoryData<string> Settings { get; } = new(Read("scores.tsv").Select(line => line.Split('\t')[0]).Distinct());

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_query_finds_what_Lucene_finds_with_the_same_scores(string setting)
    {
        var numbers = setting.Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var schema = new IndexSchema(
            new FieldType("title", WordAnalyzer.Standard) { Similarity = new BM25Similarity(numbers[0], numbers[1]), Default = false },
            new FieldType("body", WordAnalyzer.Standard) { Similarity = new BM25Similarity(numbers[2], numbers[3]) });
        var index = new SearchIndex(schema);
        foreach (var fields in Read("documents.tsv").Select(line => line.Split('\t')))
        {
            index.Update(new Document(fields[0], ("title", fields[1]), ("body", fields[2])));
        }

        var searcher = index.Refresh();
        var table = Read("scores.tsv").Select(line => line.Split('\t')).Where(row => row[0] == setting).ToLookup(row => row[1]);
        foreach (var query in Read("queries.txt"))
        {
            var expected = table[query].ToDictionary(row => row[2], row => float.Parse(row[3], CultureInfo.InvariantCulture));
            var found = searcher.Search(Parse(schema, query), 1000, countAll: true);
            Assert.Equal(expected.Keys.Order(), found.ScoreDocs.Select(hit => hit.Key).Order());
            Assert.All(found.ScoreDocs, hit => AssertSame(expected[hit.Key], hit.Score, $"{query}, {hit.Key}"));
            Assert.All(found.ScoreDocs, hit => AssertSame(hit.Score, searcher.Explain(Parse(schema, query), hit.Key).Value, $"explanation of {query}, {hit.Key}"));
        }
    }

    [Fact]
    public void Lengths_are_rounded_as_Lucene_rounds_them()
    {
        Assert.All(Enumerable.Range(0, 41), length => Assert.Equal(length, SmallFloat.Decode(SmallFloat.Encode(length))));
        Assert.Equal(40, SmallFloat.Decode(SmallFloat.Encode(41)));
        Assert.Equal(255, SmallFloat.Encode(int.MaxValue));
        Assert.Equal(2_013_265_944, SmallFloat.Decode(255));
        for (var length = 1; length < 100_000; length++)
        {
            Assert.True(SmallFloat.Encode(length) >= SmallFloat.Encode(length - 1));
            Assert.True(SmallFloat.Decode(SmallFloat.Encode(length)) <= length);
        }
    }

    private static Query Parse(IndexSchema schema, string query)
    {
        var parser = new QueryParser(schema);
        if (!query.StartsWith("dismax:", StringComparison.Ordinal))
        {
            return parser.Parse(query).Query!;
        }

        var parts = query.Split(':', 3);
        return new DisjunctionMaxQuery(
            parts[2].Split(" | ").Select(part => parser.Parse(part).Query!), float.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Sums of several terms may differ in the last bit, by the order of addition.</summary>
    private static void AssertSame(float expected, float actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 4 * (MathF.BitIncrement(expected) - expected), $"{what}: {expected} in Lucene, {actual} here");

    private static string[] Read(string file) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "TestData", "lucene", file));
}
