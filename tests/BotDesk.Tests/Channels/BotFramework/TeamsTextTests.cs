using System.Text.Json;
using BotDesk.Channels.BotFramework;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>How a message reads that Teams hands over as HTML.</summary>
public sealed class TeamsTextTests
{
    private static readonly JsonElement Nothing = JsonElement.Parse("[]");

    [Theory]
    [InlineData("<div><div>Hi <at id=\"0\">Helena</at>,&nbsp;it <b>flickers</b> &amp; dies<br>since Monday</div></div>", "Hi Helena, it flickers & dies\nsince Monday")]
    [InlineData("<p>First</p><p>Second</p>", "First\nSecond")]
    [InlineData("It shows:<ul><li>one</li><li>two</li></ul>", "It shows:\none\ntwo")]
    [InlineData("<table><tr><td>Printer</td><td>Gate 4</td></tr><tr><td>Scanner</td><td>Gate 5</td></tr></table>", "Printer Gate 4\nScanner Gate 5")]
    [InlineData("Broken <emoji id=\"sad\" alt=\"🙁\" title=\"Sad\"></emoji> again<img alt=\"shot\" src=\"https://example.com/x\">", "Broken 🙁 again")]
    [InlineData("<blockquote itemscope itemtype=\"http://schema.skype.com/Reply\"><strong>Ravi</strong><p>is it plugged in?</p></blockquote><p>Yes, it is</p>", "Yes, it is\n\n> Ravi\n> is it plugged in?")]
    [InlineData("<script>alert(1)</script><style>p{}</style><!-- x -->a &lt;b&gt; c<attachment id=\"1\"></attachment>", "a <b> c")]
    public void It_reads_as_it_was_seen(string html, string expected) => Assert.Equal(expected, TeamsText.Of(html, html, Nothing));

    [Fact]
    public void What_it_answers_and_the_files_with_it_come_after_its_own_words()
    {
        var attachments = JsonElement.Parse("""
            [{"id":"1","contentType":"messageReference","content":"{\"messagePreview\":\"is it plugged in?\",\"messageSender\":{\"user\":{\"displayName\":\"Ravi\"}}}"},
             {"id":"2","contentType":"reference","contentUrl":"https://example.com/log.docx","name":"error log.docx"},
             {"contentType":"messageReference","content":"{"}, {"contentType":"messageReference"}, 7, {"contentType":"reference","name":{}}]
            """);

        Assert.Equal("Yes\n\n> Ravi: is it plugged in?\n\n📎 error log.docx", TeamsText.Of("<p>Yes</p>", "<p>Yes</p>", attachments));
        Assert.Equal("Yes", TeamsText.Of(null, " Yes ", JsonElement.Parse("\"x\"")));
    }

    // Each of these took a pattern that tries everything longer than it may, and kept the conversation from ever going on.
    [Theory]
    [InlineData("<script>")]
    [InlineData("<blockquote>")]
    [InlineData("<!--")]
    [InlineData("<attachment ")]
    [InlineData("<emoji alt=\"")]
    [InlineData(" ")]
    [InlineData(" \n")]
    [InlineData("<br ")]
    [InlineData("a<p")]
    public void Whatever_is_sent_is_read_in_time(string again) =>
        Assert.NotNull(TeamsText.Of(string.Concat(Enumerable.Repeat(again, 64 * 1024 / again.Length)) + "x", "", Nothing));
}
