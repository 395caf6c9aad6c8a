namespace BotDesk.Search.Analysis;

/// <summary>The whole text as one term: lower case, runs of white space as one space, cut at 255 units. For exact matches.</summary>
public sealed class KeywordAnalyzer : Analyzer
{
    public override void Analyze(ReadOnlySpan<char> text, ITokenSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var term = Normalize(text.ToString());
        if (term.Length > 0)
        {
            sink.Accept(term, 0, text.Length, 1);
        }
    }

    public override string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var term = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        if (term.Length <= StandardTokenizer.MaxTokenLength)
        {
            return term;
        }

        var length = StandardTokenizer.MaxTokenLength;
        return term[..(char.IsHighSurrogate(term[length - 1]) ? length - 1 : length)];
    }
}
