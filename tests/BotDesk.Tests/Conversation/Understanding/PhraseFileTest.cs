using BotDesk.Conversation.Understanding;

namespace BotDesk.Tests.Conversation.Understanding;

public sealed class PhraseFileTest
{
    [Theory]
    [InlineData("[report_trouble]", "desk.txt:1: there is no intent 'report_trouble'.")]
    [InlineData("outlook is down", "desk.txt:1: a phrase needs a section")]
    [InlineData("[help]\nhelp (me", "desk.txt:2: a '(' without ')'.")]
    [InlineData("[help]\nhelp me)", "desk.txt:2: a ')' without '('.")]
    [InlineData("[help]\n\n# fine\nhelp with {product", "desk.txt:4: a '{' without '}'.")]
    public void A_wrong_line_is_named_with_file_line_and_reason(string text, string reason)
    {
        var thrown = Assert.Throws<FormatException>(() => PhraseFile.Parse(text.Split('\n'), "desk.txt"));

        Assert.StartsWith(reason, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_stands_for_all_its_combinations()
    {
        var template = PhraseTemplate.Parse("(please|) open {x}( now| (very|) soon)", "here");

        Assert.Equal(2 * 2 * 3, template.All(_ => ["a", "b"]).Distinct().Count());
    }

    [Fact]
    public void A_lexicon_that_no_file_has_is_named()
    {
        var file = PhraseFile.Parse(["[help]", "help with {nothing}"], "desk.txt");

        var thrown = Assert.Throws<FormatException>(() => Classifier.Train([file]));

        Assert.Contains("desk.txt:2", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("{nothing}", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_administrator_can_teach_a_phrase()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "[request_item]\n! zibbel me\n");
            var desk = Understander.Create(phraseFiles: [.. Understander.DefaultPhraseFiles, path]);

            Assert.Equal(Intent.RequestItem, desk.Understand("zibbel me!").Intent);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
