using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Channels.BotFramework;
using BotDesk.Knowledge.Reading;
using BotDesk.Tests.Cards;
using FsCheck;
using FsCheck.Fluent;

namespace BotDesk.Tests.Knowledge.Reading;

public sealed class ArticleBlocksTests
{
    [Fact]
    public void Headings_paragraphs_and_looks_are_kept()
    {
        var blocks = ArticleBlocks.Read("# Cause\n\nThe **card** sleeps,\nsee *this* and `ping -t`.\\\nNext line.\n");

        Assert.Equal("heading: Cause", Outline(blocks[0]));
        Assert.Equal("paragraph: The [b]card[/] sleeps, see [i]this[/] and [c]ping -t[/].\nNext line.", Outline(blocks[1]));
    }

    [Fact]
    public void Items_keep_their_numbers_bullets_and_depth() => Assert.Equal(
        """
        item 3.: third
        item1 •: inner
        item : more of the third
        item 4.: fourth
        code: run this
        item •: bullet
        """,
        Outline("3. third\n   - inner\n\n   more of the third\n4. fourth\n\n   ```\n   run this\n   ```\n\n* bullet\n"));

    [Fact]
    public void Only_https_and_mail_addresses_become_links() => Assert.Equal(
        """
        paragraph: [https://example.com/a]safe[/] [mailto:it@example.com]mail[/] [mailto:it@example.com]it@example.com[/] [https://example.com]https://example.com[/]
        paragraph: bad data old (http://example.com/) http://example.com/x relative
        """,
        Outline("[safe](https://example.com/a) [mail](mailto:it@example.com) <it@example.com> https://example.com\n\n"
            + "[bad](javascript:alert(1)) [data](data:text/html,x) [old](http://example.com/) http://example.com/x [relative](/a)"));

    [Fact]
    public void Html_is_shown_as_typed_and_entities_as_meant() => Assert.Equal(
        """
        paragraph: <div onclick="x()">
        paragraph: a <b>bold</b> &amp; < © <!-- c -->
        paragraph: <script>alert(1)</script>
        """,
        Outline("<div onclick=\"x()\">\n\na <b>bold</b> &amp;amp; &lt; &copy; <!-- c -->\n\n<script>alert(1)</script>"));

    [Fact]
    public void Pictures_are_their_description_and_rules_are_gone() =>
        Assert.Equal("paragraph: Press the red button here.", Outline("Press ![the red button](red.png) here.\n\n---\n\n![](nothing.png)\n"));

    [Fact]
    public void A_table_becomes_a_line_for_each_row() => Assert.Equal(
        """
        item •: [b]Port: [/]443; [b]Use: [/]web [c]TLS[/]
        item •: [b]Port: [/]22
        """,
        Outline("| Port | Use |\n|---|---|\n| 443 | web `TLS` |\n| 22 | |\n"));

    [Fact]
    public void A_quote_is_set_in_italics() =>
        Assert.Equal("paragraph: [i]Please [bi]wait[/][i] here.[/]", Outline("> Please **wait** here.").Replace("[/][bi]", "[bi]", StringComparison.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n")]
    [InlineData("![](x.png)")]
    [InlineData("[a]: https://example.com\n")]
    public void Nothing_to_read_is_one_empty_part(string markdown) => Assert.Empty(Assert.Single(ArticleBlocks.ReadParts(markdown)));

    [Theory]
    [InlineData('>')]
    [InlineData('[')]
    [InlineData('*')]
    [InlineData('(')]
    public void Endless_nesting_is_shown_and_harms_nothing(char opener)
    {
        var markdown = string.Concat(Enumerable.Repeat($"{opener} ", 20_000)) + "end";

        Assert.Contains("end", string.Concat(ArticleBlocks.Read(markdown).SelectMany(block => block.Runs).Select(run => run.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_of_a_long_article_fits_into_a_card_and_nothing_is_lost()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 120; i++)
        {
            text.Append("## Step ").Append(i).Append("\n\nDo **this**, then [that](https://example.com/a/b/c) with `care`; it takes a while and some words to say.\n\n1. one\n2. two\n\n");
        }

        var parts = ArticleBlocks.ReadParts(text.ToString());

        Assert.InRange(parts.Count, 3, 20);
        Assert.All(parts, part => Assert.InRange(CardBytes(part), 1, 20 * 1024));
        Assert.All(parts.SkipLast(1), part => Assert.NotEqual(ArticleBlockKind.Heading, part[^1].Kind));
        Assert.Equal(ArticleBlocks.Read(text.ToString()).Select(Outline), parts.SelectMany(part => part).Select(Outline));
    }

    [Theory]
    [InlineData("a word and ", 20_000)]
    [InlineData("W", 100_000)]
    [InlineData("😀", 30_000)]
    [InlineData("\u0001", 30_000)]
    [InlineData("**b** _i_ ", 5_000)]
    public void One_endless_paragraph_is_divided_too(string word, int times)
    {
        var markdown = string.Concat(Enumerable.Repeat(word, times));

        var parts = ArticleBlocks.ReadParts(markdown);

        Assert.All(parts, part => Assert.InRange(CardBytes(part), 1, 20 * 1024));
        Assert.Equal(Text(ArticleBlocks.Read(markdown)), Text(parts.SelectMany(part => part)));
        Assert.DoesNotContain(parts.SelectMany(part => part).SelectMany(block => block.Runs), run => char.IsHighSurrogate(run.Text[^1]));
    }

    [Fact]
    public void Any_text_can_be_read() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.ListOf(Gen.Elements("# ", "> ", "- ", "1. ", "\n", "\n\n", "    ", "```", "`", "**", "_", "[", "](", ")", "![", "|", "|-|", "<b>", "&amp;", "\\", "https://example.com", "😀", "text ", "\t", "\u0000"))
            .Select(tokens => string.Concat(tokens)).ToArbitrary(),
        markdown => ArticleBlocks.ReadParts(markdown).All(part => part.All(block => block.Runs.Count > 0) && CardBytes(part) < 20 * 1024)));

    private static int CardBytes(IReadOnlyList<ArticleBlock> blocks)
    {
        var data = new JsonObject
        {
            ["number"] = "KB123456",
            ["title"] = new string('T', 200),
            ["audience"] = "Everybody in every office",
            ["updated"] = "Updated 28 February 2026",
            ["part"] = 1,
            ["parts"] = 3,
            ["blocks"] = JsonSerializer.SerializeToNode(blocks, JsonSerializerOptions.Web),
            ["nonce"] = new string('n', 32),
        };
        return TeamsCard.Adapter.Adapt(JsonElement.Parse(SampleCards.Library.Render("knowledge/article", data, Language.English))).Length;
    }

    private static string Text(IEnumerable<ArticleBlock> blocks) => string.Concat(blocks.SelectMany(block => block.Runs).Select(run => run.Text));

    private static string Outline(string markdown) => string.Join("\n", ArticleBlocks.Read(markdown).Select(Outline));

    private static string Outline(ArticleBlock block)
    {
        var kind = block.Kind.ToString().ToLowerInvariant();
        var place = block.Kind == ArticleBlockKind.Item ? $"{(block.Indent > 0 ? block.Indent : "")} {block.Marker}" : "";
        return $"{kind}{place}: {string.Concat(block.Runs.Select(Outline))}";
    }

    private static string Outline(ArticleRun run)
    {
        var look = run.Url ?? string.Concat(run.Bold ? "b" : "", run.Italic ? "i" : "", run.Code ? "c" : "");
        return look.Length == 0 || (run.Code && run.Text == "run this") ? run.Text : $"[{look}]{run.Text}[/]";
    }
}
