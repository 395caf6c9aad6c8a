using BotDesk.Search.Analysis;
using BotDesk.Search.Highlighting;
using BotDesk.Search.Queries;

namespace BotDesk.Search.Tests;

public sealed class SearchIndexTests
{
    private readonly SearchIndex _index = new(new IndexSchema(
        new FieldType("title", new EnglishAnalyzer()),
        new FieldType("body", new EnglishAnalyzer()),
        new FieldType("lead", new EnglishAnalyzer()) { CopyOf = "body", MaxWords = 3 }));

    [Fact]
    public void An_update_is_seen_by_the_next_searcher_and_by_no_earlier_one()
    {
        Put("a", "Printer", "The printer does not print.");
        var before = _index.Refresh();
        Put("a", "Scanner", "The scanner does not scan.");

        Assert.Equal(["a"], Find(before, new TermQuery("title", "printer")));
        Assert.Equal(["a"], Find(_index.Searcher, new TermQuery("title", "printer")));

        var after = _index.Refresh();
        Assert.Empty(Find(after, new TermQuery("title", "printer")));
        Assert.Equal(["a"], Find(after, new TermQuery("title", "scanner")));
        Assert.Equal(["a"], Find(before, new TermQuery("title", "printer")));
        Assert.Equal(1, after.Count);
    }

    [Fact]
    public void What_is_deleted_is_found_no_more_and_counts_in_no_statistic()
    {
        Put("a", "VPN", "one");
        Put("b", "VPN", "two");
        _index.Refresh();
        Assert.True(_index.Delete("a"));
        Assert.False(_index.Delete("a"));
        var searcher = _index.Refresh();

        Assert.Equal(["b"], Find(searcher, new TermQuery("title", "vpn")));
        Assert.Equal(1, searcher.DocFreq("title", "vpn"));
        Assert.Equal(0, searcher.DocFreq("body", "one"));
        Assert.Equal(1, searcher.DocCount("body"));
    }

    [Fact]
    public void A_field_can_hold_the_beginning_of_another()
    {
        Put("a", "", "alpha beta gamma delta");
        var searcher = _index.Refresh();

        Assert.Equal(["a"], Find(searcher, new TermQuery("lead", "gamma")));
        Assert.Empty(Find(searcher, new TermQuery("lead", "delta")));
    }

    [Fact]
    public void A_restricted_searcher_hides_documents_from_results_and_counts()
    {
        Put("open", "VPN guide", "");
        Put("secret", "VPN VPN keys", "");
        var searcher = _index.Refresh().Restrict(key => key == "open");

        var found = searcher.Search(new TermQuery("title", "vpn"), 10);

        Assert.Equal("open", Assert.Single(found.ScoreDocs).Key);
        Assert.Equal(1, found.TotalHits);
        Assert.Equal(1, searcher.CountMatches(new TermQuery("title", "vpn")));
    }

    [Fact]
    public void A_phrase_stands_in_order()
    {
        Put("a", "", "The connection to the server was lost.");
        Put("b", "", "The server lost its connection.");
        var searcher = _index.Refresh();

        Assert.Equal(["a"], Find(searcher, new PhraseQuery("body", ["was", "lost"])));
        Assert.Equal(["b"], Find(searcher, new PhraseQuery("body", ["server", "lost"])));
        Assert.Equal(["b", "a"], Find(searcher, new PhraseQuery("body", ["server", "lost"], slop: 1)));
    }

    [Fact]
    public void Equal_scores_come_in_the_order_of_their_keys()
    {
        foreach (var key in new[] { "c", "a", "b" })
        {
            Put(key, "same title", "");
            _index.Refresh();
        }

        Assert.Equal(["a", "b"], Find(_index.Searcher, new TermQuery("title", "same"), 2));
    }

    [Fact]
    public void A_snippet_shows_the_passage_with_the_words_that_were_looked_for()
    {
        var text = string.Concat(Enumerable.Repeat("Nothing of interest here. ", 40)) + "The printer shows error 691 in the tray. More text follows.";
        Put("a", "", text);
        var searcher = _index.Refresh();
        var query = BooleanQuery.Any(new TermQuery("body", "691"), new TermQuery("body", "tray"));

        var snippet = new Highlighter(searcher, query).Snippet("body", text, 80);

        Assert.Equal(["691", "tray"], snippet.Ranges.Select(range => snippet.Text.Substring(range.Start, range.Length)));
        Assert.Equal(snippet.Text, text.Substring(snippet.Start, snippet.Text.Length));
        Assert.True(snippet.CutBefore);
        Assert.StartsWith("The printer", snippet.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_documents_are_added_as_one_by_one_would_be()
    {
        Put("a", "old", "");
        Put("b", "old", "");
        _index.Refresh();
        Put("c", "buffered", "");
        _index.UpdateAll(Enumerable.Range(0, 300).Select(i => new Document("abcdefghij"[i % 10].ToString(), ("title", $"new {i}"))));
        var searcher = _index.Refresh();

        Assert.Equal(10, searcher.Count);
        Assert.Empty(Find(searcher, new TermQuery("title", "old")));
        Assert.Empty(Find(searcher, new TermQuery("title", "buffered")));
        Assert.Equal(Enumerable.Range(290, 10).Select(i => $"new {i}"), searcher.Keys.Order().Select(key => searcher.Text(searcher.Find(key), "title")));
    }

    [Fact]
    public void Segments_are_merged_without_a_trace()
    {
        for (var i = 0; i < 500; i++)
        {
            Put($"{i:000}", $"number {i % 7}", $"text about {i % 13} and {i}");
            if (i % 3 == 0)
            {
                _index.Delete($"{i / 2:000}");
                _index.Refresh();
            }
        }

        var before = _index.Refresh();
        var expected = before.Search(new TermQuery("title", "3"), 500).ScoreDocs.Select(hit => (hit.Key, hit.Score));
        var after = _index.ForceMerge();

        Assert.Single(after.Readers);
        Assert.True(before.Readers.Length < 40);
        Assert.Equal(expected, after.Search(new TermQuery("title", "3"), 500).ScoreDocs.Select(hit => (hit.Key, hit.Score)));
    }

    private void Put(string key, string title, string body) => _index.Update(new Document(key, ("title", title), ("body", body)));

    private static IEnumerable<string> Find(IndexSearcher searcher, Query query, int count = 10) =>
        searcher.Search(query, count).ScoreDocs.Select(hit => hit.Key);
}
