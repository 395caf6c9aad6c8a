using BotDesk.Search.Analysis;
using BotDesk.Search.Highlighting;
using BotDesk.Search.Queries;
using BotDesk.Search.QueryParsing;

namespace BotDesk.Search.Tests.Contract;

/// <summary>What every index does, whatever it scores: the same documents match, the same is refused, the same is hidden.</summary>
public abstract class IndexContract
{
    private static readonly IndexSchema Articles = new(
        new FieldType("title", new EnglishAnalyzer()) { Weight = 2 },
        new FieldType("body", new EnglishAnalyzer()),
        new FieldType("lead", new EnglishAnalyzer()) { CopyOf = "body", MaxWords = 3, Default = false });

    protected abstract ISearchIndex NewIndex(IndexSchema schema);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Any_query_matches_what_looking_at_every_word_finds(int seed)
    {
        var random = new RandomCollection(seed);
        var index = NewIndex(RandomCollection.Schema);
        var expected = new Dictionary<string, Document>(StringComparer.Ordinal);
        for (var i = 0; i < 120; i++)
        {
            var key = $"k{random.Next(40)}";
            if (random.Next(4) == 0)
            {
                index.Delete(key);
                expected.Remove(key);
            }
            else
            {
                index.Update(expected[key] = random.Document(key));
            }

            if (random.Next(10) == 0)
            {
                index.Refresh();
            }
        }

        var searcher = index.Refresh();
        Predicate<string> allows = key => key.Length % 2 == 0;
        var restricted = searcher.Restrict(allows);
        var slow = new SlowSearch(RandomCollection.Schema, expected);
        var slowRestricted = new SlowSearch(RandomCollection.Schema, expected.Where(pair => allows(pair.Key)).ToDictionary(StringComparer.Ordinal));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), searcher.Keys.Order(StringComparer.Ordinal));
        for (var i = 0; i < 60; i++)
        {
            var query = random.Query();
            Same(slow, searcher, query);
            Same(slowRestricted, restricted, query);
        }
    }

    [Fact]
    public void A_document_is_replaced_deleted_and_found_again()
    {
        var index = NewIndex(Articles);
        index.UpdateAll([Article("a", "Printer", "prints"), Article("b", "Scanner", "scans"), Article("a", "Plotter", "plots")]);
        var first = index.Refresh();
        index.Delete("b");
        var second = index.Refresh();

        Assert.Equal(["a"], Find(first, "plotter"));
        Assert.Empty(Find(first, "printer"));
        Assert.Equal(["b"], Find(first, "scanner"));
        Assert.Empty(Find(second, "scanner"));
        Assert.Equal(1, second.Count);
        Assert.Equal("plots", second.Text(second.Find("a"), "body"));
        Assert.Equal(-1, second.Find("b"));
        Assert.False(index.Delete("nobody"));
    }

    [Fact]
    public void What_a_searcher_is_restricted_from_leaves_no_trace()
    {
        var alone = NewIndex(Articles);
        var both = NewIndex(Articles);
        alone.Update(Article("open", "Gateway", "The gateway of the vpn."));
        both.UpdateAll([Article("open", "Gateway", "The gateway of the vpn."), Article("secret", "Gateway salaries", "Executives pay gateway gateway.")]);
        var (without, restricted) = (alone.Refresh(), both.Refresh().Restrict(key => key == "open"));

        Assert.Equal(["open"], Find(restricted, "gateway salaries pay*"));
        Assert.Equal(1, restricted.Search(new MatchAllDocsQuery(), 10, countAll: true).TotalHits);
        Assert.Equal(without.Terms("title"), restricted.Terms("title"));
        Assert.Equal(without.SimilarTerms("title", "gatway"), restricted.SimilarTerms("title", "gatway"));
        Assert.Empty(restricted.SimilarTerms("title", "salares"));
        Assert.Empty(restricted.RepeatedTerms("title"));
        Assert.Equal((1, 1L), (restricted.DocFreq("title", "gateway"), restricted.DocCount("title")));
        Assert.Equal(0, restricted.DocFreq("title", "salari"));
        Assert.False(restricted.Explain(new TermQuery("title", "gateway"), "secret").IsMatch);
        Assert.Equal(Best(without, "gateway"), Best(restricted, "gateway"), 5);
    }

    [Theory]
    [InlineData("title:vpn AND \"error 619\" -mac", "b")]
    [InlineData("vpm~ +drop*", "a b")]
    [InlineData("titel:x", "?0: There is no field 'titel'")]
    [InlineData("\"never closed", "?0: The quotation mark")]
    [InlineData("(vpn", "?0: The group")]
    [InlineData("body:\"power saving\"~3 OR lead:tunnel", "a b c")]
    [InlineData("vpn AND", "?")]
    [InlineData("/reg.*ex/", "?0: Regular expressions")]
    [InlineData("t?nnel -title:error", "a")]
    [InlineData("", "")]
    public void The_classic_syntax_is_read_alike(string query, string expected)
    {
        var index = NewIndex(Articles);
        index.UpdateAll([
            Article("a", "VPN drops", "The tunnel closes when power saving is on."),
            Article("b", "VPN error 619", "Error 619: the tunnel drops, saving of power or not."),
            Article("c", "VPN error 619 on a mac", "The tunnel of a mac."),
        ]);
        var searcher = index.Refresh();

        var parsed = new QueryParser(searcher.Schema).Parse(query);

        var found = parsed.Error is { } error
            ? $"?{error.Position}: {error.Message}"
            : string.Join(' ', searcher.Search(parsed.Query!, 10).ScoreDocs.Select(hit => hit.Key).Order(StringComparer.Ordinal));
        Assert.True(expected.StartsWith('?') ? found.StartsWith(expected, StringComparison.Ordinal) : found == expected, found);
    }

    [Fact]
    public void A_copy_holds_the_beginning_and_what_matched_is_shown()
    {
        var index = NewIndex(Articles);
        index.Update(Article("a", "", "alpha beta gamma delta epsilon"));
        var searcher = index.Refresh();
        var query = new TermQuery("body", "delta");

        Assert.Equal(["alpha", "beta", "gamma"], searcher.TermVector(searcher.Find("a"), "lead").Select(term => term.Term));
        var snippet = new Highlighter(searcher, query).Snippet("body", searcher.Text(searcher.Find("a"), "body"));
        Assert.Equal(["delta"], snippet.Ranges.Select(range => snippet.Text.Substring(range.Start, range.Length)));
    }

    [Fact]
    public void A_document_leads_to_those_that_share_its_telling_words()
    {
        var index = NewIndex(Articles);
        index.UpdateAll([
            Article("a", "", "the vpn adapter saves power and drops the tunnel"), Article("b", "", "turn power saving of the adapter off"),
            Article("c", "", "the printer prints the blank page"), Article("d", "", "the tunnel drops when the adapter sleeps"),
        ]);
        var searcher = index.Refresh();

        var like = searcher.Search(new MoreLikeThis(searcher).Like("a")!, 10).ScoreDocs.Select(hit => hit.Key).Where(key => key != "a");

        Assert.Equal(["d", "b"], like.Take(2));
        Assert.Null(new MoreLikeThis(searcher).Like("nobody"));
    }

    [Fact]
    public void A_field_that_the_schema_does_not_know_is_refused()
    {
        var index = NewIndex(Articles);

        Assert.Throws<ArgumentException>(() => index.Update(new Document("a", ("colour", "red"))));
        Assert.Throws<ArgumentException>(() => index.Update(new Document("a", ("lead", "copied"))));
        Assert.Throws<ArgumentException>(() => index.Refresh().Search(new TermQuery("colour", "red"), 10));
    }

    private static void Same(SlowSearch slow, IIndexSearcher searcher, Query query)
    {
        var expected = slow.Search(query).Select(hit => hit.Key).Order(StringComparer.Ordinal).ToList();
        var found = searcher.Search(query, 100, countAll: true);
        Assert.True(expected.SequenceEqual(found.ScoreDocs.Select(hit => hit.Key).Order(StringComparer.Ordinal)), $"{query}: expected {string.Join(' ', expected)}, found {string.Join(' ', found.ScoreDocs.Select(hit => hit.Key))}");
        Assert.Equal(expected.Count, found.TotalHits);
    }

    private static Document Article(string key, string title, string body) => new(key, ("title", title), ("body", body));

    private static IEnumerable<string> Find(IIndexSearcher searcher, string query) =>
        searcher.Search(new QueryParser(searcher.Schema).Parse(query).Query!, 10).ScoreDocs.Select(hit => hit.Key).Order(StringComparer.Ordinal);

    private static float Best(IIndexSearcher searcher, string term) => searcher.Search(new TermQuery("title", term), 1).ScoreDocs[0].Score;
}

public sealed class SearchIndexContract : IndexContract
{
    protected override ISearchIndex NewIndex(IndexSchema schema) => new SearchIndex(schema);
}
