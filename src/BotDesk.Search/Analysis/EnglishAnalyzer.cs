namespace BotDesk.Search.Analysis;

/// <summary>English text: possessives dropped, Porter2 stems, codes and product names kept whole as well as split.</summary>
public sealed class EnglishAnalyzer : WordAnalyzer
{
    public EnglishAnalyzer() => (Stemmer, FoldDiacritics, DropPossessive, SplitWords) = (EnglishStemmer.Instance, true, true, true);

    /// <param name="stopWords">Lower-case words that are left out, for instance <see cref="StopWords.English"/>.</param>
    public EnglishAnalyzer(IEnumerable<string> stopWords)
        : base(stopWords) =>
        (Stemmer, FoldDiacritics, DropPossessive, SplitWords) = (EnglishStemmer.Instance, true, true, true);
}
