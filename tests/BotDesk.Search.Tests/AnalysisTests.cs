using BotDesk.Search.Analysis;
using BotDesk.Search.Highlighting;
using BotDesk.Search.Queries;
using BotDesk.Search.QueryParsing;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Search.Tests;

public sealed class AnalysisTests
{
    [Theory]
    [InlineData("The VPN's down, can't connect!", "the vpn's down can't connect")]
    [InlineData("error 0x80070005 in ntoskrnl.exe", "error 0x80070005 in ntoskrnl.exe")]
    [InlineData("costs 3.50 or 1,000 (wi-fi)", "costs 3.50 or 1,000 wi fi")]
    [InlineData("a@b.example.com my_file __ x", "a b.example.com my_file x")]
    [InlineData("接続できない", "接 続 で き な い")]
    [InlineData("ネットワーク 2台", "ネットワーク 2 台")]
    [InlineData("сеть не работает", "сеть не работает")]
    [InlineData("ภาษาไทย", "ภาษาไทย")]
    [InlineData("🙂 ok 👍🏽", "ok")]
    public void Words_end_where_Unicode_says(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', WordAnalyzer.Standard.Tokens(text).Select(token => token.Term)));

    [Fact]
    public void A_code_is_kept_whole_and_split()
    {
        var tokens = new EnglishAnalyzer().Tokens("Install KB3089230 now");

        Assert.Equal(
            [("instal", 0), ("kb3089230", 1), ("kb", 1), ("3089230", 2), ("now", 3)],
            tokens.Select(token => (token.Term, token.Position)));
        Assert.All(tokens.Skip(1).Take(3), token => Assert.Equal((8, 9), (token.Start, token.Length)));
    }

    [Theory]
    [InlineData("Café", "cafe")]
    [InlineData("the printer's printing", "the printer print")]
    [InlineData("ﬁle Ⅳ", "file iv")]
    public void English_is_folded_and_stemmed(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', new EnglishAnalyzer().Tokens(text).Select(token => token.Term)));

    [Fact]
    public void German_umlauts_and_endings_do_not_matter() =>
        Assert.Equal("passwort passwort strass", string.Join(' ', new GermanAnalyzer().Tokens("Passwörter Passwort Straße").Select(token => token.Term)));

    [Fact]
    public void A_stop_word_leaves_a_gap() =>
        Assert.Equal([("reset", 0), ("password", 2)], new EnglishAnalyzer(StopWords.English).Tokens("reset the password").Select(token => (token.Term, token.Position)));

    [Fact]
    public void An_endless_word_is_cut_into_pieces() =>
        Assert.Equal([255, 255, 90], WordAnalyzer.Standard.Tokens(new string('x', 600)).Select(token => token.Length));

    [Fact]
    public void Any_text_can_be_analysed_indexed_searched_and_highlighted() =>
        Prop.ForAll(OddText(), OddText(), (text, query) =>
        {
            foreach (var analyzer in new Analyzer[] { WordAnalyzer.Standard, new EnglishAnalyzer(), new GermanAnalyzer(StopWords.German), new KeywordAnalyzer() })
            {
                var position = -1;
                foreach (var token in analyzer.Tokens(text))
                {
                    Assert.NotEqual(0, token.Term.Length);
                    Assert.InRange(token.Start, 0, text.Length - 1);
                    Assert.InRange(token.Start + token.Length, token.Start + 1, text.Length);
                    Assert.True(token.Position >= position);
                    position = token.Position;
                }

                _ = analyzer.Normalize(text);
            }

            var index = new SearchIndex(new IndexSchema(new FieldType("body", new EnglishAnalyzer())));
            index.Update(new Document(text, ("body", text)));
            var searcher = index.Refresh();
            var parsed = new QueryParser(searcher.Schema).Parse(query);
            var built = parsed.Query ?? new QueryBuilder(searcher.Schema).AnyWord("body", query) ?? new MatchAllDocsQuery();
            Assert.True(parsed.Error is null || (parsed.Error.Position >= 0 && parsed.Error.Position <= query.Length));
            _ = searcher.Search(built, 10);
            _ = searcher.Explain(built, text).ToString();
            foreach (var words in new[] { built, new QueryBuilder(searcher.Schema).AnyWord("body", text) ?? built })
            {
                var snippet = new Highlighter(searcher, words).Snippet("body", text, 20);
                Assert.Equal(text.Substring(snippet.Start, snippet.Text.Length), snippet.Text);
                var end = 0;
                foreach (var range in snippet.Ranges)
                {
                    Assert.True(range.Start >= end && range.Length > 0 && range.End <= snippet.Text.Length);
                    end = range.End;
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_text_finds_itself() =>
        Prop.ForAll(OddText(), text =>
        {
            var index = new SearchIndex(new IndexSchema(new FieldType("body", new EnglishAnalyzer())));
            index.Update(new Document("self", ("body", text)));
            var searcher = index.Refresh();
            var query = new QueryBuilder(searcher.Schema).Phrase("body", text, 0);
            Assert.Equal(query is null ? 0 : 1, query is null ? 0 : searcher.CountMatches(query));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Looking_only_where_a_word_can_match_misses_none() =>
        Prop.ForAll(OddText(), OddText(), (text, query) =>
        {
            var everyday = $"{text} skies Mailing happy {query}dying abilities {text}\tHoping IMAP4-mailbox KB3089230x {query} {new string('a', 250)}hoping {query}";
            Assert.Equal(Ranges(new Everywhere(), everyday, $"{query} sky mail happy"), Ranges(new EnglishAnalyzer(), everyday, $"{query} sky mail happy"));
            Assert.Equal(Ranges(new Everywhere(), everyday, text), Ranges(new EnglishAnalyzer(), everyday, text));
            Assert.Equal(Ranges(new Everywhere(), everyday, "hope 3089230 mailbox"), Ranges(new EnglishAnalyzer(), everyday, "hope 3089230 mailbox"));
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<TextRange> Ranges(Analyzer analyzer, string text, string words)
    {
        var searcher = new SearchIndex(new IndexSchema(new FieldType("body", analyzer))).Searcher;
        return new Highlighter(searcher, new QueryBuilder(searcher.Schema).AnyWord("body", words) ?? new MatchAllDocsQuery()).Ranges("body", text);
    }

    /// <summary>Says of no word how it has to begin.</summary>
    private sealed class Everywhere : Analyzer
    {
        private readonly EnglishAnalyzer _english = new();

        public override void Analyze(ReadOnlySpan<char> text, ITokenSink sink) => _english.Analyze(text, sink);
    }

    /// <summary>Words and the syntax's own marks, scripts, marks that combine, halves of surrogate pairs and control characters.</summary>
    private static Arbitrary<string> OddText()
    {
        var pieces = Gen.Elements(
            "vpn", "Can't", "0x8007", "KB12", "wi-fi", "my_file.txt", "Straße", "e\u0301", "ﷺ", "İ", "接続", "ก็", "\uD83D\uDE42", "\uD83D", "\uDE42", "\u200D", "\0",
            "\u202E", "AND", "OR", "NOT", "(", ")", "\"", "~", "^", "2", "+", "-", "!", "*", "?", ":", "body:", "\\", "[", "/", "&&", "||", " ", "  ", "\n", "’", "'", "'s", ".", ",", "1,0", "…");
        var known = Gen.ListOf(pieces).Select(list => string.Concat(list));
        var any = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");
        return Gen.OneOf(known, any).ToArbitrary();
    }
}
