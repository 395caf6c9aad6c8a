using BotDesk.Search.Analysis;

namespace BotDesk.Search.Tests;

/// <summary>The stemmers agree with the Snowball project's own (TestData/snowball/README.md).</summary>
public sealed class SnowballStemmerTests
{
    [Fact]
    public void English_words_have_their_published_stems() => Agree(EnglishStemmer.Instance, "english.tsv");

    [Fact]
    public void German_words_have_their_published_stems() => Agree(GermanStemmer.Instance, "german.tsv");

    [Fact]
    public void A_word_begins_as_its_stem_says() => Assert.Empty(Vocabulary("english.tsv").Where(row => !row[0].AsSpan().StartsWith(EnglishStemmer.Instance.SureBeginning(row[1]))).Select(row => row[0]));

    [Theory]
    [InlineData("")]
    [InlineData("'")]
    [InlineData("'''")]
    [InlineData("yyy")]
    [InlineData("ß")]
    [InlineData("éé")]
    public void Odd_words_have_a_stem_that_is_no_longer_than_they_are(string word)
    {
        Assert.True(EnglishStemmer.Instance.Stem(word).Length <= word.Length);
        Assert.True(GermanStemmer.Instance.Stem(word).Length <= word.Length + 1);
    }

    private static void Agree(Stemmer stemmer, string file) => Assert.Empty(Vocabulary(file)
        .Where(row => stemmer.Stem(row[0]) != row[1])
        .Select(row => $"{row[0]}: {row[1]} expected, {stemmer.Stem(row[0])} found"));

    /// <summary>Words with their stems.</summary>
    private static IEnumerable<string[]> Vocabulary(string file) =>
        new[] { Path.Combine(AppContext.BaseDirectory, "TestData", "snowball"), Environment.GetEnvironmentVariable("BOTDESK_SNOWBALL") }
            .OfType<string>().Select(folder => Path.Combine(folder, file)).Where(File.Exists)
            .SelectMany(File.ReadLines).Select(line => line.Split('\t'));
}
