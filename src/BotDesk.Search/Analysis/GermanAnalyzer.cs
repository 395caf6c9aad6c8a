namespace BotDesk.Search.Analysis;

/// <summary>German text: Snowball stems, codes and product names kept whole as well as split. Umlauts are folded by the stemmer.</summary>
public sealed class GermanAnalyzer : WordAnalyzer
{
    public GermanAnalyzer() => (Stemmer, ExpandSharpS, SplitWords) = (GermanStemmer.Instance, true, true);

    /// <param name="stopWords">Lower-case words that are left out, for instance <see cref="StopWords.German"/>.</param>
    public GermanAnalyzer(IEnumerable<string> stopWords)
        : base(stopWords) =>
        (Stemmer, ExpandSharpS, SplitWords) = (GermanStemmer.Instance, true, true);
}
