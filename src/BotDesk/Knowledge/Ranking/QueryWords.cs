using BotDesk.Search.Analysis;

namespace BotDesk.Knowledge.Ranking;

/// <summary>A word that is looked for.</summary>
/// <param name="Term">As it is in the index.</param>
/// <param name="Surface">As the person wrote it, in lower case.</param>
/// <param name="Count">How often it stands in the question.</param>
/// <param name="Positions">Where, counted in words.</param>
internal sealed record QueryWord(string Term, string Surface, int Count, IReadOnlyList<int> Positions);

/// <summary>The words of a question that say what it is about.</summary>
internal static class QueryWords
{
    /// <summary>A pasted mail is not looked at beyond this many units: what it is about has been said by then.</summary>
    private const int MaxLength = 8000;

    public static IReadOnlyList<QueryWord> Of(string text, Analyzer analyzer)
    {
        text = text.Length > MaxLength ? text[..MaxLength] : text;
        var tokens = analyzer.Tokens(text);
        var telling = tokens.Where(token => !KnowledgeStopWords.English.Contains(Surface(text, token))).ToList();
        // "How do I do this?" has no other words.
        return [.. (telling.Count > 0 ? telling : tokens)
            .GroupBy(token => token.Term, StringComparer.Ordinal)
            .Select(same => new QueryWord(same.Key, Surface(text, same.First()), same.Count(), [.. same.Select(token => token.Position)]))];
    }

    private static string Surface(string text, Token token) =>
        text.Substring(token.Start, token.Length).ToLowerInvariant().Replace('’', '\'');
}
