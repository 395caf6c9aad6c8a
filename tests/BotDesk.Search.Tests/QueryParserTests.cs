using BotDesk.Search.Analysis;
using BotDesk.Search.QueryParsing;

namespace BotDesk.Search.Tests;

public sealed class QueryParserTests
{
    private static readonly IndexSchema Schema = new(
        new FieldType("title", new EnglishAnalyzer()), new FieldType("body", new EnglishAnalyzer()) { Default = false });

    [Theory]
    [InlineData("vpn", "title:vpn")]
    [InlineData("vpn drops", "(title:vpn title:drop)")]
    [InlineData("body:vpn AND \"error 619\" -mac", "(+body:vpn +title:\"error 619\" -title:mac)")]
    [InlineData("a AND b OR c", "(+title:a +title:b title:c)")]
    [InlineData("a OR b AND c", "(title:a +title:b +title:c)")]
    [InlineData("a && NOT b || c", "(+title:a -title:b title:c)")]
    [InlineData("+a b !c", "(+title:a title:b -title:c)")]
    [InlineData("(a b)^2 body:(c d)", "(((title:a title:b))^2 (body:c body:d))")]
    [InlineData("drop* PR*", "(title:drop* title:pr*)")]
    [InlineData("p?int* *", "(title:p?int* *:*)")]
    [InlineData("vpm~ vpm~1 vpm~0.8", "(title:vpm~2 title:vpm~1 title:vpm~0)")]
    [InlineData("\"a b\"~3^0.5", "(title:\"a b\"~3)^0.5")]
    [InlineData("*:* -a", "(*:* -title:a)")]
    [InlineData(@"what\? c\:\\temp", @"(title:what title:""c temp"")")]
    [InlineData("wi-fi", "title:\"wi fi\"")]
    [InlineData("KB42", "(title:kb42 | title:\"kb 42\")~0")]
    [InlineData("and/or", "title:\"and or\"")]
    [InlineData("", "()")]
    [InlineData("... ¿", "()")]
    [InlineData("not and or", "(title:not title:and title:or)")]
    public void A_query_means_what_Lucene_says(string query, string expected)
    {
        var parsed = new QueryParser(Schema).Parse(query);

        Assert.Null(parsed.Error);
        Assert.Equal(expected, $"{parsed.Query}");
    }

    [Theory]
    [InlineData("a b", "(+title:a +title:b)")]
    [InlineData("a OR b c", "(title:a title:b +title:c)")]
    public void All_words_can_be_required(string query, string expected) =>
        Assert.Equal(expected, $"{new QueryParser(Schema) { DefaultAnd = true }.Parse(query).Query}");

    [Theory]
    [InlineData("vpn AND", 7, "A word was expected after AND.")]
    [InlineData("OR vpn", 0, "A word was expected before OR.")]
    [InlineData("a AND OR b", 6, "A word, a phrase or a group was expected, and not OR")]
    [InlineData("(vpn", 0, "never closed: a )")]
    [InlineData("vpn)", 3, "closes nothing")]
    [InlineData("\"vpn", 0, "a closing \"")]
    [InlineData("(\"vpn", 1, "a closing \"")]
    [InlineData("summary:vpn", 0, "no field 'summary'. The fields are title, body; write \\: for a colon.")]
    [InlineData("title:", 6, "expected after title:")]
    [InlineData("title:)", 6, "expected after title:")]
    [InlineData("vpn -", 5, "expected after -")]
    [InlineData("+-vpn", 1, "expected after +")]
    [InlineData("vpn^", 4, "After ^ a number")]
    [InlineData("vpn^x", 4, "After ^ a number")]
    [InlineData("vpn^ 2", 5, "After ^ a number")]
    [InlineData("vpn~3", 4, "After ~ a number of edits from 0 to 2")]
    [InlineData("\"a b\"~x", 6, "After \"…\"~ a whole number")]
    [InlineData("[a TO b]", 0, "Ranges")]
    [InlineData("title:{a TO b}", 6, "Ranges")]
    [InlineData("/vpn.*/", 0, "Regular expressions")]
    [InlineData("vpn \\", 4, "After a backslash")]
    [InlineData("^2", 0, "and not ^")]
    [InlineData("*:vpn", 2, "*:* finds everything")]
    public void An_error_says_where_and_what_was_expected(string query, int position, string message)
    {
        var parsed = new QueryParser(Schema).Parse(query);

        Assert.Null(parsed.Query);
        Assert.Equal(position, parsed.Error?.Position);
        Assert.Contains(message, parsed.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_can_be_nested_only_so_deep() =>
        Assert.Contains("nested deeper", new QueryParser(Schema).Parse(new string('(', 100_000)).Error?.Message, StringComparison.Ordinal);
}
