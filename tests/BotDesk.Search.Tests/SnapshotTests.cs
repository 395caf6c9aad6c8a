using BotDesk.Search.Snapshots;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Search.Tests;

public sealed class SnapshotTests
{
    [Fact]
    public void What_is_read_back_is_and_becomes_what_was_written() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Compare(seed, operations: 60)).QuickCheckThrowOnFailure();

    [Fact]
    public void Blocks_of_postings_are_read_back() => Compare(seed: 11, operations: 4000);

    [Fact]
    public void Wherever_it_is_damaged_or_cut_off_it_is_refused_and_nothing_was_taken()
    {
        var random = new RandomCollection(5);
        var index = new SearchIndex(RandomCollection.Schema);
        Change(index, random, operations: 12);
        var written = Written(index);
        for (var at = 0; at < written.Length; at++)
        {
            var damaged = written.ToArray();
            damaged[at] ^= (byte)(1 << random.Next(8));
            Refused(damaged);
            Refused(written[..at]);
        }
    }

    [Fact]
    public void An_index_with_other_fields_does_not_take_it()
    {
        var other = new SearchIndex(new IndexSchema(new FieldType("title", Analysis.WordAnalyzer.Standard)));

        Assert.Throws<InvalidDataException>(() => other.Load(new SnapshotReader(new MemoryStream(Written(new SearchIndex(RandomCollection.Schema))))));
    }

    private static void Refused(byte[] bytes)
    {
        var index = new SearchIndex(RandomCollection.Schema);
        Assert.Throws<InvalidDataException>(() => index.Load(new SnapshotReader(new MemoryStream(bytes))));
        Assert.Equal(0, index.Refresh().Count);
    }

    private static void Compare(int seed, int operations)
    {
        var random = new RandomCollection(seed);
        var index = new SearchIndex(RandomCollection.Schema);
        Change(index, random, operations);
        var again = new SearchIndex(RandomCollection.Schema);
        again.Load(new SnapshotReader(new MemoryStream(Written(index))));
        Same(index.Searcher, again.Refresh(), random);

        // Both go on from there.
        var next = random.Next(int.MaxValue);
        Change(index, new RandomCollection(next), operations);
        Change(again, new RandomCollection(next), operations);
        Same(index.Searcher, again.Searcher, random);
        Same(index.Searcher.Restrict(key => key.Length % 2 == 0), again.Searcher.Restrict(key => key.Length % 2 == 0), random);
    }

    private static void Change(SearchIndex index, RandomCollection random, int operations)
    {
        for (var i = 0; i < operations; i++)
        {
            var key = $"k{random.Next(operations / 2)}";
            if (random.Next(4) == 0)
            {
                index.Delete(key);
            }
            else
            {
                index.Update(random.Document(key));
            }

            if (random.Next(8) == 0)
            {
                index.Refresh();
            }
        }

        index.Refresh();
    }

    private static byte[] Written(SearchIndex index)
    {
        using var stream = new MemoryStream();
        index.Save(index.Searcher, new SnapshotWriter(stream));
        return stream.ToArray();
    }

    private static void Same(IndexSearcher expected, IndexSearcher actual, RandomCollection random)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var key in expected.Keys.Take(5))
        {
            Assert.Equal(expected.Text(expected.Find(key), "body"), actual.Text(actual.Find(key), "body"));
            Assert.Equal(expected.TermVector(expected.Find(key), "lead"), actual.TermVector(actual.Find(key), "lead"));
        }

        for (var i = 0; i < 20; i++)
        {
            var query = random.Query(1);
            // Not a digit may differ; only the documents' numbers may.
            Assert.Equal(Hits(expected, query), Hits(actual, query));
        }
    }

    private static IEnumerable<(string Key, float Score)> Hits(IndexSearcher searcher, Queries.Query query) =>
        searcher.Search(query, int.MaxValue / 2, countAll: true).ScoreDocs.Select(hit => (hit.Key, hit.Score)).OrderBy(hit => hit.Key, StringComparer.Ordinal);
}
