using BotDesk.Search.Analysis;
using BotDesk.Search.Queries;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Search.Tests;

public sealed class TermAccessTests
{
    private readonly SearchIndex _index = new(new IndexSchema(new FieldType("title", WordAnalyzer.Standard), new FieldType("body", WordAnalyzer.Standard)));

    [Fact]
    public void Terms_are_listed_by_their_beginning_without_what_was_deleted()
    {
        Put("a", "printer print prints");
        _index.Refresh();
        Put("b", "printer prey");
        Put("c", "preview");
        _index.Refresh();
        _index.Delete("c");
        var searcher = _index.Refresh();

        Assert.Equal([new TermInfo("prey", 1), new TermInfo("print", 1), new TermInfo("printer", 2), new TermInfo("prints", 1)], searcher.Terms("body", "pr"));
    }

    [Fact]
    public void Terms_that_several_documents_have_are_found_across_segments()
    {
        foreach (var (key, body) in new[] { ("a", "x y z"), ("b", "x"), ("c", "y w"), ("d", "w v"), ("e", "x z u") })
        {
            Put(key, body);
            _index.Refresh();
        }

        _index.Delete("e");
        var searcher = _index.Refresh();

        Assert.Equal(
            searcher.Terms("body").Where(term => term.DocFreq > 1), searcher.RepeatedTerms("body").OrderBy(term => term.Text, StringComparer.Ordinal));
        Assert.Equal([new TermInfo("w", 2), new TermInfo("x", 2), new TermInfo("y", 2)], searcher.Terms("body").Where(term => term.DocFreq > 1));
    }

    [Fact]
    public void Similar_terms_are_those_within_the_edits()
    {
        var letters = Gen.Elements('a', 'b', 'c', 'ä', '接').NonEmptyListOf().Select(list => string.Concat(list.Take(8)));
        Prop.ForAll(letters.ListOf().ToArbitrary(), letters.ToArbitrary(), (words, word) =>
        {
            var index = new SearchIndex(new IndexSchema(new FieldType("body", new KeywordAnalyzer())));
            foreach (var text in words)
            {
                index.Update(new Document(text, ("body", text)));
            }

            var searcher = index.Refresh();
            for (var edits = 0; edits <= 2; edits++)
            {
                for (var prefix = 0; prefix <= 2; prefix++)
                {
                    var expected = words.Distinct().Where(term =>
                        SlowSearch.Edits(term, word) <= edits && term.StartsWith(word[..Math.Min(prefix, word.Length)], StringComparison.Ordinal));
                    Assert.Equal(expected.Order(StringComparer.Ordinal), searcher.SimilarTerms("body", word, edits, prefix).Select(term => term.Text).Order(StringComparer.Ordinal));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_a_searcher_is_restricted_from_leaves_no_trace()
    {
        Put("open", "gateway vpn");
        _index.Refresh();
        var without = _index.Searcher;
        Put("secret", "gateway gateway salaries");
        var searcher = _index.Refresh().Restrict(key => key == "open");

        Assert.Equal(["open"], searcher.Keys);
        Assert.Equal(-1, searcher.Find("secret"));
        Assert.Empty(searcher.Terms("body", "sal"));
        Assert.Empty(searcher.SimilarTerms("body", "salares"));
        Assert.Equal(0, searcher.DocFreq("body", "salaries"));
        Assert.Equal(1, searcher.DocCount("body"));
        Assert.Equal(without.Explain(new TermQuery("body", "gateway"), "open").ToString(), searcher.Explain(new TermQuery("body", "gateway"), "open").ToString());
        Assert.False(searcher.Explain(new TermQuery("body", "salaries"), "secret").IsMatch);
    }

    [Fact]
    public void A_document_leads_to_those_that_share_its_telling_words()
    {
        Put("a", "the vpn adapter saves power and drops the tunnel");
        Put("b", "turn power saving of the adapter off");
        Put("c", "the printer prints the blank page");
        Put("d", "the tunnel drops when the adapter sleeps");
        var searcher = _index.Refresh();

        var like = searcher.Search(new MoreLikeThis(searcher).Like("a")!, 10).ScoreDocs.Select(hit => hit.Key).Where(key => key != "a").ToList();

        Assert.Equal(["d", "b"], like.Take(2));
        Assert.Equal("c", searcher.Search(new MoreLikeThis(searcher) { MinDocFreq = 1 }.LikeText("blank page printer"), 1).ScoreDocs[0].Key);
        Assert.Null(new MoreLikeThis(searcher).Like("nobody"));
    }

    private void Put(string key, string body) => _index.Update(new Document(key, ("body", body)));
}
