using BotDesk.Search.Queries;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Search.Tests;

/// <summary>What the index finds is what a slow and obvious search finds, whatever was updated and deleted on the way.</summary>
public sealed class RankingPropertyTests
{
    [Fact]
    public void Any_query_finds_the_same_as_looking_at_every_word() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Compare(seed, documents: 1 + Math.Abs(seed % 40), operations: 80, queries: 20))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Blocks_and_windows_make_no_difference() => Compare(seed: 7, documents: 6000, operations: 9000, queries: 30);

    private static void Compare(int seed, int documents, int operations, int queries)
    {
        var random = new RandomCollection(seed);
        var index = new SearchIndex(RandomCollection.Schema);
        var expected = new Dictionary<string, Document>(StringComparer.Ordinal);
        for (var i = 0; i < operations; i++)
        {
            var key = $"k{random.Next(documents)}";
            if (random.Next(4) == 0)
            {
                Assert.Equal(expected.Remove(key), index.Delete(key));
            }
            else
            {
                index.Update(expected[key] = random.Document(key));
            }

            if (random.Next(operations / 12) == 0)
            {
                index.Refresh();
            }
        }

        var searcher = random.Next(3) == 0 ? index.ForceMerge() : index.Refresh();
        Assert.Equal(expected.Count, searcher.Count);
        var slow = new SlowSearch(RandomCollection.Schema, expected);
        // Restricted, it must find what it would find if the others had never been there.
        Predicate<string> allows = key => key.Length % 2 == 0;
        var restricted = searcher.Restrict(allows);
        var slowRestricted = new SlowSearch(RandomCollection.Schema, expected.Where(pair => allows(pair.Key)).ToDictionary(StringComparer.Ordinal));
        for (var i = 0; i < queries; i++)
        {
            // Looking at every word of thousands of documents for a deep query takes its time.
            var query = documents > 1000 ? random.Query(2) : random.Query();
            Check(searcher, slow, query, random);
            Check(restricted, slowRestricted, query, random);
        }
    }

    private static void Check(IndexSearcher searcher, SlowSearch slow, Query query, RandomCollection random)
    {
        var all = slow.Search(query);
        var top = 1 + random.Next(12);
        var found = searcher.Search(query, top);
        var scores = all.ToDictionary(hit => hit.Key, hit => hit.Score);

        // Documents of equal score may change places where their scores differ in the last digits.
        Assert.Equal(Math.Min(top, all.Count), found.ScoreDocs.Count);
        Assert.All(found.ScoreDocs.Zip(all), pair => Near(pair.Second.Score, pair.First.Score, query));
        Assert.All(found.ScoreDocs, hit => Near(scores[hit.Key], hit.Score, query));
        Assert.Equal(all.Count, searcher.CountMatches(query));
        Assert.True(found.TotalHits <= all.Count && (!found.IsExact || found.TotalHits == all.Count));
        Assert.All(found.ScoreDocs.Take(3), hit => Near(hit.Score, searcher.Explain(query, hit.Key).Value, query));
        var docs = found.ScoreDocs.OrderBy(hit => hit.Doc).ToList();
        Assert.Equal(docs.Select(hit => hit.Score), searcher.Scores(query, [.. docs.Select(hit => hit.Doc)]), (x, y) => Math.Abs(x - y) < 1e-4);
    }

    private static void Near(double expected, double actual, Query query) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-4 * Math.Max(1, Math.Abs(expected)), $"{query}: expected {expected}, found {actual}");
}
