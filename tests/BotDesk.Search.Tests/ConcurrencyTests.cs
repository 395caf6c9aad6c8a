using BotDesk.Search.Analysis;
using BotDesk.Search.Queries;

namespace BotDesk.Search.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Searches_see_whole_states_while_documents_change()
    {
        const int Documents = 300;
        var index = new SearchIndex(new IndexSchema(new FieldType("body", WordAnalyzer.Standard)));
        for (var i = 0; i < Documents; i++)
        {
            index.Update(new Document($"{i:000}", ("body", "all even")));
        }

        index.Refresh();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            for (var searches = 0; searches < 200; searches++)
            {
                // Every state has each document once, and all of them say the same.
                var searcher = index.Searcher;
                Assert.Equal(Documents, searcher.CountMatches(new TermQuery("body", "all")));
                Assert.Contains(searcher.CountMatches(new TermQuery("body", "even")), new[] { 0, Documents });
                Assert.Equal(10, searcher.Search(new TermQuery("body", "all"), 10).ScoreDocs.Count);
            }
        })).ToList();
        for (var round = 0; !readers.TrueForAll(reader => reader.IsCompleted); round++)
        {
            for (var i = 0; i < Documents; i++)
            {
                index.Update(new Document($"{i:000}", ("body", round % 2 == 0 ? "all odd" : "all even")));
            }

            index.Refresh();
        }

        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Writers_may_come_from_many_threads()
    {
        var index = new SearchIndex(new IndexSchema(new FieldType("body", WordAnalyzer.Standard)));
        await Parallel.ForAsync(0, 400, (i, _) =>
        {
            index.Update(new Document($"{i % 100}", ("body", $"text {i}")));
            if (i % 7 == 0)
            {
                index.Refresh();
            }

            return ValueTask.CompletedTask;
        });
        var searcher = index.Refresh();

        Assert.Equal(100, searcher.Count);
        Assert.Equal(100, searcher.CountMatches(new TermQuery("body", "text")));
        Assert.True(searcher.Readers.Length < 40);
    }
}
